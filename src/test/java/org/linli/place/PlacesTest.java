package org.linli.place;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.linli.LinliTest;
import org.linli.kernel.PlaceCode;
import org.linli.kernel.Refusal;
import org.linli.platform.Acting;
import org.linli.platform.Actor;
import org.linli.platform.Duty;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Reading, finding, building and drawing, in three places of the national list. */
@LinliTest
class PlacesTest {

    private static final PlaceCode NINGBAO = new PlaceCode("350211003012");
    private static final PlaceCode FANGZHI = new PlaceCode("350211003003");
    private static int made;

    @Autowired
    Places places;

    @Autowired
    Construction construction;

    @Autowired
    Grids grids;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TransactionTemplate transaction;

    private PlaceCode compound;
    private String name;

    @BeforeEach
    void a_compound_of_three_buildings() throws Exception {
        name = "云杉" + ++made + "苑";
        compound = Acting.as(administrator(NINGBAO), () -> construction.build(NINGBAO, name));
        as(administrator(NINGBAO), () -> construction.generate(compound, new Layout(1, 3, 2, 12, 3)));
    }

    @Test
    void only_the_places_asked_for_are_imported_and_what_lies_above_them() {
        assertThat(jdbc.sql("select count(*) from place where code = '31'")
                        .query(Integer.class)
                        .single())
                .isZero();
        assertThat(places.path(NINGBAO)).extracting(Place::name).containsExactly("福建省", "厦门市", "集美区", "杏林街道", "宁宝社区");
        assertThat(places.name(new PlaceCode("632523100008"))).isEqualTo("歇春园社区");
        assertThatThrownBy(() -> places.place(new PlaceCode("31"))).hasMessage(refused("notFound"));
        assertThatThrownBy(() -> places.path(new PlaceCode("350211003999"))).hasMessage(refused("notFound"));
    }

    @Test
    void a_home_is_called_as_people_write_it() {
        assertThat(places.fullName(new PlaceCode(compound + "003021203"))).isEqualTo(name + " 3号楼 2单元 1203");
        assertThat(places.fullName(NINGBAO)).isEqualTo("宁宝社区");
        assertThat(places.fullNames(List.of(compound, NINGBAO, new PlaceCode("99"))))
                .hasSize(2);
        assertThatThrownBy(() -> places.fullName(new PlaceCode("99"))).hasMessage(refused("notFound"));
    }

    @Test
    void a_place_lists_what_is_directly_inside_and_how_much() {
        assertThat(places.children(compound, "", 10))
                .containsExactly(
                        new Inside(new PlaceCode(compound + "001"), "1号楼", 2, 72),
                        new Inside(new PlaceCode(compound + "002"), "2号楼", 2, 72),
                        new Inside(new PlaceCode(compound + "003"), "3号楼", 2, 72));
        assertThat(places.children(compound, compound + "002", 1))
                .extracting(Inside::name)
                .containsExactly("3号楼");
        assertThat(places.children(new PlaceCode("350211"), "", 100))
                .extracting(Inside::name)
                .contains("杏林街道");
        assertThat(places.children(new PlaceCode(compound + "00101"), "", 100)).hasSize(36);
        assertThat(places.children(new PlaceCode(compound + "001010101"), "", 100))
                .isEmpty();
    }

    @Test
    void a_home_is_found_as_people_type_it() {
        String home = name + " 3号楼 2单元 1203";
        assertThat(first(name + " 3-2-1203", Optional.of(NINGBAO), Optional.empty()))
                .isEqualTo(home);
        assertThat(first(name + "3号楼2单元1203室", Optional.empty(), Optional.empty()))
                .isEqualTo(home);
        assertThat(first("ys" + made + "y 3-2-1203", Optional.empty(), Optional.empty()))
                .isEqualTo(home);
        assertThat(first("厦门 " + name + " 3-2-1203", Optional.empty(), Optional.empty()))
                .isEqualTo(home);
        assertThat(first("3-2-1203", Optional.empty(), Optional.of(compound))).isEqualTo(home);
        assertThat(first("3号楼 2单元 1203", Optional.of(compound), Optional.empty()))
                .isEqualTo(home);
        assertThat(first("2-1203", Optional.empty(), Optional.of(new PlaceCode(compound + "003"))))
                .isEqualTo(home);
        assertThat(first("1203", Optional.empty(), Optional.of(new PlaceCode(compound + "00302"))))
                .isEqualTo(home);
        assertThat(first("3号楼", Optional.empty(), Optional.of(compound))).isEqualTo(name + " 3号楼");
        assertThat(first(name, Optional.empty(), Optional.empty())).isEqualTo(name);
        assertThat(first("宁宝 " + name, Optional.empty(), Optional.empty())).isEqualTo(name);
        assertThat(places.find("3-2-1299", Optional.empty(), Optional.of(compound), 20))
                .isEmpty();
    }

