package org.linli.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.linli.LinliTest;
import org.linli.World;
import org.linli.kernel.Refusal;
import org.linli.order.SavedViews.View;
import org.linli.platform.Actor;
import org.springframework.beans.factory.annotation.Autowired;

@LinliTest
class SavedViewsTest {

    @Autowired
    World world;

    @Autowired
    SavedViews views;

    private UUID saves(Actor actor, String name, String query) {
        return World.as(actor, () -> views.save(name, Sought.read(query)));
    }

    private List<String> sees(Actor actor) {
        return World.as(actor, views::all).stream().map(View::name).toList();
    }

    @Test
    void aPersonKeepsNamesSharesAndDeletesTheirOwn() {
        World.Quarter here = Fresh.in(world);
        UUID mine = saves(here.clerk(), " 我的待派单 ", "state=PLACED&state=RETURNED");
        saves(here.clerk(), "超时", "mark=LATE");
        assertThat(sees(here.clerk())).containsExactly("我的待派单", "超时");
        assertThat(sees(here.chief())).as("of the same office, not shared").isEmpty();

        shares(here.clerk(), mine, true);
        assertThat(sees(here.chief())).containsExactly("我的待派单");
        assertThat(World.as(here.chief(), views::all)).allMatch(view -> view.shared() && !view.mine());
        assertThat(sees(here.gridWorker())).as("of another organisation").isEmpty();
        assertThat(sees(world.fangzhi.clerk())).doesNotContain("我的待派单");

        renames(here.clerk(), mine, "待派单");
        assertThat(sees(here.chief())).containsExactly("待派单");
        shares(here.clerk(), mine, false);
        assertThat(sees(here.chief())).isEmpty();
        World.as(here.clerk(), () -> {
            views.delete(mine);
            return null;
        });
        assertThat(sees(here.clerk())).containsExactly("超时");
        assertThat(World.as(here.clerk(), views::all).getFirst().query()).isEqualTo("mark=LATE");
    }

    @Test
    void whatIsSomebodyElsesIsNotFound() {
        World.Quarter here = Fresh.in(world);
        UUID mine = saves(here.clerk(), "我的", "");
        shares(here.clerk(), mine, true);
        for (Actor other : List.of(here.chief(), here.worker(), world.fangzhi.clerk())) {
            assertThatThrownBy(() -> renames(other, mine, "抢来的"))
                    .isInstanceOfSatisfying(
                            Refusal.class, no -> assertThat(no.kind()).isEqualTo(Refusal.Kind.NOT_FOUND));
            assertThatThrownBy(() -> shares(other, mine, true)).isInstanceOf(Refusal.class);
            assertThatThrownBy(() -> World.as(other, () -> {
                        views.delete(mine);
                        return null;
                    }))
                    .isInstanceOf(Refusal.class);
        }
        assertThat(sees(here.clerk())).containsExactly("我的");
    }

    @Test
    void twentyAndNoMoreAndEachNameOnce() {
        World.Quarter here = Fresh.in(world);
        for (int n = 1; n <= SavedViews.MOST; n++) {
            saves(here.clerk(), "筛选" + n, "");
        }
        refuses("order.viewTooMany", () -> saves(here.clerk(), "第二十一个", ""));
        UUID second = World.as(here.clerk(), views::all).get(1).id();
        World.as(here.clerk(), () -> {
            views.delete(second);
            return null;
        });
        refuses("order.viewExists", () -> saves(here.clerk(), "筛选3", ""));
        saves(here.clerk(), "补上的", "");
        assertThat(sees(here.clerk()).get(1)).as("in the place that was free").isEqualTo("补上的");
        refuses("order.viewName", () -> saves(here.chief(), " ", ""));
        refuses("order.viewName", () -> saves(here.chief(), "很".repeat(21), ""));
        UUID first = World.as(here.clerk(), views::all).getFirst().id();
        refuses("order.viewExists", () -> {
            renames(here.clerk(), first, "筛选3");
            return first;
        });
    }

    private static void refuses(String code, java.util.function.Supplier<UUID> work) {
        assertThatThrownBy(work::get)
                .isInstanceOfSatisfying(
                        Refusal.class, no -> assertThat(no.code()).isEqualTo(code));
    }

    private void renames(Actor actor, UUID view, String name) {
        World.as(actor, () -> {
            views.rename(view, name);
            return null;
        });
    }

    private void shares(Actor actor, UUID view, boolean shared) {
        World.as(actor, () -> {
            views.share(view, shared);
            return null;
        });
    }
}
