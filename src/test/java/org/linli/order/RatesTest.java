package org.linli.order;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.linli.LinliTest;
import org.linli.Script;
import org.linli.World;
import org.linli.kernel.Ratio;
import org.linli.order.OrderRates.By;
import org.linli.order.OrderRates.Group;
import org.linli.order.Rates.Rate;
import org.linli.platform.Actor;
import org.linli.platform.WallClock;
import org.springframework.beans.factory.annotation.Autowired;

@LinliTest
class RatesTest {

    @Autowired
    World world;

    @Autowired
    Script script;

    @Autowired
    OrderRates rates;

    @Autowired
    FoundOrders found;

    /** The published figures of 天门: 996 filed, 972 to be closed, 911 closed, 737 of them on time; events and parts apart. */
    @Test
    void theFiguresOfTianmen() {
        Rates all = new Rates(Map.of(
                Figure.FILED, 996L, Figure.SHOULD_CLOSE, 972L, Figure.CLOSED, 911L, Figure.CLOSED_ON_TIME, 737L));
        assertThat(all.of(Rate.CLOSING)).isEqualTo(new Ratio(911, 972));
        assertThat(all.of(Rate.CLOSING).percent()).isEqualTo("93.72%");
        assertThat(all.of(Rate.CLOSING_ON_TIME).percent()).isEqualTo("75.82%");
        assertThat(closing(902, 956)).isEqualTo("94.35%");
        assertThat(closing(9, 16)).isEqualTo("56.25%");
        assertThat(new Rates(Map.of()).of(Rate.CLOSING).hasBase())
                .as("nothing to be closed")
                .isFalse();
    }

    private static String closing(long closed, long should) {
        return new Rates(Map.of(Figure.CLOSED, closed, Figure.SHOULD_CLOSE, should))
                .of(Rate.CLOSING)
                .percent();
    }

    /** In time to come, so that no clock of what happens here rings meanwhile. */
    private static <T> T at(String time, Supplier<T> work) {
        Object[] made = new Object[1];
        WallClock.at(Instant.parse("2027-02-" + time + "+08:00"), () -> made[0] = work.get());
        @SuppressWarnings("unchecked")
        T given = (T) made[0];
        return given;
    }

    private Rates of(Actor actor, String query) {
        return World.as(actor, () -> rates.of(Sought.read(query)));
    }

    /** Intake at 10:00:00 and five minutes promised: a human at 10:05:00 is in time, at 10:05:01 late. */
    @Test
    void onTheMinuteIsInTimeAndASecondLaterIsLate() {
        World.Quarter here = Fresh.in(world);
        UUID onTime = at("03T10:00:00", () -> script.as(here.resident()).places("五分钟", here.home()));
        UUID late = at("03T10:00:00", () -> script.as(here.resident()).places("五分零一秒", here.home()));
        UUID silent = at("03T10:00:00", () -> script.as(here.resident()).places("没人理", here.home()));
        at("03T10:05:00", () -> script.as(here.clerk()).replies(onTime, "马上来"));
        at("03T10:05:01", () -> script.as(here.clerk()).replies(late, "马上来"));
        Rates told = at("03T10:05:00", () -> of(here.clerk(), ""));
        assertThat(told.of(Rate.RESPONSE))
                .as("the third may still be answered in time")
                .isEqualTo(new Ratio(1, 2));
        Rates afterwards = at("03T10:05:01", () -> of(here.clerk(), ""));
        assertThat(afterwards.of(Rate.RESPONSE)).as("and now no more").isEqualTo(new Ratio(1, 3));
        assertThat(script.as(here.clerk()).sees(silent).firstAnswerAt()).isEmpty();
    }

