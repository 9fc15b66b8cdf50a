package org.linli.order;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.linli.LinliTest;
import org.linli.Script;
import org.linli.World;
import org.linli.kernel.Ratio;
import org.linli.order.Rates.Rate;
import org.linli.platform.Actor;
import org.linli.platform.Ids;
import org.linli.platform.WallClock;
import org.springframework.beans.factory.annotation.Autowired;

/** 响应: what tells whoever asked something, and comes from a human (RULES B3.5, vector 14). */
@LinliTest
class AnsweringTest {

    @Autowired
    World world;

    @Autowired
    Script script;

    @Autowired
    Orders orders;

    @Autowired
    Merging merging;

    @Autowired
    OrderRates rates;

    @Autowired
    Clock clock;

    private static <T> T at(String time, Supplier<T> work) {
        Object[] made = new Object[1];
        WallClock.at(Instant.parse("2027-08-" + time + "+08:00"), () -> made[0] = work.get());
        @SuppressWarnings("unchecked")
        T given = (T) made[0];
        return given;
    }

    private UUID placed(World.Quarter here, String words) {
        return at("03T10:00:00", () -> script.as(here.resident()).places(words, here.home()));
    }

    private Optional<Instant> answered(World.Quarter here, UUID id) {
        return script.as(here.clerk()).sees(id).firstAnswerAt();
    }

    /** Intake 10:00:00, a robot's reply 10:00:02, a human 10:05:00: in time; 10:05:01: late. */
    @Test
    void aRobotsReplyAnswersNobody() {
        World.Quarter here = Fresh.in(world);
        UUID onTime = placed(here, "五分钟");
        UUID late = placed(here, "五分零一秒");
        Actor robot = Actor.system("智能客服", "", here.community());
        for (UUID each : List.of(onTime, late)) {
            at("03T10:00:02", () -> script.as(robot).takes(each, new Step.Reply("您好，已经收到")));
            assertThat(answered(here, each)).isEmpty();
        }
        at("03T10:05:00", () -> script.as(here.clerk()).replies(onTime, "马上来"));
        at("03T10:05:01", () -> script.as(here.clerk()).replies(late, "马上来"));
        Rates told = at("03T11:00:00", () -> World.as(here.clerk(), () -> rates.of(Sought.ALL)));
        assertThat(told.of(Rate.RESPONSE)).isEqualTo(new Ratio(1, 2));
        assertThat(answered(here, onTime)).contains(Instant.parse("2027-08-03T10:05:00+08:00"));
    }

    @Test
    void whatIsDoneSilentlyAnswersNobodyAndTheFirstWordDoes() {
        World.Quarter here = world.ningbao;
        UUID id = placed(here, "悄悄地派");
        UUID same = placed(here, "同一件事");
        at("03T10:01:00", () -> script.as(here.clerk()).takes(id, new Step.Dispatch(here.firm(), "给师傅的话")));
        at(
                "03T10:02:00",
                () -> World.as(here.clerk(), () -> {
                    merging.merge(same, id, "同一件事");
                    return null;
                }));
        at("03T10:03:00", () -> script.as(here.worker()).accepts(id));
        at("03T10:04:00", () -> script.as(here.worker()).takes(id, new Step.Ask(Leave.Kind.EXTENSION, 1, "等配件")));
        assertThat(answered(here, id)).isEmpty();
        at("03T10:05:00", () -> script.as(here.worker()).finishes(id, "灯换好了"));
        assertThat(answered(here, id)).contains(Instant.parse("2027-08-03T10:05:00+08:00"));

        UUID told = placed(here, "接单时说了话");
        at("03T10:01:00", () -> script.as(here.clerk()).dispatches(told, here.firm()));
        at("03T10:02:00", () -> script.as(here.worker()).takes(told, new Step.Accept("下午三点到")));
        assertThat(answered(here, told)).contains(Instant.parse("2027-08-03T10:02:00+08:00"));

        UUID declined = placed(here, "不归社区管");
        at("03T10:03:00", () -> script.as(here.clerk()).takes(declined, new Step.Decline("归供电公司管")));
        assertThat(answered(here, declined)).contains(Instant.parse("2027-08-03T10:03:00+08:00"));
    }

    /** Somebody who wrote into a box is spoken with when they are called back, and not when nobody picks up. */
    @Test
    void aCallAnswersWhenSomebodyIsReached() {
        World.Quarter here = world.ningbao;
        Step.Place boxed = new Step.Place("09", "意见箱里的信", here.compound(), "", Channel.BOX, "来信人", Optional.empty());
        UUID id = at("03T10:00:00", () -> World.as(here.clerk(), () -> orders.place(Ids.at(clock.instant()), boxed)));
        assertThat(answered(here, id)).isEmpty();
        at("03T10:01:00", () -> script.as(here.clerk()).dispatches(id, here.firm()));
        at("03T10:02:00", () -> script.as(here.worker()).accepts(id));
        at("03T10:03:00", () -> script.as(here.worker()).finishes(id, "答复了"));
        assertThat(answered(here, id)).isPresent();
    }
}