    @Test
    void what_is_found_says_where_it_is() {
        assertThat(places.find(name, Optional.empty(), Optional.empty(), 1))
                .containsExactly(new Found(compound, name, "福建省 厦门市 集美区 杏林街道 宁宝社区"));
    }

    @Test
    void a_search_of_more_than_40_characters_is_refused() {
        assertThatThrownBy(() -> places.find("宁".repeat(41), Optional.empty(), Optional.empty(), 20))
                .hasMessage(refused("place.findTooLong", "most", 40));
    }

    @Test
    void further_buildings_come_after_those_that_are_there() {
        as(administrator(NINGBAO), () -> {
            assertThat(construction.nextNumber(compound)).isEqualTo(4);
            construction.generate(compound, new Layout(15, 2, 1, 6, 2));
            assertThatThrownBy(() -> construction.generate(compound, new Layout(14, 2, 1, 6, 2)))
                    .hasMessage(refused("place.exists", "name", "15号楼"));
        });
        assertThat(places.name(new PlaceCode(compound + "004"))).isEqualTo("15号楼");
        assertThat(places.fullName(new PlaceCode(compound + "005010602"))).isEqualTo(name + " 16号楼 1单元 602");
    }

    @Test
    void a_layout_that_does_not_fit_is_refused() {
        assertThatThrownBy(() -> new Layout(1, 501, 1, 1, 1)).hasMessage(refused("layout.buildings", "most", 500));
        assertThatThrownBy(() -> new Layout(990, 11, 1, 1, 1)).hasMessage(refused("layout.first", "most", 999));
        assertThatThrownBy(() -> new Layout(1, 1, 100, 1, 1)).hasMessage(refused("layout.units", "most", 99));
        assertThatThrownBy(() -> new Layout(1, 500, 2, 20, 4)).hasMessage(refused("layout.tooMany", "most", 50_000));
        assertThatThrownBy(() -> new Layout(1, 0, 1, 1, 1)).hasMessage(refused("layout.buildings", "most", 500));
    }

    @Test
    void a_renamed_place_is_found_by_its_new_name() {
        String renamed = "红枫" + made + "里";
        as(administrator(NINGBAO), () -> {
            construction.rename(compound, " " + renamed + " ");
            construction.setPhone(NINGBAO, "0592-6251000");
        });
        assertThat(first("hf" + made + "l", Optional.empty(), Optional.empty())).isEqualTo(renamed);
        assertThat(places.find(name, Optional.empty(), Optional.empty(), 20)).isEmpty();
        assertThat(places.place(NINGBAO).phone()).isEqualTo("0592-6251000");
    }

    @Test
    void names_and_phones_are_looked_at() {
        as(administrator(NINGBAO), () -> {
            assertThatThrownBy(() -> construction.build(NINGBAO, name))
                    .hasMessage(refused("place.exists", "name", name));
            assertThatThrownBy(() -> construction.build(NINGBAO, " ")).hasMessage(refused("place.name", "most", 50));
            assertThatThrownBy(() -> construction.build(compound, "内院")).hasMessage(refused("place.level"));
            assertThatThrownBy(() -> construction.generate(NINGBAO, new Layout(1, 1, 1, 1, 1)))
                    .hasMessage(refused("place.level"));
            assertThatThrownBy(() -> construction.setPhone(NINGBAO, "call me")).hasMessage(refused("phone.malformed"));
        });
        as(administrator(new PlaceCode("350211003")), () -> {
            assertThatThrownBy(() -> construction.rename(new PlaceCode("350211003"), "杏林"))
                    .hasMessage(refused("place.national"));
        });
    }

    @Test
    void nobody_builds_in_another_community() {
        for (Actor stranger : List.of(administrator(FANGZHI), Actor.nobody(), clerk(NINGBAO), Actor.system(NINGBAO))) {
            as(stranger, () -> {
                assertThatThrownBy(() -> construction.build(NINGBAO, "别院")).hasMessage(forbidden());
                assertThatThrownBy(() -> construction.rename(compound, "别院")).hasMessage(forbidden());
                assertThatThrownBy(() -> construction.setPhone(NINGBAO, "110")).hasMessage(forbidden());
                assertThatThrownBy(() -> construction.generate(compound, new Layout(20, 1, 1, 1, 1)))
                        .hasMessage(forbidden());
                assertThatThrownBy(() -> grids.draw(NINGBAO, "别网", Grid.Kind.BASE, List.of(compound)))
                        .hasMessage(forbidden());
            });
        }
        assertThat(places.name(compound)).isEqualTo(name);
    }

