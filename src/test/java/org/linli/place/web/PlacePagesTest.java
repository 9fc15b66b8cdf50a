package org.linli.place.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.linli.LinliTest;
import org.linli.kernel.PlaceCode;
import org.linli.place.Found;
import org.linli.place.Grids;
import org.linli.place.Inside;
import org.linli.place.Place;
import org.linli.place.Places;
import org.linli.platform.Acting;
import org.linli.platform.Actor;
import org.linli.platform.Duty;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.WebApplicationContext;

/** The pages of places, asked as somebody; the login before them is another room's. */
@LinliTest
class PlacePagesTest {

    private static final PlaceCode XUEYUAN = new PlaceCode("410181005005");
    private static final PlaceCode ZHENGTONG = new PlaceCode("410181005002");
    private static int made;

    @Autowired
    Places places;

    @Autowired
    Grids grids;

    private MockMvc web;
    private String name;

    @BeforeEach
    void open(@Autowired WebApplicationContext linli) {
        web = MockMvcBuilders.webAppContextSetup(linli).build();
        name = "石榴" + ++made + "园";
    }

    @Test
    void an_administrator_builds_from_the_compound_to_the_grid() throws Exception {
        Actor administrator = acting(Duty.ADMINISTRATOR, XUEYUAN);
        assertThat(html(administrator, get("/desk/places"))).contains("学院路社区", "新建小区", "河南省");

        String key = UUID.randomUUID().toString();
        MockHttpServletRequestBuilder build =
                post("/desk/places/" + XUEYUAN + "/compounds").param("name", name);
        assertThat(answer(administrator, build.param("_once", key)).getRedirectedUrl())
                .isEqualTo("/desk/places/" + XUEYUAN);
        answer(
                administrator,
                post("/desk/places/" + XUEYUAN + "/compounds")
                        .param("name", name)
                        .param("_once", key));
        List<Found> found = places.find(name, Optional.empty(), Optional.empty(), 20);
        assertThat(found).hasSize(1);
        PlaceCode compound = found.getFirst().code();

        assertThat(answer(administrator, generation(compound, "3")).getStatus()).isEqualTo(303);
        assertThat(places.children(compound, "", 10)).extracting(Inside::name).containsExactly("1号楼", "2号楼", "3号楼");
        assertThat(html(administrator, get("/desk/places/" + compound))).contains("3号楼", "value=\"4\"", "划网格");

        answer(
                administrator,
                post("/desk/places/" + compound + "/grids")
                        .param("name", "网格" + made)
                        .param("kind", "BASE")
                        .param("prefix", compound + "001", compound + "002")
                        .param("_once", key()));
        assertThat(html(administrator, get("/desk/places/" + XUEYUAN))).contains("网格" + made, name + " 2号楼");
        var grid = grids.covering(new PlaceCode(compound + "001")).orElseThrow();
        String path = "/desk/places/" + XUEYUAN + "/grids/" + grid.id();
        answer(administrator, post(path + "/prefixes/" + compound + "001/end").param("_once", key()));
        assertThat(grids.covering(new PlaceCode(compound + "001"))).isEmpty();
        answer(administrator, post(path + "/end").param("_once", key()));
        assertThat(grids.covering(new PlaceCode(compound + "002"))).isEmpty();

        answer(
                administrator,
                post("/desk/places/" + compound + "/name")
                        .param("name", name + "二期")
                        .param("_once", key()));
        answer(
                administrator,
                post("/desk/places/" + compound + "/phone")
                        .param("phone", "0371 1234")
                        .param("_once", key()));
        assertThat(places.place(compound)).isEqualTo(new Place(compound, name + "二期", "0371 1234"));
    }

    @Test
    void a_refused_form_comes_back_as_it_was_typed() throws Exception {
        Actor administrator = acting(Duty.ADMINISTRATOR, XUEYUAN);
        answer(
                administrator,
                post("/desk/places/" + XUEYUAN + "/compounds")
                        .param("name", name)
                        .param("_once", key()));
        PlaceCode compound = places.find(name, Optional.empty(), Optional.empty(), 1)
                .getFirst()
                .code();
        MockHttpServletResponse refused = answer(administrator, generation(compound, "777"));
        assertThat(refused.getStatus()).isEqualTo(422);
        assertThat(text(refused)).contains("楼栋数填 1 到 500", "value=\"777\"");
        assertThat(text(answer(administrator, generation(compound, "many")))).contains("请填数字", "value=\"many\"");
        MockHttpServletResponse again = answer(
                administrator,
                post("/desk/places/" + XUEYUAN + "/compounds")
                        .param("name", name)
                        .param("_once", key()));
        assertThat(again.getStatus()).isEqualTo(422);
        assertThat(text(again)).contains("已经有了", "value=\"" + name + "\"");
        assertThat(places.children(compound, "", 10)).isEmpty();
    }

