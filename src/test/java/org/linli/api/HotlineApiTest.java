package org.linli.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.linli.LinliTest;
import org.linli.Script;
import org.linli.World;
import org.linli.api.Program.Said;
import org.linli.kernel.PlaceLevel;
import org.linli.kernel.TimeLimit;
import org.linli.order.Merging;
import org.linli.order.Orders;
import org.linli.order.Splitting;
import org.linli.order.Step;
import org.linli.place.Grid;
import org.linli.place.Grids;
import org.linli.platform.Actor;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The hotline's program passes a call on and asks after it, by the call's own number. */
@LinliTest
class HotlineApiTest {

    private static final String TICKETS = "/api/v1/hotline/tickets";
    private static int numbers;

    @Autowired
    World world;

    @Autowired
    Script script;

    @Autowired
    Tokens tokens;

    @Autowired
    Orders orders;

    @Autowired
    Splitting splitting;

    @Autowired
    Merging merging;

    @Autowired
    Grids grids;

    @LocalServerPort
    int port;

    private World.Quarter here;
    private Program hotline;
    private String number;

    @BeforeEach
    void programs() {
        here = world.ningbao;
        hotline = program(here.clerk(), Scope.HOTLINE);
        number = "API-%05d".formatted(++numbers);
    }

    private Program program(Actor actor, Scope... scopes) {
        return new Program(port, World.as(actor, () -> tokens.make("热线", Set.of(scopes), actor.appointment(), 30)));
    }

    private Map<String, Object> call(String words, String address) {
        Map<String, Object> call = new LinkedHashMap<>();
        call.put("number", number);
        call.put("words", words);
        call.put("address", address);
        call.put("category", "02");
        call.put("contactName", "吴女士");
        call.put("contactPhone", "139 0000 8888");
        call.put("deadline", "2030-05-01T18:00:00+08:00");
        return call;
    }

