package org.linli.demo;

import java.util.List;
import org.linli.order.Exports;
import org.linli.order.Layout;
import org.linli.order.SavedViews;
import org.linli.order.Sought;
import org.linli.platform.Acting;
import org.springframework.stereotype.Component;

/** What the staff of the demo world look at every day 常用筛选, and what one of them has exported. */
@Component
class Habits {

    private final SavedViews views;
    private final Exports exports;

    Habits(SavedViews views, Exports exports) {
        this.views = views;
        this.exports = exports;
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
        }
    }
}
