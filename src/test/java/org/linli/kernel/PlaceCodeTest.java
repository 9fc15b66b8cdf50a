package org.linli.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlaceCodeTest {

    private static final PlaceCode HOME = PlaceCode.parse("110108008007003012020301");

    @Test
    void aHomeKnowsEveryPlaceItLiesIn() {
        assertThat(Stream.of(PlaceLevel.values()).map(HOME::at))
                .extracting(PlaceCode::value)
                .containsExactly(
                        "11",
                        "1101",
                        "110108",
                        "110108008",
                        "110108008007",
                        "110108008007003",
                        "110108008007003012",
                        "11010800800700301202",
                        "110108008007003012020301");
    }

    @Test
    void aPlaceIsToldByItsLengthAlone() {
        assertThat(PlaceCode.parse("441900").level()).as("东莞 has no counties").isEqualTo(PlaceLevel.COUNTY);
        assertThat(PlaceLevel.of(15)).isEqualTo(PlaceLevel.COMPOUND);
        assertThat(refusal(() -> PlaceLevel.of(13)).facts()).containsEntry("digits", "13");
    }

    @Test
    void levelsStandAboveEachOther() {
        assertThat(PlaceLevel.PROVINCE.above()).isEmpty();
        assertThat(PlaceLevel.COMMUNITY.below()).contains(PlaceLevel.COMPOUND);
        assertThat(PlaceLevel.COMPOUND.above()).contains(PlaceLevel.COMMUNITY);
        assertThat(PlaceLevel.HOME.below()).isEmpty();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                " ",
                "1",
                "110",
                "11010",
                "1101080",
                "1101080080070030120203011",
                " 11",
                "11 ",
                "11\n",
                "1a",
                "-1",
                "+1",
                "１１",
                "١١",
                "११",
                "一一",
                "11:",
                "110108008007;drop"
            })
    void whatIsNotACodeIsRefused(@Nullable String text) {
        var refusal = refusal(() -> PlaceCode.parse(text));
        assertThat(refusal.kind()).isEqualTo(Refusal.Kind.INVALID);
        assertThat(refusal.code()).isEqualTo("place.malformed");
    }

    @Test
    void childrenAreNumberedFromOneUntilTheDigitsEnd() {
        var building = PlaceCode.parse("110108008007003012");
        assertThat(building.child(2).value()).isEqualTo("11010800800700301202");
        assertThat(building.child(99).child(9999).level()).isEqualTo(PlaceLevel.HOME);
        assertThat(refusal(() -> building.child(100)).code()).isEqualTo("place.sequence");
        assertThat(refusal(() -> building.child(0)).code()).isEqualTo("place.sequence");
        assertThat(refusal(() -> building.child(-1)).code()).isEqualTo("place.sequence");
        assertThat(refusal(() -> HOME.child(1)).code()).isEqualTo("place.tooDeep");
    }

    @Test
    void aStreetHasNoHomeOfItsOwn() {
        var street = PlaceCode.parse("110108008");
        assertThat(refusal(() -> street.at(PlaceLevel.HOME)).code()).isEqualTo("place.tooDeep");
    }

    @Property
    void readingAndWritingGiveTheSamePlace(@ForAll("places") PlaceCode place) {
        assertThat(PlaceCode.parse(place.toString())).isEqualTo(place);
        assertThat(place.at(place.level())).isEqualTo(place);
    }

    @Property
    void toContainIsToLieInTheRange(@ForAll("places") PlaceCode outer, @ForAll("places") PlaceCode other) {
        boolean inRange =
                other.value().compareTo(outer.from()) >= 0 && other.value().compareTo(outer.to()) < 0;
        assertThat(outer.contains(other)).isEqualTo(inRange);
    }

    @Property
    void everyChildLiesInItsParentAndAfterIt(
            @ForAll("places") PlaceCode place, @ForAll @IntRange(min = 1, max = 99) int n) {
        Assume.that(place.level() != PlaceLevel.HOME);
        var child = place.child(n);
        assertThat(child.parent()).contains(place);
        assertThat(place.contains(child)).isTrue();
        assertThat(child.contains(place)).isFalse();
        assertThat(child).isGreaterThan(place);
    }

    /** Ancestors of three homes and some strangers, so that many pairs do contain each other. */
    @Provide
    Arbitrary<PlaceCode> places() {
        var known = Arbitraries.of("110108008007003012020301", "110108008007003012990000", "990000000000000000009999");
        var strangers = Arbitraries.strings().numeric().ofLength(PlaceLevel.HOME.digits());
        return Combinators.combine(Arbitraries.oneOf(known, strangers), Arbitraries.of(PlaceLevel.class))
                .as((home, level) -> PlaceCode.parse(home).at(level));
    }

    private static Refusal refusal(ThrowingCallable attempt) {
        return catchThrowableOfType(Refusal.class, attempt);
    }

    @Test
    void whatIsSaidOfAPlaceIsLookedForInItAndInAllThatHoldIt() {
        PlaceCode home = PlaceCode.parse("350211003012001003021203");
        assertThat(home.prefixes())
                .containsExactly(
                        "350211003012001003021203",
                        "35021100301200100302",
                        "350211003012001003",
                        "350211003012001",
                        "350211003012",
                        "350211003",
                        "350211",
                        "3502",
                        "35");
        assertThat(home.holders()).allMatch(holder -> holder.contains(home));
        assertThat(PlaceCode.parse("35").prefixes()).containsExactly("35");
    }
}
