package org.linli.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.linli.LinliTest;
import org.linli.Script;
import org.linli.TestDatabase;
import org.linli.World;
import org.linli.kernel.PlaceLevel;
import org.linli.organisation.Appointments;
import org.linli.organisation.Organisation;
import org.linli.organisation.Organisations;
import org.linli.organisation.Posts;
import org.linli.organisation.Rotas;
import org.linli.organisation.Skill;
import org.linli.organisation.Spoken;
import org.linli.platform.Acting;
import org.linli.platform.Actor;
import org.linli.platform.Duty;
import org.linli.platform.WallClock;
import org.linli.platform.matter.Trace;
import org.linli.resident.Residents;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.test.context.event.ApplicationEvents;
import org.springframework.test.context.event.RecordApplicationEvents;
import org.springframework.transaction.support.TransactionOperations;

/** What a rule sends by itself, when, and that a person's word goes before it. */
@LinliTest
@RecordApplicationEvents
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

    @Autowired
    Residents residents;

    @Autowired
    Appointments appointments;

    @Value("${spring.datasource.url}")
    String url;

    @Autowired
    Posts posts;

    @Autowired
    Rotas rotas;

    @Autowired
    Suiting suiting;

    @Autowired
    ApplicationEvents published;

    private static UUID office(Actor actor) {
        return actor.appointment().orElseThrow();
    }

    /** Lets the firm of the place send, with somebody who repairs things. */
    private void sendsByItself(World.Quarter here, String hours) {
        World.as(here.administrator(), () -> {
            posts.set(office(here.worker()), Set.of(Skill.REPAIR), Set.of());
            return null;
        });
        sends(here, hours, Optional.empty());
    }

    private void sends(World.Quarter here, String hours, Optional<Integer> most) {
        World.as(here.administrator(), () -> {
            UUID rule = routes.at(here.community(), "", 100).stream()
                    .filter(each -> each.organisation().equals(here.firm()))
                    .findFirst()
                    .orElseThrow()
                    .id();
            routes.automatic(rule, hours, most);
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
        await().atMost(Duration.ofSeconds(60)).until(() -> {
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
        await().atMost(Duration.ofSeconds(60))
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
    void whereNoRuleSendsByItselfNothingIsWrittenDownForIt() {
        World.Quarter here = Fresh.in(world);
        script.as(here.resident()).places("没有规则，等社区派", here.home());
        assertThat(published.stream(AutoDispatch.Sendable.class)).isEmpty();
        sendsByItself(here, "00:00-24:00");
        UUID order = script.as(here.resident()).places("有规则，自动派", here.home());
        assertThat(published.stream(AutoDispatch.Sendable.class))
                .containsExactly(new AutoDispatch.Sendable(order, here.home().value()));
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

    private void held(World.Quarter here, UUID order, String why) {
        Order stays = script.as(here.clerk()).sees(order);
        assertThat(stays.state()).isEqualTo(State.PLACED);
        Trace last = World.as(here.clerk(), () -> orders.timeline(stays)).getLast();
        assertThat(last.step()).isEqualTo("hold");
        assertThat(last.detail()).containsEntry("held", why);
    }

    @Test
    void notToWhereNobodyIsOnDutyAndTheLineSaysSoOnce() {
        World.Quarter here = Fresh.in(world);
        UUID order = placed(here);
        UUID another = placed(here);
        sendsByItself(here, "00:00-24:00");
        World.as(here.administrator(), () -> {
            rotas.add(here.firm(), office(here.worker()), EnumSet.allOf(DayOfWeek.class), "13:00-17:00");
            return null;
        });
        heard(here, order, NINE);
        held(here, order, "OFF_DUTY");
        assertThat(script.as(here.clerk()).sees(order).firstAnswerAt())
                .as("a machine's word is no answer")
                .isEmpty();
        heard(here, order, NINE.plus(Duration.ofHours(5)));
        held(here, order, "OFF_DUTY");
        assertThat(script.as(here.clerk()).dispatches(order, here.firm()))
                .as("a person may all the same")
                .isEqualTo(State.DISPATCHED);
        assertThat(heard(here, another, NINE.plus(Duration.ofHours(5)))).isEqualTo(State.DISPATCHED);
    }

    @Test
    void notWithoutTheSkillNorTheLanguageThatItAsksFor() {
        World.Quarter here = Fresh.in(world);
        UUID order = placed(here);
        sends(here, "00:00-24:00", Optional.empty());
        heard(here, order, NINE);
        held(here, order, "SKILL");

        World.as(here.administrator(), () -> {
            posts.set(office(here.worker()), Set.of(Skill.REPAIR), Set.of());
            return null;
        });
        UUID tibetan = inTibetan(here);
        heard(here, tibetan, NINE);
        held(here, tibetan, "LANGUAGE");
        World.as(here.administrator(), () -> {
            posts.set(office(here.worker()), Set.of(Skill.REPAIR), Set.of(Spoken.TIBETAN));
            return null;
        });
        UUID again = inTibetan(here);
        assertThat(heard(here, again, NINE)).isEqualTo(State.DISPATCHED);
    }

    private UUID inTibetan(World.Quarter here) {
        UUID[] made = new UUID[1];
        Step.Place step = new Step.Place("02", "灯不亮", here.home(), "", Channel.PHONE, "卓玛", Optional.empty());
        WallClock.at(
                NINE,
                () -> made[0] = World.as(
                        here.clerk(),
                        () -> orders.place(UUID.randomUUID(), step, new Heard(Optional.of(Spoken.TIBETAN), ""))));
        quiet(made[0]);
        return made[0];
    }

    @Test
    void notMoreThanItsRuleAllows() {
        World.Quarter here = Fresh.in(world);
        UUID first = placed(here);
        UUID second = placed(here);
        sendsByItself(here, "00:00-24:00");
        sends(here, "00:00-24:00", Optional.of(1));
        assertThat(heard(here, first, NINE)).isEqualTo(State.DISPATCHED);
        heard(here, second, NINE);
        held(here, second, "FULL");
    }

    @Test
    void ofTwoAsCloseThatBothSendTheOneWithTheLeastInHand() {
        World.Quarter here = Fresh.in(world);
        UUID first = placed(here);
        UUID second = placed(here);
        UUID grid = here.gridWorker().organisation().orElseThrow();
        sendsByItself(here, "00:00-24:00");
        World.as(here.administrator(), () -> {
            posts.set(office(here.gridWorker()), Set.of(Skill.REPAIR), Set.of());
            routes.automatic(routes.route(here.compound(), "", grid), "00:00-24:00");
            return null;
        });
        assertThat(heard(here, first, NINE)).isEqualTo(State.DISPATCHED);
        assertThat(heard(here, second, NINE)).isEqualTo(State.DISPATCHED);
        Order one = script.as(here.clerk()).sees(first);
        Order other = script.as(here.clerk()).sees(second);
        assertThat(List.of(
                        one.matter().handler().orElseThrow(),
                        other.matter().handler().orElseThrow()))
                .containsExactlyInAnyOrder(here.firm(), grid);
        assertThat(line(here, other).getLast().detail()).containsEntry("autoWhy", "GOES_TO_LEAST");
    }

    @Test
    void thePageOfTheRulesSaysTheSameAsTheMachineryAndSeesHowMuchIsInHand() {
        World.Quarter here = Fresh.in(world);
        UUID order = placed(here);
        sendsByItself(here, "00:00-24:00");
        Suiting.Asked asked = new Suiting.Asked("02", here.home(), Organisation.Kind.PROPERTY, Optional.empty());
        assertThat(World.as(here.administrator(), () -> suiting.automatic(suiting.of(asked)))
                        .why())
                .isEqualTo(Automatic.Why.GOES);
        heard(here, order, NINE);
        assertThat(World.as(here.administrator(), () -> suiting.of(asked))
                        .getFirst()
                        .fit()
                        .inHand())
                .isEqualTo(1);
        assertThat(World.as(here.resident(), () -> suiting.of(asked))
                        .getFirst()
                        .fit()
                        .inHand())
                .as("nobody's business")
                .isZero();
    }

    @Test
    void whereNoRuleMatchesWhoseBusinessItUsuallyIsIsSuggestedAndNeverSentTo() {
        World.Quarter here = Fresh.in(world);
        World.as(here.administrator(), () -> {
            routes.at(here.community(), "", 100).forEach(rule -> routes.drop(rule.id()));
            return null;
        });
        UUID order = placed(here);
        Suiting.Suited first =
                World.as(here.clerk(), () -> suiting.of(orders.order(order))).getFirst();
        assertThat(first.kind())
                .isEqualTo(script.as(here.clerk()).sees(order).terms().responsible());
        assertThat(first.fit().usual()).isTrue();
        assertThat(heard(here, order, NINE)).isEqualTo(State.PLACED);
        assertThat(line(here, script.as(here.clerk()).sees(order)))
                .extracting(Trace::step)
                .containsExactly("place");
    }

    @Test
    void whoIsOnDutyAndCanIsToldFirst() {
        World.Quarter here = Fresh.in(world);
        UUID order = placed(here);
        Actor second = second(here);
        World.as(here.administrator(), () -> {
            posts.set(office(here.worker()), Set.of(Skill.REPAIR), Set.of());
            posts.set(office(second), Set.of(Skill.REPAIR), Set.of());
            rotas.add(here.firm(), office(here.worker()), EnumSet.allOf(DayOfWeek.class), "00:00-24:00");
            return null;
        });
        script.as(here.clerk()).dispatches(order, here.firm());
        assertThat(told(here.worker(), order)).isOne();
        assertThat(told(second, order)).as("off duty").isZero();
    }

    private int told(Actor who, UUID order) {
        quiet(order);
        try (Connection admin = TestDatabase.admin(url);
                Statement sql = admin.createStatement();
                ResultSet row = sql.executeQuery("select count(*) from notice where step = 'dispatch' and matter = '"
                        + order + "' and person = '" + who.self() + "'")) {
            return row.next() ? row.getInt(1) : 0;
        } catch (java.sql.SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private Actor second(World.Quarter here) {
        return World.as(here.administrator(), () -> {
            UUID person = residents.register("孙二", here.community(), Optional.empty());
            UUID office = appointments.appoint(
                    person, here.firm(), Duty.PROPERTY, "水电工", here.compound(), LocalDate.of(2026, 1, 1));
            return new Actor(
                    Optional.of(person),
                    "孙二",
                    Duty.PROPERTY,
                    "水电工",
                    Optional.of(office),
                    Optional.of(here.firm()),
                    "物业",
                    Optional.of(here.compound()));
        });
    }

    @Test
    void theOfficeTakesItItselfAndSomebodyElseVerifies() {
        World.Quarter here = Fresh.in(world);
        UUID office = here.clerk().organisation().orElseThrow();
        UUID order = placed(here);
        Order placed = script.as(here.clerk()).sees(order);
        assertThat(World.as(here.clerk(), () -> suiting.of(placed)))
                .extracting(Suiting.Suited::organisation)
                .contains(office);
        assertThat(script.as(here.clerk()).dispatches(order, office)).isEqualTo(State.DISPATCHED);
        assertThat(script.as(here.clerk()).accepts(order)).isEqualTo(State.ACCEPTED);
        script.as(here.clerk()).takes(order, new Step.Finish("答复清楚了", "当面说的"));
        Order done = script.as(here.clerk()).sees(order);
        assertThat(done.state()).isEqualTo(State.DONE);
        assertThat(done.open(here.clerk())).doesNotContain("verify", "finish");
        assertThat(done.open(here.chief())).as("of the same office").doesNotContain("verify");
        assertThat(done.open(here.gridWorker())).contains("verify");
        assertThat(script.as(here.gridWorker()).takes(order, new Step.Verify(true, "")))
                .isEqualTo(State.VERIFIED);
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
