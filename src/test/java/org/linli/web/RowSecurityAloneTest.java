package org.linli.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.linli.World;
import org.linli.order.Drafts;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;

/** Every look-up check taken away: row security alone lets nothing through. And each of the two checks by itself. */
@Import(Lookups.class)
class RowSecurityAloneTest extends Isolation {

    @Autowired
    Lookups lookups;

    @Override
    boolean lookups() {
        return !lookups.removed;
    }

    @AfterEach
    void asBefore() {
        rowSecurity("enable");
        lookups.removed = true;
    }

    @Test
    void withoutRowSecurityTheLookupsAloneLetNothingThrough() {
        rowSecurity("disable");
        lookups.removed = false;
        String before = neighbour.everything();
        assertThat(leaksById()).isEmpty();
        assertThat(leaksInLists()).isEmpty();
        assertThat(neighbour.everything()).isEqualTo(before);
    }

    /** So these tests can fail: with neither check each kind of page tells of the neighbour. */
    @Test
    void withNeitherEverythingIsSeen() {
        Drafts drafts = linli.getBean(Drafts.class);
        World.as(world.ningbao.resident(), () -> {
            drafts.drop(drafts.mine().id());
            return null;
        });
        // Of one's own only so many are shown.
        neighbour.run("delete from order_export_part where export <> '" + neighbour.export + "'");
        neighbour.run("delete from order_export where id <> '" + neighbour.export + "'");
        rowSecurity("disable");
        List<String> seen = List.of(
                "resident: GET /orders/" + neighbour.order,
                "CLERK: GET /desk/orders/" + neighbour.order,
                "PROPERTY: GET /desk/orders/" + neighbour.order,
                "resident: GET /reports/" + neighbour.report,
                "CLERK: GET /desk/reports/" + neighbour.report,
                "POLICE_LIAISON: GET /desk/handovers/" + neighbour.handover,
                "resident: GET /photos/" + neighbour.photo,
                "resident: GET /photos/" + neighbour.photo + "/small",
                "CLERK: GET /desk/people/" + neighbour.person,
                "ADMINISTRATOR: GET /desk/people/" + neighbour.person,
                "CLERK: /desk?tab=OPEN",
                "GRID_WORKER: /desk?tab=ENDED",
                "PROPERTY: /desk?tab=MINE",
                "resident: /reports",
                "CLERK: /desk/reports?tab=ENDED",
                "POLICE_LIAISON: /desk/handovers",
                "CLERK: /desk/orders?tab=OPEN",
                "PROPERTY: /desk/orders?tab=OPEN",
                "CLERK: /desk/orders/views",
                "CLERK: /desk/orders/exports",
                "CLERK: GET /desk/orders/bulk/" + neighbour.bulk,
                "CLERK: GET /desk/orders/exports/" + neighbour.export,
                "resident: /orders",
                "resident: /inbox",
                "CLERK: /desk/people",
                "ADMINISTRATOR: /desk/people");
        List<String> leaks = leaksById(request -> seen.stream().anyMatch(page -> page.endsWith(": " + request)));
        leaks.addAll(leaksInLists(list -> seen.stream()
                .anyMatch(page -> page.replaceAll("^.*: |\\?.*$", "").equals(list))));
        assertThat(seen)
                .filteredOn(page -> leaks.stream().noneMatch(leak -> leak.startsWith(page)))
                .isEmpty();
        assertThat(lookups.taken)
                .contains(
                        "m.requester = :reachPerson",
                        "m.handler = :reachOrganisation",
                        "m.returned_by = :reachOrganisation",
                        "m.requester = :me",
                        "person = :me");
    }

    private void rowSecurity(String does) {
        neighbour
                .list("select relname from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'"
                        + " and exists (select 1 from pg_policy p where p.polrelid = pg_class.oid)")
                .forEach(table -> neighbour.run("alter table " + table + " " + does + " row level security"));
    }
}