    @Test
    void a_clerk_reads_and_builds_nothing() throws Exception {
        Actor clerk = acting(Duty.CLERK, XUEYUAN);
        assertThat(html(clerk, get("/desk/places/" + XUEYUAN)))
                .contains("学院路社区")
                .doesNotContain("新建小区");
        for (String form : List.of("compounds", "name")) {
            assertThat(answer(
                                    clerk,
                                    post("/desk/places/" + XUEYUAN + "/" + form)
                                            .param("name", name)
                                            .param("_once", key()))
                            .getStatus())
                    .isEqualTo(403);
        }
        assertThat(places.name(XUEYUAN)).isEqualTo("学院路社区");
    }

    @Test
    void another_community_is_not_found_and_nothing_changes() throws Exception {
        Actor stranger = acting(Duty.ADMINISTRATOR, ZHENGTONG);
        assertThat(answer(stranger, get("/desk/places/" + XUEYUAN)).getStatus()).isEqualTo(404);
        assertThat(answer(stranger, get("/desk/places/410181005")).getStatus()).isEqualTo(404);
        assertThat(answer(stranger, get("/desk/places/nonsense")).getStatus()).isEqualTo(404);
        assertThat(answer(stranger, get("/desk/places/" + ZHENGTONG + "999")).getStatus())
                .isEqualTo(404);
        UUID grid = UUID.randomUUID();
        for (String route : List.of(
                "compounds",
                "name",
                "phone",
                "generation",
                "grids",
                "grids/" + grid + "/end",
                "grids/" + grid + "/prefixes/" + XUEYUAN + "/end")) {
            assertThat(answer(
                                    stranger,
                                    post("/desk/places/" + XUEYUAN + "/" + route)
                                            .param("name", name)
                                            .param("_once", key()))
                            .getStatus())
                    .as(route)
                    .isEqualTo(404);
        }
        assertThat(places.find(name, Optional.empty(), Optional.empty(), 1)).isEmpty();
    }

    @Test
    void a_stranger_finds_places_as_choices_and_as_json() throws Exception {
        assertThat(html(Actor.nobody(), get("/places/find").param("q", "xylsq").param("field", "home")))
                .contains("name=\"home\"", "value=\"" + XUEYUAN + "\"", "学院路社区", "河南省 郑州市 巩义市 紫荆路街道")
                .doesNotContain("<html");
        assertThat(text(answer(
                        Actor.nobody(), get("/places/find").param("q", "学院路").header("Accept", "application/json"))))
                .isEqualTo("[{\"code\":\"410181005005\",\"name\":\"学院路社区\",\"path\":\"河南省 郑州市 巩义市 紫荆路街道\"}]");
        assertThat(html(Actor.nobody(), get("/places/find").param("q", "<b>")))
                .contains("&lt;b&gt;")
                .doesNotContain("<b>");
        assertThat(answer(Actor.nobody(), get("/places/find").param("q", "宁".repeat(41)))
                        .getStatus())
                .isEqualTo(422);
        assertThat(answer(Actor.nobody(), get("/places/find").param("q", "宁").param("field", "x\" onclick"))
                        .getStatus())
                .isEqualTo(422);
        assertThat(answer(Actor.nobody(), get("/places/find").param("q", "宁").param("within", "1"))
                        .getStatus())
                .isEqualTo(422);
    }

    @Test
    void a_stranger_who_asks_too_often_waits() throws Exception {
        int status = 200;
        for (int i = 0; i <= 120 && status == 200; i++) {
            status = answer(Actor.nobody(), get("/places/find").param("q", "").with(request -> {
                        request.setRemoteAddr("203.0.113.9");
                        return request;
                    }))
                    .getStatus();
        }
        assertThat(status).isEqualTo(429);
    }

    private static MockHttpServletRequestBuilder generation(PlaceCode compound, String buildings) {
        return post("/desk/places/" + compound + "/generation")
                .param("first", "1")
                .param("buildings", buildings)
                .param("units", "2")
                .param("floors", "6")
                .param("homes", "2")
                .param("sure", "yes")
                .param("_once", key());
    }

    private String html(Actor actor, MockHttpServletRequestBuilder request) throws Exception {
        MockHttpServletResponse response = answer(actor, request);
        assertThat(response.getStatus()).isEqualTo(200);
        return text(response);
    }

    private MockHttpServletResponse answer(Actor actor, MockHttpServletRequestBuilder request) throws Exception {
        return Acting.as(actor, () -> web.perform(request).andReturn().getResponse());
    }

    private static String text(MockHttpServletResponse response) {
        return new String(response.getContentAsByteArray(), StandardCharsets.UTF_8);
    }

    private static MockHttpServletRequestBuilder get(String path) {
        return MockMvcRequestBuilders.get(path);
    }

    private static MockHttpServletRequestBuilder post(String path) {
        return MockMvcRequestBuilders.post(path);
    }

    private static String key() {
        return UUID.randomUUID().toString();
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
}
