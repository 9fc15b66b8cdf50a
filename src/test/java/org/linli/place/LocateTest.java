package org.linli.place;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.linli.LinliTest;
import org.linli.World;
import org.linli.kernel.PlaceCode;
import org.springframework.beans.factory.annotation.Autowired;

/** An address as people write it means one place, or nobody pretends that it does. */
@LinliTest
class LocateTest {

    private static final PlaceCode STREET = new PlaceCode("350211003");

    @Autowired
    World world;

    @Autowired
    Places places;

    private Optional<String> meant(String address) {
        return places.locate(address, STREET).place().map(PlaceCode::value);
    }

    private List<String> near(String address) {
        Located located = places.locate(address, STREET);
        assertThat(located.place()).as(address).isEmpty();
        return located.near().stream().map(PlaceCode::value).toList();
    }

    @Test
    void aHomeHoweverItIsWritten() {
        String home = world.ningbao.home().value();
        for (String address : List.of(
                "宁宝世家3号楼2单元1203",
                "宁宝世家 3-2-1203",
                "宁宝世家小区3栋2单元1203室",
                "福建省厦门市集美区杏林街道宁宝社区宁宝世家３号楼２单元１２０３室",
                "杏林街道宁宝路18号宁宝世家三号楼二单元1203（靠近北门）",
                "宁宝世家，3号楼，2单元，12层1203室",
                "宁宝世家3幢2单元1203房，上门前先打电话")) {
            assertThat(meant(address)).as(address).contains(home);
        }
    }

    @Test
    void whatIsLessSaidIsALargerPlace() {
        String compound = world.ningbao.compound().value();
        assertThat(meant("宁宝世家")).contains(compound);
        assertThat(meant("宁宝世家大门口")).contains(compound);
        assertThat(meant("宁宝世家3号楼")).contains(compound + "003");
        assertThat(meant("宁宝世家三栋2单元")).contains(compound + "00302");
        assertThat(meant("宁宝社区")).contains(world.ningbao.community().value());
        assertThat(meant("纺织社区华铃花园")).contains(world.fangzhi.compound().value());
    }

    @Test
    void whatNobodyCanTellIsLeftToSomebody() {
        String compound = world.ningbao.compound().value();
        assertThat(near("桥头那边")).isEmpty();
        assertThat(near("")).isEmpty();
        assertThat(near("3号楼2单元1203")).isEmpty();
        assertThat(near("宁宝世家9号楼")).containsExactly(compound);
        assertThat(near("宁宝世家3号楼2单元9999"))
                .as("the door is not there, the stairs are")
                .containsExactly(compound + "00302");
        assertThat(near("宁宝世家3号楼1203"))
                .as("one on each stairs")
                .containsExactly(compound + "003011203", compound + "003021203");
        assertThat(near("宁宝世家对面华铃花园"))
                .containsExactlyInAnyOrder(compound, world.fangzhi.compound().value());
        assertThat(near("纺织社区宁宝世家"))
                .as("it is not in that community")
                .contains(compound, world.fangzhi.community().value());
    }

    @Test
    void nothingElsewhereIsMeant() {
        assertThat(places.locate("华铃花园", world.ningbao.community()))
                .isEqualTo(new Located(Optional.empty(), List.of()));
    }
}
