package org.linli.place;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.linli.kernel.PlaceCode;

class TypedPlaceTest {

    private static final Found COMPOUND = found("350211003012001", "宁宝世家");
    private static final Found THIRD = found("350211003012001003", "宁宝世家 3号楼");
    private static final Found THIRTEENTH = found("350211003012001013", "宁宝世家 13号楼");

    @Test
    void theOnlyPlaceFoundIsMeant() {
        assertThat(new TypedPlace("3号楼", "").only(List.of(THIRD))).contains(THIRD.code());
    }

    @Test
    void ofSeveralTheOneOfExactlyThisNameIsMeant() {
        assertThat(new TypedPlace("宁宝世家3号楼", "").only(List.of(THIRTEENTH, THIRD)))
                .contains(THIRD.code());
        assertThat(new TypedPlace(" 宁宝世家 ", "").only(List.of(COMPOUND, THIRD))).contains(COMPOUND.code());
    }

    @Test
    void severalAreNotGuessedFrom() {
        assertThat(new TypedPlace("楼", "").only(List.of(THIRD, THIRTEENTH))).isEmpty();
    }

    @Test
    void aChoiceCountsWhileTheWordsMayMeanIt() {
        TypedPlace chosen = new TypedPlace("楼", THIRTEENTH.code().value());
        assertThat(chosen.only(List.of(THIRD, THIRTEENTH))).contains(THIRTEENTH.code());
        assertThat(chosen.only(List.of(COMPOUND, THIRD))).isEmpty();
    }

    private static Found found(String code, String name) {
        return new Found(PlaceCode.parse(code), name, "福建省 厦门市 集美区 杏林街道 宁宝社区");
    }
}
