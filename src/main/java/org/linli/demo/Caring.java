package org.linli.demo;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.linli.order.Channel;
import org.linli.order.Errand.Given;
import org.linli.order.Errand.Mandate;
import org.linli.order.Errand.Taken;
import org.linli.order.Errands;
import org.linli.order.Heard;
import org.linli.order.Orders;
import org.linli.order.ServiceCards;
import org.linli.order.Step;
import org.linli.platform.Acting;
import org.linli.platform.Ids;
import org.linli.platform.WallClock;
import org.springframework.stereotype.Component;

/** Free service cards and an errand of the demo world 演示关爱: what is done for those who cannot come. */
@Component
class Caring {

    private static final String CARD = "FW-0012";

    private final ServiceCards cards;
    private final Errands errands;
    private final Orders orders;
    private final Clock clock;

    Caring(ServiceCards cards, Errands errands, Orders orders, Clock clock) {
        this.cards = cards;
        this.errands = errands;
        this.orders = orders;
        this.clock = clock;
    }

    void tell(Cast cast, Instant now) {
        Cast.Resident resident = cast.residents().getFirst();
        at(now.minus(Duration.ofDays(30)), () -> {
            LocalDate today = LocalDate.now(clock);
            Acting.run(cast.clerk(), () -> {
                issue(resident, CARD, "水电小修、理发、代买代办", today);
                issue(cast.residents().get(1), "FW-0013", "上门理发、量血压", today);
            });
        });
        at(now.minus(Duration.ofDays(6)), () -> place(cast, resident, "0201", "厨房水龙头关不紧，一直滴水。"));
        at(now.minus(Duration.ofHours(28)), () -> {
            UUID errand = place(cast, resident, "0702", "腿脚不方便，想请人代办老年卡。");
            take(cast, errand);
        });
    }

    private void issue(Cast.Resident holder, String number, String covers, LocalDate today) {
        cards.issue(new ServiceCards.Issue(
                holder.actor().self(), number, covers, Optional.of(24), today, today.plusYears(1)));
    }

    /** The clerk takes it down on the phone, with the number of the card. */
    private UUID place(Cast cast, Cast.Resident holder, String category, String words) {
        UUID id = Ids.at(clock.instant());
        Acting.run(
                cast.clerk(),
                () -> orders.place(
                        id,
                        new Step.Place(
                                category,
                                words,
                                holder.home(),
                                "",
                                Channel.PHONE,
                                holder.actor().name(),
                                Optional.empty()),
                        new Heard(Optional.empty(), CARD)));
        return id;
    }

    private void take(Cast cast, UUID id) {
        Cast.Team grid = cast.gridTeam();
        Acting.run(cast.clerk(), () -> orders.take(id, new Step.Dispatch(grid.organisation(), "上门时带委托书"), List.of()));
        Acting.run(grid.worker(), () -> orders.take(id, new Step.Accept("下午上门取材料"), List.of()));
        Acting.run(grid.worker(), () -> {
            errands.entrust(
                    id,
                    new Mandate(
                            cast.residents().getFirst().actor().name(),
                            Given.WRITTEN,
                            "到政务服务中心代领老年卡",
                            LocalDate.now(clock).plusMonths(1)),
                    List.of(new Taken("身份证", false), new Taken("户口簿", true), new Taken("一寸照片", false)));
        });
    }

    private static void at(Instant time, Runnable work) {
        WallClock.at(time, work);
    }
}