    /** A community whose every figure is known by counting on one's fingers. */
    private World.Quarter told() {
        World.Quarter here = Fresh.in(world);
        // Closed on time, satisfied.
        UUID good = done(here, "03T09:00:00", "03T12:00:00");
        at("03T13:00:00", () -> script.as(here.resident()).rates(good, 4, true));
        at("03T14:00:00", () -> script.as(here.clerk()).closes(good));
        // Disposed of three days later than its 48 hours, so-so, not closed yet.
        UUID late = done(here, "03T09:00:00", "08T12:00:00");
        at("08T13:00:00", () -> script.as(here.resident()).rates(late, 3, true));
        // Came back, and was done in time the second time; not rated again.
        UUID back = done(here, "04T09:00:00", "04T12:00:00");
        at("04T13:00:00", () -> script.as(here.resident()).rates(back, 1, false));
        at("04T14:00:00", () -> script.as(here.chief()).dispatches(back, here.firm()));
        at("04T14:10:00", () -> script.as(here.worker()).accepts(back));
        at("04T15:00:00", () -> script.as(here.worker()).finishes(back, "重新办好了"));
        // Accepted and left.
        UUID left = at("05T09:00:00", () -> script.as(here.resident()).places("接了没办", here.home()));
        at("05T09:10:00", () -> script.as(here.clerk()).dispatches(left, here.firm()));
        at("05T09:20:00", () -> script.as(here.worker()).accepts(left));
        // Not taken up; declined; taken back after it was sent; placed for the community itself.
        at("05T09:00:00", () -> script.as(here.resident()).places("还没派", here.home()));
        UUID declined = at("05T09:00:00", () -> script.as(here.resident()).places("不归社区管", here.home()));
        at("05T10:00:00", () -> script.as(here.clerk()).takes(declined, new Step.Decline("归供电公司管")));
        UUID gone = at("05T09:00:00", () -> script.as(here.resident()).places("不用了", here.home()));
        at("05T10:00:00", () -> script.as(here.clerk()).dispatches(gone, here.firm()));
        at("05T11:00:00", () -> script.as(here.resident()).takes(gone, new Step.Withdraw("自己修好了")));
        at("05T09:00:00", () -> script.as(here.resident()).places("广场的事", here.community()));
        return here;
    }

    private UUID done(World.Quarter here, String placed, String finished) {
        UUID id = at(placed, () -> script.as(here.resident()).places("要办的事", here.home()));
        at(placed.replace(":00:00", ":10:00"), () -> script.as(here.clerk()).dispatches(id, here.firm()));
        at(placed.replace(":00:00", ":20:00"), () -> script.as(here.worker()).accepts(id));
        at(finished, () -> script.as(here.worker()).finishes(id, "办好了"));
        return id;
    }

    @Test
    void everyRateIsWhatItsDefinitionSays() {
        World.Quarter here = told();
        Rates told = at("10T09:00:00", () -> of(here.clerk(), "from=2027-02-01&until=2027-02-28"));
        assertThat(told.of(Rate.FILING))
                .as("good, late, back, left of all but the one taken back")
                .isEqualTo(new Ratio(4, 7));
        assertThat(told.of(Rate.CLOSING)).as("closed, of that, late, and left").isEqualTo(new Ratio(1, 3));
        assertThat(told.of(Rate.CLOSING_ON_TIME)).isEqualTo(new Ratio(1, 3));
        assertThat(told.of(Rate.DISPOSING_ON_TIME))
                .as("what is late and open counts in the base")
                .isEqualTo(new Ratio(2, 4));
        assertThat(told.of(Rate.OVERDUE)).isEqualTo(new Ratio(2, 4));
        assertThat(told.of(Rate.REWORK)).isEqualTo(new Ratio(1, 3));
        assertThat(told.of(Rate.SOLVING)).isEqualTo(new Ratio(2, 3));
        assertThat(told.of(Rate.SATISFACTION)).as("3 is basically satisfied").isEqualTo(new Ratio(2, 3));
        Rates before = at("06T09:00:00", () -> of(here.clerk(), "from=2027-02-01&until=2027-02-28"));
        assertThat(before.of(Rate.DISPOSING_ON_TIME))
                .as("its limit has not passed yet")
                .isEqualTo(new Ratio(2, 3));
        assertThat(at("10T09:00:00", () -> of(here.clerk(), "from=2027-02-04")).of(Rate.REWORK))
                .isEqualTo(new Ratio(1, 1));
        assertThat(of(world.fangzhi.clerk(), "from=2027-02-03&until=2027-02-05").count(Figure.REPORTED))
                .isZero();
    }

    /** Behind every figure stand exactly the orders that it counts: for all, and for each group. */
    @Test
    void everyFigureIsTheNumberOfOrdersThatItsListFinds() {
        World.Quarter here = told();
        Sought all = Sought.read("from=2027-02-01&until=2027-02-28");
        at("10T09:00:00", () -> {
            for (Actor actor : List.of(here.clerk(), here.chief(), here.gridWorker(), here.worker())) {
                same(actor, all, World.as(actor, () -> rates.of(all)));
                for (By by : By.values()) {
                    List<Group> groups = World.as(actor, () -> rates.of(all, by));
                    assertThat(groups).as("%s %s", actor.duty(), by).isNotEmpty();
                    assertThat(groups.stream()
                                    .mapToLong(group -> group.rates().count(Figure.REPORTED))
                                    .sum())
                            .isEqualTo(World.as(actor, () -> rates.of(all)).count(Figure.REPORTED));
                }
            }
            return "";
        });
    }

    private void same(Actor actor, Sought sought, Rates told) {
        Arrays.stream(Figure.values())
                .forEach(figure -> assertThat((long) World.as(actor, () -> found.count(sought.counting(figure), 1_000)))
                        .as("%s for %s", figure, actor.duty())
                        .isEqualTo(told.count(figure)));
    }
}