    @Test
    void the_database_refuses_what_the_application_would_forget_to() {
        for (Actor stranger : List.of(administrator(FANGZHI), Actor.nobody(), clerk(NINGBAO))) {
            as(stranger, () -> {
                assertThatThrownBy(() -> written(
                                "insert into place (code, name, initials) values ('" + compound + "999', '违建', '')"))
                        .isInstanceOf(DataAccessException.class);
                assertThat(written("update place set name = '违建' where code = '" + compound + "'"))
                        .isZero();
                assertThatThrownBy(() ->
                                written("insert into grid (id, community, name, kind) values (gen_random_uuid(), '"
                                        + NINGBAO + "', '违网', 'BASE')"))
                        .isInstanceOf(DataAccessException.class);
                assertThat(written("delete from grid")).isZero();
            });
        }
        as(administrator(NINGBAO), () -> {
            assertThatThrownBy(() ->
                            written("insert into place (code, name, initials) values ('350211003999', '假社区', '')"))
                    .isInstanceOf(DataAccessException.class);
            assertThatThrownBy(() -> written("delete from place")).isInstanceOf(DataAccessException.class);
        });
    }

    @Test
    void a_grid_is_a_set_of_prefixes_and_the_longest_counts() {
        PlaceCode third = new PlaceCode(compound + "003");
        as(administrator(NINGBAO), () -> {
            var whole = grids.draw(NINGBAO, "第一网格" + made, Grid.Kind.BASE, List.of(compound));
            var shops = grids.draw(NINGBAO, "商铺网格" + made, Grid.Kind.DEDICATED, List.of(third));
            assertThat(grids.covering(new PlaceCode(third + "021203")))
                    .get()
                    .extracting(Grid::id)
                    .isEqualTo(shops);
            assertThat(grids.covering(new PlaceCode(compound + "001")))
                    .get()
                    .extracting(Grid::id)
                    .isEqualTo(whole);
            assertThat(grids.covering(FANGZHI)).isEmpty();
            assertThat(grids.of(NINGBAO)).extracting(Grid::id).contains(whole, shops);
            grids.add(shops, new PlaceCode(compound + "002"));
            grids.take(shops, third);
            assertThat(grids.grid(shops).prefixes()).containsExactly(new PlaceCode(compound + "002"));
            assertThatThrownBy(() -> grids.take(shops, new PlaceCode(compound + "002")))
                    .hasMessage(refused("grid.empty"));
            grids.drop(shops);
            assertThat(grids.of(NINGBAO)).extracting(Grid::id).contains(whole).doesNotContain(shops);
        });
    }

    @Test
    void no_two_grids_hold_the_same_place_and_none_leaves_its_community() {
        as(administrator(new PlaceCode("350211003")), () -> {
            grids.draw(NINGBAO, "网格" + made, Grid.Kind.BASE, List.of(compound));
            assertThatThrownBy(() -> grids.draw(NINGBAO, "另一网格" + made, Grid.Kind.BASE, List.of(compound)))
                    .hasMessage(refused("grid.taken", "place", name));
            assertThatThrownBy(() -> grids.draw(NINGBAO, "网格" + made, Grid.Kind.BASE, List.of(compound)))
                    .hasMessage(refused("grid.exists", "name", "网格" + made));
            assertThatThrownBy(() -> grids.draw(NINGBAO, "外网格", Grid.Kind.BASE, List.of(FANGZHI)))
                    .hasMessage(refused("grid.outside", "place", FANGZHI.value()));
            assertThatThrownBy(() -> grids.draw(NINGBAO, "空网格", Grid.Kind.BASE, List.of()))
                    .hasMessage(refused("grid.empty"));
            assertThatThrownBy(() -> grids.draw(compound, "小网格", Grid.Kind.BASE, List.of(compound)))
                    .hasMessage(refused("place.level"));
        });
    }

    private String first(String typed, Optional<PlaceCode> near, Optional<PlaceCode> within) {
        return places.find(typed, near, within, 20).getFirst().name();
    }

    private int written(String sql) {
        return Objects.requireNonNull(
                transaction.execute(status -> jdbc.sql(sql).update()));
    }

    static Actor administrator(PlaceCode place) {
        return acting(Duty.ADMINISTRATOR, place);
    }

    static Actor clerk(PlaceCode place) {
        return acting(Duty.CLERK, place);
    }

    private static Actor acting(Duty duty, PlaceCode place) {
        return new Actor(
                Optional.of(new UUID(7, duty.ordinal())),
                "试",
                duty,
                "试",
                Optional.empty(),
                Optional.empty(),
                "试点",
                Optional.of(place));
    }

    static void as(Actor actor, Runnable work) {
        Acting.run(actor, work);
    }

    private static String forbidden() {
        return String.valueOf(Refusal.forbidden("place.notYours").getMessage());
    }

    private static String refused(String code, Object... facts) {
        return String.valueOf(Refusal.invalid(code, facts).getMessage());
    }
}
