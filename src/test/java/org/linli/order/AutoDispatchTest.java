package org.linli.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.linli.LinliTest;
import org.linli.Script;
import org.linli.TestDatabase;
import org.linli.World;
import org.linli.kernel.PlaceLevel;
import org.linli.organisation.Organisation;
import org.linli.organisation.Organisations;
import org.linli.platform.Acting;
import org.linli.platform.Actor;
import org.linli.platform.WallClock;
import org.linli.platform.matter.Trace;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.transaction.support.TransactionOperations;

/** What a rule sends by itself, when, and that a person's word goes before it. */
@LinliTest
class AutoDispatchTest {

    private static final Instant NINE = Instant.parse("2027-06-01T09:00:00+08:00");

    @Autowired
    World world;

    @Autowired
    Script script;

    @Autowired
    Orders orders;

    @Autowired
    Routes routes;

    @Autowired
    Organisations organisations;

    @Autowired
    AutoDispatch automatic;

    @Autowired
    TransactionOperations transactions;

    @Value("${spring.datasource.url}")
    String url;

    private void sendsByItself(World.Quarter here, String hours) {
        World.as(here.administrator(), () -> {
            UUID rule = routes.at(here.community(), "", 100).stream()
                    .filter(each -> each.organisation().equals(here.firm()))
                    .findFirst()
                    .orElseThrow()
                    .id();
            routes.automatic(rule, hours);
            return rule;
        });
    }

    /** What the machinery of the community does when it hears of the order, at this moment. */
    private State heard(World.Quarter here, UUID order, Instant at) {
        WallClock.at(
                at,
                () -> Acting.run(
                        Actor.system(here.home().at(PlaceLevel.COMMUNITY)),
                        () -> transactions.executeWithoutResult(status -> automatic.dispatch(order))));
        return script.as(here.clerk()).sees(order).state();
    }

    /** Waits until the machinery has heard of it: what it hears later is what the test tells it. */
    private void quiet(UUID order) {
        await().atMost(Duration.ofSeconds(20)).until(() -> {
            try (Connection admin = TestDatabase.admin(url);
                    Statement sql = admin.createStatement();
                    ResultSet row = sql.executeQuery(
                            "select count(*) from event_publication where serialized_event like '%" + order + "%'")) {
                return row.next() && row.getInt(1) == 0;
            }
        });
    }

    private UUID placed(World.Quarter here) {
        UUID[] made = new UUID[1];
        WallClock.at(NINE, () -> made[0] = script.as(here.resident()).places("自动派一下", here.home()));
        quiet(made[0]);
        return made[0];
    }

    @Test
    void itIsSentAsSoonAsItIsPlacedAndTheLineSaysByWhichRule() {
        World.Quarter here = Fresh.in(world);
        sendsByItself(here, "00:00-24:00");
        UUID order = script.as(here.resident()).places("一点单就派", here.home());
        await().atMost(Duration.ofSeconds(20))
                .until(() -> script.as(here.clerk()).sees(order).state() == State.DISPATCHED);
        Order sent = script.as(here.resident()).sees(order);
        assertThat(sent.matter().handler()).hasValue(here.firm());
        assertThat(sent.firstAnswerAt()).as("a machine's word is no answer").isEmpty();
        Trace how = line(here, sent).getLast();
        assertThat(how.person()).isEmpty();
        assertThat(how.detail())
                .containsEntry("autoPlace", Fresh.name())
                .containsEntry("autoHours", "00:00-24:00")
                .containsKey("rule");
    }

    @Test
    void onlyWithinItsHours() {
        World.Quarter here = Fresh.in(world);
        UUID order = placed(here);
        assertThat(heard(here, order, NINE)).as("no rule allows it").isEqualTo(State.PLACED);
        sendsByItself(here, "9:30-12:00 14:00-17:00");
        assertThat(heard(here, order, NINE)).isEqualTo(State.PLACED);
        assertThat(heard(here, order, NINE.plus(Duration.ofHours(3))))
                .as("at twelve it is over")
                .isEqualTo(State.PLACED);
        assertThat(heard(here, order, NINE.plus(Duration.ofMinutes(30)))).isEqualTo(State.DISPATCHED);
    }

    @Test
    void theClerkTakesItBackInOneStepAndItIsNotSentAgain() {
        World.Quarter here = Fresh.in(world);
        UUID order = placed(here);
        sendsByItself(here, "00:00-24:00");
        assertThat(heard(here, order, NINE)).isEqualTo(State.DISPATCHED);
        Instant later = NINE.plus(Duration.ofMinutes(5));
        WallClock.at(later, () -> script.as(here.clerk()).takes(order, new Step.Recall("这件归网格队")));
        Order back = script.as(here.clerk()).sees(order);
        assertThat(back.state()).isEqualTo(State.PLACED);
        assertThat(back.matter().handler()).isEmpty();
        assertThat(back.matter().dueAt()).hasValue(later.plus(Duration.ofHours(2)));
        assertThat(heard(here, order, later)).as("a person has decided").isEqualTo(State.PLACED);
        assertThat(line(here, back)).extracting(Trace::step).containsExactly("place", "dispatch", "recall");
    }

    @Test
    void notWhereTwoRulesAreAsCloseAndNotToAnOrganisationWithoutPeople() {
        World.Quarter here = Fresh.in(world);
        UUID order = placed(here);
        UUID shop = World.as(
                World.founder(here.community()),
                () -> organisations.found(Organisation.Kind.MERCHANT, "自动铺", here.community(), ""));
        sendsByItself(here, "00:00-24:00");
        UUID second = World.as(here.administrator(), () -> routes.route(here.compound(), "", shop));
        assertThat(heard(here, order, NINE)).as("two are as close").isEqualTo(State.PLACED);
        World.as(here.administrator(), () -> {
            routes.drop(second);
            routes.automatic(routes.route(here.home(), "", shop), "00:00-24:00");
            return null;
        });
        assertThat(heard(here, order, NINE)).as("nobody works there").isEqualTo(State.PLACED);
    }

    @Test
    void whatAPersonHasMovedIsTheirs() {
        World.Quarter here = Fresh.in(world);
        UUID order = placed(here);
        sendsByItself(here, "00:00-24:00");
        WallClock.at(NINE, () -> script.as(here.clerk()).takes(order, new Step.Decline("归供电公司管")));
        assertThat(heard(here, order, NINE)).isEqualTo(State.DECLINED);
    }

    private List<Trace> line(World.Quarter here, Order order) {
        return World.as(here.resident(), () -> orders.timeline(order));
    }
}
