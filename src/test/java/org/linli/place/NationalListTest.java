package org.linli.place;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.linli.Linli;
import org.linli.TestDatabase;
import org.linli.kernel.PlaceCode;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The whole national list, imported as at the first start of a new installation. */
class NationalListTest {

    private static ConfigurableApplicationContext linli;
    private static Places places;

    @BeforeAll
    static void start() {
        linli = start(TestDatabase.fresh());
        places = linli.getBean(Places.class);
    }

    static ConfigurableApplicationContext start(Map<String, String> database) {
        return new SpringApplicationBuilder(Linli.class)
                .initializers(context -> TestPropertyValues.of(database).applyTo(context))
                .run("--server.port=0");
    }

    @AfterAll
    static void stop() {
        linli.close();
    }

    @Test
    void it_has_every_division_under_the_one_that_holds_it() {
        JdbcClient jdbc = linli.getBean(JdbcClient.class);
        assertThat(jdbc.sql("select count(*) from place where level <= 12")
                        .query(Integer.class)
                        .single())
                .isEqualTo(665_276);
        assertThat(jdbc.sql("""
                        select count(*)
                          from place p
                         where p.level > 2
                           and not exists (select 1
                                             from place a
                                            where a.code = left(p.code, case p.level when 4 then 2 when 6 then 4 when 9 then 6 else 9 end))
                        """).query(Integer.class).single()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "宁宝, 350211003012",
        "nbsq, ''",
        "xm nb, ''",
        "厦门 宁宝, 350211003012",
        "集美 nbsq, 350211003012",
        "福建 厦门 集美 杏林 nbsq, 350211003012",
        "350211003012, 350211003012",
        "３５０２１１００３０１２, 350211003012",
        "北京, 11",
        "xms, 3502",
        "xm 集美区, 350211",
        "集美 社区, ''",
        "歇春园, 632523100008",
        "qh gd 歇春园, 632523100008"
    })
    void a_place_is_found_as_people_type_it(String typed, String first) {
        List<Found> found = places.find(typed, Optional.empty(), Optional.empty(), 20);
        assertThat(found).isNotEmpty();
        if (!first.isEmpty()) {
            assertThat(found.getFirst().code().value()).isEqualTo(first);
        }
    }

    @Test
    void what_is_near_comes_first() {
        PlaceCode here = new PlaceCode("350211003012");
        assertThat(places.find("nbsq", Optional.of(here), Optional.empty(), 20)
                        .getFirst()
                        .code())
                .isEqualTo(here);
        assertThat(places.find("xl", Optional.of(here), Optional.empty(), 20))
                .extracting(found -> found.code().value())
                .startsWith("350211003");
        assertThat(places.find("社区", Optional.of(here), Optional.empty(), 20))
                .allMatch(found -> found.path().contains("集美区"))
                .startsWith(new Found(here, "宁宝社区", "福建省 厦门市 集美区 杏林街道"));
    }

    @Test
    void a_common_word_finds_larger_places_first() {
        assertThat(places.find("s", Optional.empty(), Optional.empty(), 4))
                .allMatch(found -> found.code().value().length() == 2);
        assertThat(places.find("社区", Optional.empty(), Optional.empty(), 50)).hasSize(50);
    }

    @Test
    void within_a_place_nothing_else_is_found() {
        PlaceCode jimei = new PlaceCode("350211");
        assertThat(places.find("nb", Optional.empty(), Optional.of(jimei), 20))
                .isNotEmpty()
                .allMatch(found -> jimei.contains(found.code()));
        assertThat(places.find("350102", Optional.empty(), Optional.of(jimei), 20))
                .isEmpty();
    }

    @Test
    void whatever_is_typed_is_answered() {
        for (String typed :
                List.of("", " ", "'", "%_\\", "NULL", "{", "a-", "-", "--", "①", "👵", "x x x x x x", "号楼", "3号楼")) {
            assertThat(places.find(typed, Optional.empty(), Optional.empty(), 20))
                    .as(typed)
                    .isNotNull();
        }
    }
}
