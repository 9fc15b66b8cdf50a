package org.linli.demo;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.linli.order.Callbacks;
import org.linli.order.Channel;
import org.linli.order.Exports;
import org.linli.order.Imports;
import org.linli.order.Layout;
import org.linli.order.Layouts;
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
    private final Layouts layouts;
    private final Imports imports;
    private final Clock clock;

    Habits(
            SavedViews views,
            Exports exports,
            Callbacks callbacks,
            Orders orders,
            Routes routes,
            Rotas rotas,
            Layouts layouts,
            Imports imports,
            Clock clock) {
        this.views = views;
        this.exports = exports;
        this.callbacks = callbacks;
        this.orders = orders;
        this.routes = routes;
        this.rotas = rotas;
        this.layouts = layouts;
        this.imports = imports;
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
        bringsFiles(casts.getFirst());
        sendsByItself(casts.getFirst());
    }

    /** 导入导出: this week's tickets were imported, those of digital city management wait to be looked at, and results go back. */
    private void bringsFiles(Cast cast) {
        Acting.run(
                Casting.founder(cast.community()),
                () -> layouts.keep("区热线中心反馈表", "HOTLINE", "工单号=编号\n反映事项=内容\n承办单位=承办单位\n办理结果=办理结果\n办结时间=办结时间"));
        String compound = Quarter.ALL.getFirst().estates().getFirst().name();
        Acting.run(cast.clerk(), () -> {
            imports.begin(imports.read(Layout.HOTLINE, "12345 本周工单.csv", file("""
                    工单编号,诉求标题,诉求内容,事发地址,诉求类型,诉求人,联系电话,12345 要求办结时间
                    YS20260001,路灯,小区门口的路灯晚上不亮，走路看不清。,〔小区〕大门口,,来电人（虚构）,,
                    YS20260011,,路口的井盖响，晚上睡不着。,菜市场那边,,来电人（虚构）,,
                    YS20260012,,树枝伸到窗户里了。,〔小区〕2号楼,,来电人（虚构）,,下周三
                    """, compound)));
            imports.read(Layout.CITY, "数字城管案卷.csv", file("""
                    案卷编号,小类名称,问题描述,位置描述,处置时限
                    CG2026-0031,路灯不亮,巡查发现一处路灯不亮。,〔小区〕南门外,
                    CG2026-0032,井盖丢失、破损,人行道上井盖破损，已放锥桶。,〔小区〕北门外,
                    CG2026-0032,井盖丢失、破损,同一处又报了一次。,〔小区〕北门外,
                    """, compound));
            exports.begin(Sought.ALL, Layout.FEEDBACK, Exports.Format.XLSX, "zh-CN");
        });
    }

    private static byte[] file(String rows, String compound) {
        return rows.replace("〔小区〕", compound).getBytes(StandardCharsets.UTF_8);
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
