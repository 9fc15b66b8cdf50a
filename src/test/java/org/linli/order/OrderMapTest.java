package org.linli.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.linli.LinliTest;
import org.linli.Script;
import org.linli.World;
import org.linli.kernel.Light;
import org.linli.kernel.PlaceCode;
import org.linli.kernel.PlaceLevel;
import org.linli.kernel.Refusal;
import org.linli.order.OrderMap.Spot;
import org.linli.platform.WallClock;
import org.springframework.beans.factory.annotation.Autowired;

/** The map counts what the list behind each of its numbers holds. */
@LinliTest
class OrderMapTest {

    private static final Instant THEN = Instant.parse("2027-05-10T01:00:00Z");

    @Autowired
    World world;

    @Autowired
    Script script;

    @Autowired
    OrderMap map;

    @Autowired
    FoundOrders found;

    private Map<PlaceCode, Spot> spots(World.Quarter here, Sought sought, PlaceCode within) {
        return World.as(here.clerk(), () -> map.spots(sought, within, false));
    }

    @Test
    void whatIsInABuildingIsCountedThereAndWhatIsOnlyInItsCompoundApart() {
        World.Quarter here = Fresh.in(world);
        PlaceCode building = here.home().at(PlaceLevel.BUILDING);
        WallClock.at(THEN, () -> {
            script.as(here.resident()).places("灯坏了", here.home());
            UUID gone = script.as(here.resident()).places("不修了", here.home());
            script.as(here.resident()).takes(gone, new Step.Withdraw("自己修好了"));
            script.as(here.resident()).places("大门坏了", here.compound());
        });
        // To be taken up within two hours: 100 minutes later it presses, and after two hours it is late.
        WallClock.at(THEN.plusSeconds(6000), () -> {
            script.as(here.resident()).places("刚刚说的", building);
            Map<PlaceCode, Spot> spots = spots(here, Sought.ALL, here.community());
            assertThat(spots).containsOnlyKeys(building, here.compound());
            assertThat(spots.get(building)).isEqualTo(new Spot(building, 2, 0, 1));
            assertThat(spots.values()).extracting(Spot::light).containsOnly(Optional.of(Light.AMBER));
            assertThat(listed(here, Sought.ALL.at(Optional.of(building)))).isEqualTo(2);
            assertThat(listed(here, Sought.ALL.exactlyAt(here.compound()))).isEqualTo(1);
        });
        WallClock.at(THEN.plusSeconds(7201), () -> {
            assertThat(spots(here, Sought.ALL, here.community()).get(building)).isEqualTo(new Spot(building, 2, 1, 0));
            assertThat(spots(here, Sought.read("words=刚刚"), here.community()))
                    .containsOnlyKeys(building)
                    .containsValue(new Spot(building, 1, 0, 0));
            assertThat(spots(here, Sought.read("mark=LATE"), here.community()).get(building))
                    .isEqualTo(new Spot(building, 1, 1, 0));
        });
    }

    @Test
    void groupedItIsCountedByCompoundAndNothingIsLost() {
        World.Quarter here = Fresh.in(world);
        script.as(here.resident()).places("灯坏了", here.home());
        script.as(here.resident()).places("大门坏了", here.compound());
        script.as(here.resident()).places("路坏了", here.community());
        Map<PlaceCode, Spot> spots = World.as(here.clerk(), () -> map.spots(Sought.ALL, here.community(), true));
        assertThat(spots).containsOnlyKeys(here.compound(), here.community());
        assertThat(java.util.Objects.requireNonNull(spots.get(here.compound())).orders())
                .isEqualTo(2);
    }

    private int listed(World.Quarter here, Sought sought) {
        return World.as(
                here.clerk(), () -> found.count(sought.standing(Optional.of(Sought.Stand.OPEN)), FoundOrders.COUNTED));
    }

    @Test
    void whoSeesNoListsSeesNoMap() {
        assertThatThrownBy(() -> World.as(
                        world.ningbao.resident(), () -> map.spots(Sought.ALL, world.ningbao.community(), false)))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("list.notYours");
    }
}
