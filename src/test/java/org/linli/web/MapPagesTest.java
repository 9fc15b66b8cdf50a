package org.linli.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.linli.LinliTest;
import org.linli.Script;
import org.linli.World;
import org.linli.identity.Sessions;
import org.linli.kernel.PlaceCode;
import org.linli.place.Construction;
import org.linli.place.Layout;
import org.linli.place.Positions;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** A community of more buildings than a map shows: it is drawn by compound, and each compound leads to its own buildings. */
@LinliTest
class MapPagesTest {

    @Autowired
    World world;

    @Autowired
    Script script;

    @Autowired
    Construction construction;

    @Autowired
    Sessions sessions;

    @LocalServerPort
    int port;

    @Test
    void moreBuildingsThanAMapShowsAreGroupedByCompoundAndOneLevelDownIsOneClick() {
        World.Quarter here = world.founding("350211403598", "大花园", "map", "");
        PlaceCode far = World.as(World.founder(here.community()), () -> {
            PlaceCode last = here.compound();
            for (int n = 1; n <= Positions.MOST / 500; n++) {
                last = construction.build(here.community(), "大花园" + n + "期");
                construction.generate(last, new Layout(1, 500, 1, 1, 1));
            }
            return last;
        });
        script.as(here.resident()).places("近处的灯", here.home());
        script.as(here.resident()).places("最后一期的灯", far.child(499));
        script.as(here.resident()).places("最后一期的大门", far);
        Client clerk = Client.of(port, sessions, here.clerk());

        String whole = clerk.get("/desk/map?category=02").body();
        assertThat(whole).contains("先按小区看", "大花园4期", "在办 3 件").doesNotContain("件不在图上", "499号楼");
        Matcher link = Pattern.compile("href=\"([^\"]*place=" + far.value() + "[^\"]*)\"")
                .matcher(whole);
        assertThat(link.find()).isTrue();
        String down = link.group(1).replace("&amp;", "&");
        assertThat(down).startsWith("/desk/map?").contains("category=02");

        String compound = clerk.get(down).body();
        assertThat(compound).contains("499号楼", "500号楼", "在办 2 件").doesNotContain("先按小区看", "大花园3期</span>");
        assertThat(clerk.get("/desk/map?category=03").body()).contains("先按小区看", "在办 0 件");
        assertThat(clerk.get("/desk/map?place=" + far.child(499).value()).body())
                .contains("499号楼", "在办 1 件");
    }
}
