package org.linli.order;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.linli.LinliTest;
import org.linli.Street;
import org.linli.World;
import org.linli.kernel.Refusal;
import org.linli.platform.Actor;
import org.springframework.beans.factory.annotation.Autowired;

/** Which column is what is said by whoever administers a place, for all who work there and below. */
@LinliTest
class LayoutsTest {

    @Autowired
    World world;

    @Autowired
    Street street;

    @Autowired
    Layouts layouts;

    private static World.@Nullable Quarter shared;
    private World.Quarter here;

    @BeforeEach
    void withoutAnyOfItsOwn() {
        if (shared == null) {
            shared = Fresh.in(world);
        }
        here = java.util.Objects.requireNonNull(shared);
        World.as(here.administrator(), () -> {
            layouts.all().stream()
                    .filter(layout -> layout.place().equals(Optional.of(here.community())))
                    .forEach(layout -> layouts.drop(layout.id()));
            return null;
        });
    }

    private void keeps(Actor actor, String name, String source, String columns) {
        World.as(actor, () -> {
            layouts.keep(name, source, columns);
            return null;
        });
    }

    private List<Layout> sees(Actor actor) {
        return World.as(actor, layouts::all);
    }

    private static String refusal(Actor actor, Runnable work) {
        return World.as(actor, () -> {
            try {
                work.run();
                return "";
            } catch (Refusal refusal) {
                return refusal.code();
            }
        });
    }

    @Test
    void everybodysComeFirstAndAreComplete() {
        List<Layout> all = sees(here.clerk());
        assertThat(all)
                .extracting(Layout::id)
                .containsExactly(Layout.PLAIN, Layout.HOTLINE, Layout.FEEDBACK, Layout.CITY);
        assertThat(all).extracting(Layout::read).containsExactly(false, true, true, true);
        assertThat(all).allSatisfy(layout -> {
            String typed = layouts.typed(layout, Locale.SIMPLIFIED_CHINESE);
            keeps(
                    here.administrator(),
                    "抄" + layout.name(),
                    layout.source().map(Enum::name).orElse(""),
                    typed);
            assertThat(sees(here.clerk()).stream()
                            .filter(one -> one.name().equals("抄" + layout.name()))
                            .findFirst()
                            .orElseThrow()
                            .columns())
                    .as("what a form shows is what it takes: %s", typed)
                    .extracting(Layout.Column::field)
                    .isEqualTo(
                            layout.columns().stream().map(Layout.Column::field).toList());
        });
        assertThat(layouts.name(all.get(3), Locale.ENGLISH)).isEqualTo("City management cases");
    }

    @Test
    void whatAPlaceSaysHoldsThere() {
        keeps(here.administrator(), "我们的表", "HOTLINE", "编号 = 编号\n事情＝WORDS");
        keeps(here.administrator(), "我们的表", "CITY", "单号=Number\n\n事情=内容\n在哪=地址\n备注=空着\n再备注=空着");
        List<Layout> own = sees(here.clerk()).stream()
                .filter(layout -> layout.place().isPresent())
                .toList();
        assertThat(own).hasSize(1);
        Layout kept = own.getFirst();
        assertThat(kept.source()).contains(Channel.CITY);
        assertThat(kept.columns())
                .extracting(Layout.Column::field)
                .containsExactly(Field.NUMBER, Field.WORDS, Field.ADDRESS, Field.NOTHING, Field.NOTHING);
        assertThat(layouts.typed(kept, Locale.SIMPLIFIED_CHINESE)).isEqualTo("单号=编号\n事情=内容\n在哪=地址\n备注=空着\n再备注=空着");
        assertThat(sees(here.worker())).as("the firm exports by it").contains(kept);
        assertThat(sees(world.fangzhi.clerk())).doesNotContain(kept);
        assertThat(sees(world.fangzhi.administrator())).doesNotContain(kept);
        assertThat(refusal(world.fangzhi.administrator(), () -> layouts.drop(kept.id())))
                .isEqualTo("notFound");
        assertThat(refusal(world.fangzhi.clerk(), () -> layouts.one(kept.id()))).isEqualTo("order.layout");
        assertThat(refusal(here.clerk(), () -> layouts.drop(kept.id()))).isEqualTo("order.layoutNotYours");
        assertThat(refusal(here.administrator(), () -> layouts.drop(Layout.CITY)))
                .isEqualTo("notFound");
        World.as(here.administrator(), () -> {
            layouts.drop(kept.id());
            return null;
        });
        assertThat(refusal(here.clerk(), () -> layouts.one(kept.id()))).isEqualTo("order.layout");
        assertThat(refusal(here.administrator(), () -> layouts.drop(kept.id()))).isEqualTo("notFound");
        keeps(here.administrator(), "我们的表", "", "事情=内容");
        assertThat(sees(here.clerk()).getLast().read()).as("it only goes out").isFalse();
    }

