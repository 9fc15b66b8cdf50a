package org.linli.place;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.linli.kernel.PlaceLevel;

class AddressTest {

    @ParameterizedTest
    @CsvSource({
        "宁宝世家 3-2-1203, 宁宝世家, 3, 2, 1203",
        "宁宝世家3-2-1203, 宁宝世家, 3, 2, 1203",
        "nbsj 3-2-1203, NBSJ, 3, 2, 1203",
        "nbsj3-2, NBSJ, 3, 2, ''",
        "3号楼 2单元 1203, '', 3, 2, 1203",
        "3号楼2单元1203室, '', 3, 2, 1203",
        "３号楼２单元１２０３, '', 3, 2, 1203",
        "3-2-1203, '', 3, 2, 1203",
        "3 2 1203, '', 3, 2, 1203",
        "3#2-1203, '', 3, 2, 1203",
        "3栋 1203, '', 3, '', 1203",
        "3-1203, '', 3, '', 1203",
        "2单元, '', '', 2, ''",
        "1203, '', '', '', 1203",
        "宁宝世家 3号楼, 宁宝世家, 3, '', ''",
        "A座 2203, '', A, '', 2203",
        "集美 宁宝世家 12, 集美 宁宝世家, 12, '', ''"
    })
    void is_read_as_people_write_it(String typed, String base, String building, String unit, String home) {
        assertThat(Address.read(typed, PlaceLevel.COMMUNITY)).contains(new Address(base, building, unit, home));
    }

    @ParameterizedTest
    @CsvSource({"宁宝社区", "nbsq", "xm nb", "350211003012", "''", "x n", "a"})
    void of_other_texts_it_never_invents_a_home(String typed) {
        assertThat(Address.read(typed, PlaceLevel.COMMUNITY).map(Address::home).orElse(""))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "BUILDING, 2-1203, '', 2, 1203",
        "BUILDING, 1203, '', '', 1203",
        "UNIT, 12, '', '', 12",
        "BUILDING, 2, '', 2, ''"
    })
    void counts_from_where_it_is_typed(PlaceLevel inside, String typed, String building, String unit, String home) {
        assertThat(Address.read(typed, inside)).contains(new Address("", building, unit, home));
    }

    @Property
    void whatever_is_typed_is_read_or_not(@ForAll String typed) {
        assertThat(Address.read(typed, PlaceLevel.COMMUNITY)).isNotNull();
    }
}
