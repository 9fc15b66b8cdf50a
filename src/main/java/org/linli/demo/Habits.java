package org.linli.demo;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.linli.order.Callbacks;
import org.linli.order.Channel;
import org.linli.order.Exports;
import org.linli.order.Layout;
import org.linli.order.Orders;
import org.linli.order.Routes;
import org.linli.order.SavedViews;
import org.linli.order.Sought;
import org.linli.order.Step;
import org.linli.organisation.Rotas;
import org.linli.platform.Acting;
import org.linli.platform.Ids;
import org.linli.platform.secret.Phone;
import org.springframework.stereotype.Component;

/** What the staff of the demo world look at every day 常用筛选, and what one of them has exported. */
@Component
class Habits {

    private final SavedViews views;
    private final Exports exports;
    private final Callbacks callbacks;
    private final Orders orders;
    private final Routes routes;
    private final Rotas rotas;
    private final Clock clock;

    Habits(
            SavedViews views,
            Exports exports,
            Callbacks callbacks,
            Orders orders,
            Routes routes,
            Rotas rotas,
            Clock clock) {
        this.views = views;
        this.exports = exports;
        this.callbacks = callbacks;
        this.orders = orders;
        this.routes = routes;
        this.rotas = rotas;
        this.clock = clock;
    }

    void of(List<Cast> casts) {
        for (Cast cast : casts) {
            Acting.run(cast.clerk(), () -> {
                views.save("我的待派单", Sought.read("state=PLACED&state=RETURNED"));
                views.share(views.save("超时没办完的", Sought.read("mark=LATE&sort=DUE")), true);
                exports.begin(Sought.ALL, Layout.PLAIN, Exports.Format.XLSX, "zh-CN");
            });
            Acting.run(cast.chief(), () -> views.save("返工的", Sought.read("mark=REOPENED")));
            Acting.run(cast.gridWorker(), () -> views.save("安全隐患", Sought.read("stand=OPEN&category=06")));
            Acting.run(cast.clerk(), () -> callsBack(cast));
        }
        sendsByItself(casts.getFirst());
    }

    /** 回访: of those whom nobody has called yet, one was not reached; and the shift of the firm is told something. */
    private void callsBack(Cast cast) {
        callbacks.page(Callbacks.Tab.FIRST, Optional.empty()).items().stream()
                .skip(1)
                .findFirst()
                .ifPresent(listed -> orders.take(listed.order().id(), new Step.Miss("一直占线"), List.of()));
        rotas.tell(cast.estates().getFirst().property().organisation(), "2号楼水泵房在换阀门，晚上十点再去看一次压力。");
    }

    /** 自动派单: water and electricity of one compound go straight to its firm, and somebody asks for it. */
    private void sendsByItself(Cast cast) {
        Cast.Estate estate = cast.estates().getFirst();
        Acting.run(
                Casting.founder(cast.community()),
                () -> routes.at(estate.code(), "01", 10).stream()
                        .filter(rule ->
                                rule.organisation().equals(estate.property().organisation()))
                        .forEach(rule -> routes.automatic(rule.id(), "00:00-24:00")));
        Cast.Resident resident = cast.residents().getFirst();
        Acting.run(
                resident.actor(),
                () -> orders.place(
                        Ids.at(clock.instant()),
                        new Step.Place(
                                "0102",
                                "厨房水管接头在滴水，接了盆",
                                resident.home(),
                                "",
                                Channel.ONLINE,
                                resident.actor().name(),
                                Optional.of(new Phone(resident.phone())))));
    }
}