    @Test
    void whatTheStreetSaysHoldsInItsCommunities() {
        keeps(street.administrator, "街道的表", "HOTLINE", "编号=编号\n内容=内容");
        Optional<UUID> kept = sees(world.ningbao.clerk()).stream()
                .filter(layout -> layout.name().equals("街道的表"))
                .map(Layout::id)
                .findFirst();
        assertThat(kept).isPresent();
        assertThat(sees(here.clerk()))
                .as("of another street")
                .noneMatch(layout -> kept.get().equals(layout.id()));
        assertThat(refusal(world.ningbao.administrator(), () -> layouts.drop(kept.get())))
                .isEqualTo("notFound");
        World.as(street.administrator, () -> {
            layouts.drop(kept.get());
            return null;
        });
    }

    @Test
    void whatIsNoLayoutIsRefused() {
        Actor administrator = here.administrator();
        assertThat(refusal(here.clerk(), () -> layouts.keep("x", "HOTLINE", "编号=编号")))
                .isEqualTo("order.layoutNotYours");
        assertThat(refusal(administrator, () -> layouts.keep("x", "HOTLINE", "编号")))
                .isEqualTo("order.layoutLine");
        assertThat(refusal(administrator, () -> layouts.keep("x", "HOTLINE", "=编号")))
                .isEqualTo("order.layoutLine");
        assertThat(refusal(administrator, () -> layouts.keep("x", "HOTLINE", "编号=号码")))
                .isEqualTo("order.layoutLine");
        assertThat(refusal(administrator, () -> layouts.keep("x", "HOTLINE", "字".repeat(41) + "=编号")))
                .isEqualTo("order.layoutLine");
        assertThat(refusal(administrator, () -> layouts.keep("x", "HOTLINE", "甲=编号\n乙=编号")))
                .isEqualTo("order.layoutTwice");
        assertThat(refusal(administrator, () -> layouts.keep("x", "", "甲=状态\n甲=单号")))
                .isEqualTo("order.layoutTwice");
        assertThat(refusal(administrator, () -> layouts.keep("x", "CITY", "甲=内容")))
                .isEqualTo("order.layoutNumber");
        assertThat(refusal(administrator, () -> layouts.keep("x", "", " \n "))).isEqualTo("order.layoutColumns");
        StringBuilder many = new StringBuilder();
        for (int n = 0; n <= Layout.MOST_COLUMNS; n++) {
            many.append("列").append(n).append("=空着\n");
        }
        assertThat(refusal(administrator, () -> layouts.keep("x", "", many.toString())))
                .isEqualTo("order.layoutColumns");
        assertThat(refusal(administrator, () -> layouts.keep("x", "MOON", "甲=编号")))
                .isEqualTo("order.layoutSource");
        assertThat(refusal(administrator, () -> layouts.keep(" ", "CITY", "甲=编号")))
                .isEqualTo("order.layoutName");
        for (int n = 0; n < Layouts.MOST; n++) {
            keeps(administrator, "第" + n, "", "甲=单号");
        }
        assertThat(refusal(administrator, () -> layouts.keep("多一种", "", "甲=单号")))
                .isEqualTo("order.layoutMost");
        keeps(administrator, "第3", "", "甲=状态");
    }
}
