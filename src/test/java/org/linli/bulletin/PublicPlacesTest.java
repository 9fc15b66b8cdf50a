package org.linli.bulletin;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.linli.kernel.PlaceLevel;

class PublicPlacesTest {

    @Test
    void barsAreWholePercentAndNeverNothingForSomething() {
        assertThat(PublicPlaces.width(0, 1000)).isZero();
        assertThat(PublicPlaces.width(1, 1000)).isEqualTo(1);
        assertThat(PublicPlaces.width(505, 1000)).isEqualTo(51);
        assertThat(PublicPlaces.width(1000, 1000)).isEqualTo(100);
    }

    @Test
    void streetsCommunitiesAndCompoundsHaveAPage() {
        assertThat(PlaceLevel.values())
                .filteredOn(PublicPlaces::shown)
                .containsExactly(PlaceLevel.STREET, PlaceLevel.COMMUNITY, PlaceLevel.COMPOUND);
    }
}
