package org.linli.platform.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.linli.LinliTest;
import org.linli.Script;
import org.linli.World;
import org.linli.platform.Actor;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** The net below: with no look-up in the way at all, the database itself lets nothing of another through. */
@LinliTest
class RowSecurityTest {

    private static final List<String> GUARDED = List.of(
            "open311_key",
            "open311_posted",
            "open311_server",
            "open311_push",
            "open311_pulled",
            "open311_tell",
            "matter",
            "timeline_entry",
            "service_order",
            "attachment",
            "notice",
            "person",
            "tie",
            "appointment",
            "account",
            "login_source",
            "session",
            "order_draft",
            "answered_request",
            "login_event",
            "look");

    @Autowired
    World world;

    @Autowired
    Script script;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TransactionOperations transactions;

    @Test
    void everyTableIsGuardedOrHoldsNothingOfAPerson() {
        List<String> open = jdbc.sql("""
                        select c.relname
                          from pg_class c
                         where c.relnamespace = 'public'::regnamespace
                           and c.relkind = 'r'
                           and not c.relrowsecurity
                           and has_table_privilege(current_user, c.oid, 'select')
                         order by 1
                        """).query(String.class).list();
        assertThat(open)
                .containsExactlyInAnyOrder(
                        "attempt",
                        "demo_account",
                        "event_publication",
                        "national_class",
                        "national_subclass",
                        "scheduled_tasks",
                        "seal",
                        "system_fact");
    }

    @Test
    void aUsedConnectionWithoutAnybodySeesNothing() {
        UUID order = script.as(world.ningbao.resident()).places("水管漏水", world.ningbao.home());
        for (int i = 0; i < 20; i++) {
            script.as(world.ningbao.clerk()).sees(order);
        }
        for (String table : GUARDED) {
            assertThat(jdbc.sql("select count(*) from " + table)
                            .query(Long.class)
                            .single())
                    .as(table + " outside a transaction")
                    .isZero();
            assertThat(count(Actor.nobody(), table)).as(table).isZero();
        }
    }

    @Test
    void nothingOfAnotherCommunityIsSeen() {
        script.as(world.ningbao.resident()).places("下水道堵了", world.ningbao.home());
        script.as(world.fangzhi.resident()).places("下水道堵了", world.fangzhi.home());
        for (Actor actor : everybody(world.ningbao)) {
            assertThat(places(actor, "matter", "place"))
                    .as(actor.title())
                    .allMatch(place -> place.startsWith("350211003012"));
            assertThat(places(actor, "timeline_entry", "place")).allMatch(place -> place.startsWith("350211003012"));
            assertThat(places(actor, "person", "community")).allMatch(place -> place.startsWith("350211003012"));
            assertThat(places(actor, "tie", "home")).allMatch(place -> place.startsWith("350211003012"));
            assertThat(places(actor, "appointment", "place")).allMatch(place -> place.startsWith("350211003012"));
        }
        assertThat(places(world.ningbao.clerk(), "matter", "place")).isNotEmpty();
        assertThat(places(world.ningbao.administrator(), "matter", "place"))
                .as("an administrator reads no matter")
                .isEmpty();
    }

    @Test
    void nothingOfAnotherCommunityIsWritten() {
        UUID order = script.as(world.fangzhi.resident()).places("电梯坏了", world.fangzhi.home());
        UUID theirs = world.fangzhi.resident().self();
        for (Actor actor : everybody(world.ningbao)) {
            assertThat(update(actor, "update matter set title = 'x' where id = '" + order + "'"))
                    .isZero();
            assertThat(update(actor, "update person set name = 'x' where id = '" + theirs + "'"))
                    .isZero();
            assertThat(update(actor, "update organisation set name = 'x' where id = '" + world.fangzhi.firm() + "'"))
                    .isZero();
            assertThat(update(actor, "update appointment set until = current_date where person = '" + theirs + "'"))
                    .isZero();
            assertThatThrownBy(() -> update(actor, """
                            insert into timeline_entry (id, matter, place, at, step, from_state, to_state, signature, duty, detail)
                            values (gen_random_uuid(), '%s', '350211003003', now(), 'reply', '', '', 'x', 'CLERK', '{}')
                            """.formatted(order)))
                    .as(actor.title())
                    .hasStackTraceContaining("row-level security");
            assertThatThrownBy(() -> update(actor, """
                            insert into appointment (id, person, organisation, duty, title, place, since)
                            values (gen_random_uuid(), '%s', '%s', 'CHIEF', 'x', '350211003003', current_date)
                            """.formatted(actor.self(), world.fangzhi.committee())))
                    .hasStackTraceContaining("row-level security");
        }
    }

    @Test
    void nobodyAppointsThemselves() {
        for (Actor actor : everybody(world.ningbao)) {
            if (!actor.duty().appoints()) {
                assertThatThrownBy(() -> update(actor, """
                                insert into appointment (id, person, organisation, duty, title, place, since)
                                values (gen_random_uuid(), '%s', '%s', 'CHIEF', 'x', '350211003012', current_date)
                                """.formatted(actor.self(), world.ningbao.committee())))
                        .as(actor.title())
                        .hasStackTraceContaining("row-level security");
            }
        }
    }

