package org.linli.place;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.linli.LinliTest;
import org.linli.World;
import org.linli.kernel.PlaceCode;
import org.linli.kernel.PlaceLevel;
import org.linli.kernel.Refusal;
import org.springframework.beans.factory.annotation.Autowired;

/** Where buildings stand: entered line by line, and shown on maps. */
@LinliTest
class PositionsTest {

    @Autowired
    World world;

    @Autowired
    Positions positions;

    private void set(PlaceCode place, String lines) {
        World.as(world.ningbao.administrator(), () -> {
            positions.set(place, lines);
            return null;
        });
    }

    @Test
    void aLineForEachHoweverItIsSeparated() {
        PlaceCode compound = world.ningbao.compound();
        set(compound, "1号楼 24.57211 118.03821\n\n  2号楼,24.57211,118.03911\r\n3号楼，24.5714\t118.04");
        assertThat(positions.lines(compound)).isEqualTo("""
                1号楼 24.57211 118.03821
                2号楼 24.57211 118.03911
                3号楼 24.57140 118.04000""");
        List<Standing> inside = positions.ground(world.ningbao.community()).places();
        assertThat(inside).extracting(Standing::code).contains(compound, compound.child(1));
        assertThat(inside)
                .filteredOn(one -> one.code().equals(compound.child(2)))
                .singleElement()
                .satisfies(one -> assertThat(one.position()).contains(new Position(24.57211, 118.03911)));
        set(compound, "2号楼 24.6 118.1");
        assertThat(positions.lines(compound)).isEqualTo("2号楼 24.60000 118.10000");
        set(compound, "");
        assertThat(positions.lines(compound)).isEmpty();
    }

    /** Nothing is left out of a map: what does not fit is shown by what holds it. */
    @Test
    void moreThanFitsIsGroupedByWhatHoldsIt() {
        PlaceCode community = world.ningbao.community();
        int all = positions.ground(community).places().size();
        Positions.Ground fits = positions.ground(community, all);
        assertThat(fits.grouped()).isFalse();
        assertThat(fits.places()).hasSize(all);
        Positions.Ground grouped = positions.ground(community, all - 1);
        assertThat(grouped.grouped()).isTrue();
        assertThat(grouped.places())
                .extracting(one -> one.code().level())
                .contains(PlaceLevel.COMPOUND)
                .containsOnly(PlaceLevel.COMPOUND);
        assertThat(positions.ground(world.ningbao.compound(), 1).grouped())
                .as("one compound never has more than a map shows")
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "1号楼, place.positionLine",
        "1号楼 24.5, place.positionLine",
        "1号楼 北 118.1, place.positionLine",
        "1号楼 24.5 1e2, place.positionLine",
        "九百号楼 24.5 118.1, place.positionName",
        "1号楼 118.1 24.5, place.positionOutside",
        "1号楼 -24.5 118.1, place.positionOutside",
    })
    void aLineThatIsNoneIsNamed(String line, String code) {
        assertThatThrownBy(() -> set(world.ningbao.compound(), "2号楼 24.5 118.1\n" + line))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining(code)
                .hasMessageContaining("2");
    }

    @Test
    void twiceOrTooManyIsRefused() {
        assertThatThrownBy(() -> set(world.ningbao.compound(), "1号楼 24.5 118.1\n1号楼 24.6 118.1"))
                .hasMessageContaining("place.positionTwice");
        String many = IntStream.range(0, 501).mapToObj(n -> "\n").collect(Collectors.joining());
        assertThatThrownBy(() -> set(world.ningbao.compound(), many + "1号楼 24.5 118.1"))
                .hasMessageContaining("place.positionsMany");
        assertThatThrownBy(() -> set(world.ningbao.compound(), "1".repeat(40_001)))
                .hasMessageContaining("place.positionsMany");
    }

    @Test
    void onlyTheirAdministratorEntersThem() {
        for (var actor : List.of(world.ningbao.clerk(), world.fangzhi.administrator(), world.ningbao.resident())) {
            assertThatThrownBy(() -> World.as(actor, () -> {
                        positions.set(world.ningbao.compound(), "1号楼 24.5 118.1");
                        return null;
                    }))
                    .isInstanceOf(Refusal.class);
        }
        assertThatThrownBy(() -> set(world.ningbao.compound().child(1), "1单元 24.5 118.1"))
                .hasMessageContaining("place.level");
    }
}
