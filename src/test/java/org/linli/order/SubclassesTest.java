package org.linli.order;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.linli.LinliTest;
import org.linli.World;
import org.linli.kernel.PlaceCode;
import org.linli.platform.Actor;
import org.springframework.beans.factory.annotation.Autowired;

/** The subclasses of parts and events: seeded, looked up, and what each place sets of its own. */
@LinliTest
class SubclassesTest {

    @Autowired
    World world;

    @Autowired
    Subclasses subclasses;

    @Autowired
    Categories categories;

    private List<Subclass> found(World.Quarter here, String words) {
        return World.as(here.clerk(), () -> subclasses.found(here.community(), words));
    }

    private String name(World.Quarter here, String code) {
        return found(here, code).getFirst().name();
    }

    private void set(Actor actor, PlaceCode place, String code, String name) {
        World.as(actor, () -> {
            subclasses.set(place, code, name);
            return null;
        });
    }

    private static void refused(String code, ThrowingCallable work) {
        assertThatThrownBy(work).hasMessageContaining(code);
    }

    @Test
    void theStandardIsSeededByClassAndFoundByWordOrCode() {
        List<Subclass> all = found(world.fangzhi, "");
        assertThat(all).hasSizeGreaterThan(130).extracting(Subclass::of).contains("P01", "P05", "E01", "E05");
        assertThat(all).filteredOn(one -> !one.checked()).isNotEmpty();
        assertThat(found(world.fangzhi, "0102")).extracting(Subclass::name).containsExactlyInAnyOrder("暴露垃圾", "污水井盖");
        assertThat(found(world.fangzhi, "e0505")).extracting(Subclass::name).containsExactly("机动车乱停放");
        assertThat(found(world.fangzhi, "E0505").getFirst().className()).isEqualTo("街面秩序");
        assertThat(found(world.fangzhi, "井盖")).hasSizeGreaterThan(10).allMatch(Subclass::part);
        assertThat(found(world.fangzhi, "没有这种")).isEmpty();
    }

    @Test
    void aPlaceSetsWhatHoldsThereAndNowhereElse() {
        World.Quarter here = Fresh.in(world);
        set(here.administrator(), here.community(), " e0121 ", " 占用 绿道 ");
        set(here.administrator(), here.community(), "E0102", "垃圾外露");
        assertThat(name(here, "E0102")).isEqualTo("垃圾外露");
        assertThat(found(here, "E0121").getFirst().set()).contains(here.community());
        assertThat(name(world.ningbao, "E0102")).isEqualTo("暴露垃圾");
        assertThat(found(world.ningbao, "E0121")).isEmpty();
        set(here.administrator(), here.community(), "E0102", "");
        assertThat(name(here, "E0102")).isEqualTo("暴露垃圾");
        refused("category.subclassCode", () -> set(here.administrator(), here.community(), "E0901", "没有这类"));
        refused("category.subclassCode", () -> set(here.administrator(), here.community(), "102", "不是代码"));
        refused("category.subclassName", () -> set(here.administrator(), here.community(), "E0122", "长".repeat(21)));
        refused("category.notYours", () -> set(here.clerk(), here.community(), "E0122", "不是管理员"));
        refused("notFound", () -> set(here.administrator(), world.fangzhi.community(), "E0122", "别的社区"));
    }

    @Test
    void theTableComesBackAsItWentOutAndChangesWhatWasChanged() {
        World.Quarter here = Fresh.in(world);
        String table = table(here);
        assertThat(table).contains("代码,名称", "P0104,雨水箅子");
        assertThat(reads(here, table)).isZero();
        assertThat(reads(here, table.replace("P0104,雨水箅子", "P0104,雨水口") + "E0131,流浪犬\r\n"))
                .isEqualTo(2);
        assertThat(name(here, "P0104")).isEqualTo("雨水口");
        assertThat(name(here, "E0131")).isEqualTo("流浪犬");
        refused("category.subclassRow", () -> reads(here, "代码,名称\r\nE0132,对的\r\n0133,不对\r\n"));
        refused("category.twice", () -> reads(here, "代码,名称\r\nE0132,一\u4e00\r\nE0132,二二\r\n"));
        assertThat(found(here, "E0132")).as("all of it or nothing").isEmpty();
    }

    private String table(World.Quarter here) {
        return World.as(here.clerk(), () -> {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            try {
                subclasses.write(here.community(), List.of("代码", "名称"), out);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return out.toString(UTF_8);
        });
    }

    private int reads(World.Quarter here, String table) {
        return World.as(here.administrator(), () -> subclasses.read(here.community(), table.getBytes(UTF_8)));
    }

    @Test
    void aCategoryPointsAtItsSubclassWhereThatIsPlainAndAPlaceMayPointItElsewhere() {
        World.Quarter here = Fresh.in(world);
        assertThat(local(here, "0402").subclass()).contains("E0505");
        assertThat(local(here, "0402").national()).isEqualTo("街面秩序");
        assertThat(local(here, "0208").subclass())
                .as("which cover is not plain")
                .isEmpty();
        points(here, "0208", Optional.of("P0103"));
        assertThat(local(here, "0208").subclass()).contains("P0103");
        points(here, "0402", Optional.empty());
        assertThat(local(here, "0402").subclass()).isEmpty();
        assertThat(local(world.ningbao, "0402").subclass()).contains("E0505");
        refused("category.subclass", () -> points(here, "0402", Optional.of("E0577")));
        set(here.administrator(), here.community(), "E0577", "占用消防登高面");
        points(here, "0402", Optional.of("E0577"));
        assertThat(local(here, "0402").subclass()).contains("E0577");
    }

    private Categories.Local local(World.Quarter here, String code) {
        return World.as(here.clerk(), () -> categories.one(here.community(), code));
    }

    private void points(World.Quarter here, String code, Optional<String> subclass) {
        World.as(here.administrator(), () -> {
            categories.set(here.community(), code, categories.terms(code, here.community()), true, subclass);
            return null;
        });
    }
}