    /** The outbox has no policy, so it holds ids and steps, and nothing that anybody said. */
    @Test
    void whatIsStillToBeToldHoldsNoWords() {
        World.Quarter here = world.ningbao;
        List<String> events = World.as(
                here.resident(),
                () -> transactions.execute(status -> {
                    UUID order = script.as(here.resident()).places("只有我们知道", here.home());
                    return jdbc.sql(
                                    "select serialized_event from event_publication where position(:id in serialized_event) > 0")
                            .param("id", order.toString())
                            .query(String.class)
                            .list();
                }));
        assertThat(events).isNotEmpty().noneMatch(event -> event.contains("只有我们知道"));
    }

    /** What a row may point at is guarded as the row is: else it would open a door that its own place does not show. */
    @Test
    void noRowOfOursPointsAtAnotherCommunity() {
        World.Quarter here = world.ningbao;
        World.Quarter there = world.fangzhi;
        UUID ours = script.as(here.resident()).places("路灯坏了", here.home());
        UUID theirs = script.as(there.resident()).places("路灯坏了", there.home());
        UUID entry = World.as(
                here.clerk(),
                () -> transactions.execute(status -> jdbc.sql("select id from timeline_entry where matter = :ours")
                        .param("ours", ours)
                        .query(UUID.class)
                        .single()));
        String move = "update matter set %s = '%s' where id = '%s'";
        String appoint = """
                insert into appointment (id, person, organisation, duty, title, place, since)
                values (gen_random_uuid(), '%s', '%s', 'PROPERTY', 'x', '%s', current_date)
                """;
        String link = "insert into organisation_link values (gen_random_uuid(), '%s', 'LEADS', '%s', current_date)";
        String route = "insert into order_route values (gen_random_uuid(), '%s', '03', '%s')";
        String tie = "insert into tie values (gen_random_uuid(), '%s', '%s', 'FAMILY', current_date)";
        String tell = "insert into notice values (gen_random_uuid(), '%s', '%s', '%s', '%s', 'order', 'x', 'x', now())";
        String look = "insert into look values (gen_random_uuid(), null, '%s', 'x', '%s', 'x', now())";
        String open = """
                insert into matter (id, kind, place, title, state, version, requester, opened_at, moved_at)
                values (gen_random_uuid(), 'order', '%s', 'x', 'PLACED', 1, '%s', now(), now())
                """;

        refuses(here.clerk(), move.formatted("handler", there.firm(), ours));
        refuses(here.clerk(), move.formatted("returned_by", there.firm(), ours));
        refuses(here.clerk(), open.formatted(here.home(), there.resident().self()));
        refuses(here.administrator(), appoint.formatted(here.resident().self(), there.firm(), here.community()));
        refuses(here.administrator(), appoint.formatted(there.resident().self(), here.firm(), here.compound()));
        refuses(here.administrator(), link.formatted(here.committee(), there.committee()));
        refuses(here.administrator(), route.formatted(here.compound(), there.firm()));
        refuses(here.clerk(), tie.formatted(there.resident().self(), here.home()));
        refuses(here.clerk(), tell.formatted(here.resident().self(), ours, entry, here.community()));
        refuses(
                Actor.system(here.community()),
                tell.formatted(there.resident().self(), theirs, entry, here.community()));
        refuses(here.clerk(), look.formatted(theirs, here.clerk().self()));

        // The same rows within the community are written: it was the other end that was refused.
        writes(here.clerk(), move.formatted("handler", here.firm(), ours));
        writes(here.clerk(), open.formatted(here.home(), here.resident().self()));
        writes(here.administrator(), appoint.formatted(here.resident().self(), here.firm(), here.compound()));
        writes(here.administrator(), link.formatted(here.committee(), here.firm()));
        writes(here.administrator(), route.formatted(here.compound(), here.firm()));
        writes(here.clerk(), tie.formatted(here.resident().self(), here.home()));
        writes(Actor.system(here.community()), tell.formatted(here.resident().self(), ours, entry, here.community()));
        writes(here.clerk(), look.formatted(ours, here.clerk().self()));
    }

    private void refuses(Actor actor, String sql) {
        assertThatThrownBy(() -> update(actor, sql)).as(sql).hasStackTraceContaining("row-level security");
    }

    /** Written, and taken back, so that no other test meets it. */
    private void writes(Actor actor, String sql) {
        int rows = World.as(
                actor,
                () -> transactions.execute(status -> {
                    status.setRollbackOnly();
                    return jdbc.sql(sql).update();
                }));
        assertThat(rows).as(sql).isEqualTo(1);
    }

    private static List<Actor> everybody(World.Quarter quarter) {
        return new ArrayList<>(List.of(
                quarter.resident(),
                quarter.clerk(),
                quarter.chief(),
                quarter.worker(),
                quarter.gridWorker(),
                quarter.administrator()));
    }

    private long count(Actor actor, String table) {
        return World.as(
                actor,
                () -> transactions.execute(status -> jdbc.sql("select count(*) from " + table)
                        .query(Long.class)
                        .single()));
    }

    private List<String> places(Actor actor, String table, String column) {
        return World.as(
                actor,
                () -> transactions.execute(status -> jdbc.sql("select " + column + " from " + table)
                        .query(String.class)
                        .list()));
    }

    private int update(Actor actor, String sql) {
        return World.as(
                actor, () -> transactions.execute(status -> jdbc.sql(sql).update()));
    }
}