    @Test
    void theSameNumberIsTheSameOrderAndTheSameAnswer() {
        Said first = hotline.post(TICKETS, call("楼道灯坏了", "宁宝世家3号楼2单元1203"));
        assertThat(first.status()).as(first.toString()).isEqualTo(200);
        assertThat(first.text("number")).isEqualTo(number);
        assertThat(first.text("state")).isEqualTo("PLACED");
        assertThat(first.text("place")).isEqualTo(here.home().value());
        assertThat(first.text("placeName")).isEqualTo("宁宝世家 3号楼 2单元 1203");
        assertThat(first.text("deadline")).isEqualTo("2030-05-01T10:00:00Z");
        assertThat(first.json().path("satisfied").isNull()).isTrue();
        Said again = hotline.post(TICKETS, call("楼道灯坏了", "宁宝世家3号楼2单元1203"));
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.answer().body()).isEqualTo(first.answer().body());
        assertThat(hotline.get(TICKETS + "/" + number).answer().body())
                .isEqualTo(first.answer().body());
        assertThat(first.answer().body()).doesNotContain("吴女士", "8888", "楼道灯");
    }

    @Test
    void whatBecameOfItIsAskedByItsNumber() {
        UUID order = UUID.fromString(hotline.post(TICKETS, call("灯不亮", "宁宝世家")).text("order"));
        script.as(here.clerk()).dispatches(order, here.firm());
        script.as(here.worker()).accepts(order);
        Said reminded = hotline.post(TICKETS, call("灯还是不亮", "宁宝世家"));
        assertThat(reminded.text("order")).isEqualTo(order.toString());
        assertThat(reminded.json().path("reminders").intValue()).isEqualTo(1);
        script.as(here.worker()).finishes(order, "换了灯泡，亮了");
        script.as(here.clerk()).takes(order, new Step.Rate(5, true, "谢谢"));
        Said told = hotline.get(TICKETS + "/" + number);
        assertThat(told.text("state")).isEqualTo("RATED");
        assertThat(told.text("result")).isEqualTo("换了灯泡，亮了");
        assertThat(told.text("acceptedAt")).isNotEmpty();
        assertThat(told.json().path("solved").booleanValue()).isTrue();
        assertThat(told.json().path("satisfied").booleanValue()).isTrue();
        script.as(here.clerk()).takes(order, new Step.Close(""));
        Said over = hotline.post(TICKETS, call("又坏了", "宁宝世家"));
        assertThat(over.status()).isEqualTo(409);
        assertThat(over.text("code")).isEqualTo("order.hotlineOver");
    }

    @Test
    void whatSeveralDidIsOneResultAndTheFirstOfThemTookItUp() {
        UUID order =
                UUID.fromString(hotline.post(TICKETS, call("楼道又黑又堵", "宁宝世家3号楼")).text("order"));
        UUID grid = here.gridWorker().organisation().orElseThrow();
        List<UUID> parts = World.as(
                here.clerk(),
                () -> splitting.split(order, List.of(piece(here.firm(), "换灯泡"), piece(grid, "清杂物")), "一起办"));
        Said split = hotline.get(TICKETS + "/" + number);
        assertThat(split.json().path("acceptedAt").isNull()).isTrue();
        assertThat(split.text("handlerName")).contains("、");
        script.as(here.gridWorker()).accepts(parts.getLast());
        String accepted = hotline.get(TICKETS + "/" + number).text("acceptedAt");
        assertThat(accepted).isNotEmpty();
        script.as(here.worker()).accepts(parts.getFirst());
        assertThat(hotline.get(TICKETS + "/" + number).text("acceptedAt")).isEqualTo(accepted);
        script.as(here.worker()).finishes(parts.getFirst(), "灯换好了");
        assertThat(hotline.get(TICKETS + "/" + number).text("result")).isEmpty();
        script.as(here.gridWorker()).finishes(parts.getLast(), "杂物清了");
        await().atMost(Duration.ofSeconds(60))
                .until(() -> hotline.get(TICKETS + "/" + number).text("state").equals("DONE"));
        Said done = hotline.get(TICKETS + "/" + number);
        assertThat(done.text("result")).contains("灯换好了", "杂物清了");
        assertThat(done.text("doneAt")).isNotEmpty();
    }

    private static Step.Piece piece(UUID organisation, String words) {
        return new Step.Piece(organisation, words, TimeLimit.of(3, TimeLimit.Unit.HOURS));
    }

    @Test
    void aDuplicatesTicketIsToldWhatBecameOfTheOtherOrder() {
        UUID first = script.as(here.resident()).places("路灯不亮", here.compound());
        script.as(here.clerk()).dispatches(first, here.firm());
        script.as(here.worker()).accepts(first);
        UUID duplicate =
                UUID.fromString(hotline.post(TICKETS, call("门口的灯坏了", "宁宝世家")).text("order"));
        World.as(here.clerk(), () -> {
            merging.merge(duplicate, first, "同一盏灯");
            return "";
        });
        Said merged = hotline.get(TICKETS + "/" + number);
        assertThat(merged.text("order")).isEqualTo(duplicate.toString());
        assertThat(merged.text("mergedInto")).isEqualTo(first.toString());
        assertThat(merged.text("mergedIntoNumber"))
                .isEqualTo(script.as(here.clerk()).sees(first).number());
        assertThat(merged.text("state")).isEqualTo("ACCEPTED");
        assertThat(merged.text("handlerName")).isEqualTo("宁宝世家物业");
        assertThat(Instant.parse(merged.text("acceptedAt")))
                .as("taken up for this caller when both became one")
                .isEqualTo(script.as(here.clerk())
                        .sees(duplicate)
                        .matter()
                        .endedAt()
                        .orElseThrow());
        Said reminded = hotline.post(TICKETS, call("还是不亮", "宁宝世家"));
        assertThat(reminded.status()).as(reminded.toString()).isEqualTo(200);
        assertThat(World.as(
                        here.clerk(),
                        () -> orders.timeline(orders.order(first)).getLast().step()))
                .isEqualTo("urge");
        UUID third = script.as(here.resident()).places("一排灯都不亮", here.compound());
        script.as(here.worker()).finishes(first, "换了灯泡，亮了");
        World.as(here.clerk(), () -> {
            merging.merge(third, first, "同一排灯");
            return "";
        });
        Said done = hotline.get(TICKETS + "/" + number);
        assertThat(done.text("state")).isEqualTo("DONE");
        assertThat(done.text("result")).isEqualTo("换了灯泡，亮了");
        script.as(here.resident()).rates(first, 5, true);
        assertThat(hotline.get(TICKETS + "/" + number).json().path("satisfied").booleanValue())
                .isTrue();
        script.as(here.clerk()).closes(first);
        assertThat(hotline.post(TICKETS, call("又坏了", "宁宝世家")).text("code")).isEqualTo("order.hotlineOver");
    }

    @Test
    void anAddressLeadsToItsPlaceAndThatToItsGrid() {
        UUID grid = World.as(
                here.administrator(),
                () -> grids.draw(
                        here.community(),
                        "第" + number + "网格",
                        Grid.Kind.BASE,
                        List.of(here.home().at(PlaceLevel.BUILDING))));
        try {
            Said inside = hotline.post(TICKETS, call("楼道灯坏了", "宁宝世家3号楼2单元1203"));
            assertThat(inside.text("grid")).isEqualTo(grid.toString());
            assertThat(inside.text("gridName")).isEqualTo("第" + number + "网格");
            number = "API-%05d".formatted(++numbers);
            assertThat(hotline.post(TICKETS, call("大门坏了", "宁宝世家"))
                            .json()
                            .path("grid")
                            .isNull())
                    .isTrue();
        } finally {
            World.as(here.administrator(), () -> {
                grids.drop(grid);
                return "";
            });
        }
    }

    @Test
    void anAddressThatNobodyKnowsIsKeptForAClerk() {
        Said waiting = hotline.post(TICKETS, call("有人烧垃圾", "桥头那边"));
        assertThat(waiting.status()).isEqualTo(200);
        assertThat(waiting.json().path("order").isNull()).isTrue();
        assertThat(waiting.json().path("state").isNull()).isTrue();
    }

    @Test
    void onlyWithItsOwnPermissionAndOnlyOnesOwn() {
        assertThat(program(here.clerk(), Scope.READ, Scope.WRITE, Scope.PLACE)
                        .post(TICKETS, call("灯", "宁宝世家"))
                        .text("code"))
                .isEqualTo("api.scope");
        assertThat(hotline.get("/api/v1/orders").text("code")).isEqualTo("api.scope");
        for (Actor actor : List.of(here.worker(), here.administrator(), here.gridWorker())) {
            assertThat(program(actor, Scope.HOTLINE)
                            .post(TICKETS, call("灯", "宁宝世家"))
                            .text("code"))
                    .isEqualTo("order.hotlineNotYours");
        }
        hotline.post(TICKETS, call("灯", "宁宝世家"));
        assertThat(program(world.fangzhi.clerk(), Scope.HOTLINE)
                        .get(TICKETS + "/" + number)
                        .status())
                .isEqualTo(404);
    }

    @Test
    void whatIsNoTicketIsRefusedAloud() {
        Map<String, Object> call = call("灯", "宁宝世家");
        call.put("deadline", "明天");
        assertThat(hotline.post(TICKETS, call).text("code")).isEqualTo("api.field");
        call.put("deadline", "2030-05-01T18:00:00+08:00");
        call.put("number", "1");
        assertThat(hotline.post(TICKETS, call).text("code")).isEqualTo("order.hotlineNumber");
        call.put("number", number);
        call.put("urgent", true);
        assertThat(hotline.post(TICKETS, call).text("code")).isEqualTo("api.fieldUnknown");
        call.remove("urgent");
        call.put("contactPhone", "没有");
        assertThat(hotline.post(TICKETS, call).status()).isEqualTo(422);
        assertThat(hotline.get(TICKETS + "/" + number).status()).isEqualTo(404);
    }
}
