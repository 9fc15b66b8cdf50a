package org.linli.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.linli.LinliTest;
import org.linli.Script;
import org.linli.World;
import org.linli.kernel.Cursor;
import org.linli.kernel.Page;
import org.linli.kernel.PlaceCode;
import org.linli.kernel.Refusal;
import org.linli.place.Construction;
import org.linli.platform.Actor;
import org.linli.platform.WallClock;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

@LinliTest
class FoundOrdersTest {

    @Autowired
    World world;

    @Autowired
    Script script;

    @Autowired
    FoundOrders found;

    @Autowired
    org.linli.Street street;

    @Autowired
    Construction construction;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TransactionOperations transactions;

    private List<UUID> finds(Actor actor, Sought sought) {
        List<UUID> page = ids(World.as(actor, () -> found.page(sought, Optional.empty())));
        FoundOrders.Found list = World.as(actor, () -> found.urgentFirst(sought, Optional.empty()));
        if (list.page().next().isEmpty()) {
            assertThat(ids(list.page())).as("the list finds the same").containsExactlyInAnyOrderElementsOf(page);
            assertThat(list.many()).as("and counts it").isEqualTo(page.size());
        }
        return page;
    }

    private static List<UUID> ids(Page<FoundOrders.Listed> page) {
        return page.items().stream().map(each -> each.order().id()).toList();
    }

    private List<UUID> finds(Actor actor, String query) {
        return finds(actor, Sought.read(query));
    }

    private int counts(Actor actor, String query) {
        return World.as(actor, () -> found.count(Sought.read(query), FoundOrders.COUNTED + 1));
    }

    /** What an index reads in order: somebody of a street goes through its communities, everybody else through all at once. */
    @Test
    void severalCommunitiesAreReadOneAfterTheOther() {
        script.as(world.ningbao.resident()).places("逐个社区读", world.ningbao.home());
        script.as(world.fangzhi.resident()).places("逐个社区读", world.fangzhi.home());
        Sought sought = Sought.read("words=逐个社区");
        List<Sought> pieces = World.as(street.office, () -> found.pieces(sought));
        assertThat(pieces)
                .extracting(piece -> piece.place().orElseThrow())
                .isSorted()
                .contains(world.ningbao.community(), world.fangzhi.community());
        assertThat(World.as(
                        street.office,
                        () -> pieces.stream()
                                .mapToInt(piece -> found.count(piece, FoundOrders.COUNTED))
                                .sum()))
                .isEqualTo(counts(street.office, "words=逐个社区"))
                .isGreaterThanOrEqualTo(2);
        Sought near = sought.at(Optional.of(world.ningbao.compound()));
        assertThat(World.as(street.office, () -> found.pieces(near))).containsExactly(near);
        assertThat(World.as(world.ningbao.clerk(), () -> found.pieces(sought))).containsExactly(sought);
        assertThat(World.as(world.ningbao.worker(), () -> found.pieces(sought))).containsExactly(sought);
    }

    @Test
    void wordsAreFoundWhereverTheyStandAndByWhomeverMayReadThem() {
        World.Quarter here = Fresh.in(world);
        UUID lamp = script.as(here.resident()).places("楼道灯坏了，晚上看不见台阶", here.home());
        UUID pipe = script.as(here.resident()).places("水管漏水\n地下室已经积了水", here.home());
        script.as(here.clerk()).dispatches(pipe, here.firm());
        String number = script.as(here.clerk()).sees(lamp).number();
        Actor fang = here.clerk();

        assertThat(finds(fang, "words=楼道灯")).containsExactly(lamp);
        assertThat(finds(fang, "words=积了水")).as("beyond the title").containsExactly(pipe);
        assertThat(finds(fang, "words=灯")).as("one character").containsExactly(lamp);
        assertThat(finds(fang, "words=阶")).as("the last character").containsExactly(lamp);
        assertThat(finds(fang, "words=水+地下室")).as("several words").containsExactly(pipe);
        assertThat(finds(fang, "words=灯+地下室")).as("each of them").isEmpty();
        assertThat(finds(fang, "words=道灯楼")).as("in this order only").isEmpty();
        assertThat(finds(fang, "words=" + number)).as("the number").containsExactly(lamp);
        assertThat(finds(
                        fang,
                        "words=" + number.toLowerCase(java.util.Locale.ROOT).substring(5)))
                .as("its end, in small letters")
                .containsExactly(lamp);
        assertThat(finds(fang, "words=3号楼2单元")).as("the place, without spaces").contains(lamp, pipe);
        assertThat(finds(fang, "words=３号楼")).as("in full width").contains(lamp, pipe);
        assertThat(finds(fang, "words=" + Fresh.name() + "物业"))
                .as("the handler")
                .containsExactly(pipe);
        assertThat(finds(fang, "words=！！")).as("nothing but marks").isEmpty();
        assertThat(finds(fang, "words='+:*+%26+|"))
                .as("what a query would be written with")
                .isEmpty();
        assertThat(finds(here.worker(), "words=水")).as("the handler's own").containsExactly(pipe);
        assertThat(finds(here.worker(), "words=灯")).isEmpty();
        assertThat(finds(world.fangzhi.clerk(), "words=楼道灯坏了，晚上看不见台阶")).doesNotContain(lamp);
    }

    @Test
    void wordsFollowTheHandlerAndTheNameOfThePlace() {
        World.Quarter here = Fresh.in(world);
        UUID order = script.as(here.resident()).places("门禁失灵", here.home());
        script.as(here.clerk()).dispatches(order, here.firm());
        script.as(here.worker()).returns(order, "要请厂家来");
        assertThat(finds(here.clerk(), "words=物业")).as("nobody handles it now").isEmpty();
        assertThat(finds(here.worker(), "words=门禁")).as("it was theirs").containsExactly(order);
        World.as(here.administrator(), () -> {
            construction.rename(here.compound(), "改名家园");
            return null;
        });
        assertThat(finds(here.clerk(), "words=改名家园")).containsExactly(order);
        assertThat(finds(here.clerk(), "words=" + Fresh.name())).isEmpty();
    }

    /** The function is all that the application may ask; asked directly it tells of nothing out of reach either. */
    @Test
    void theIndexTellsOnlyWhatWhoeverAsksMaySee() {
        World.Quarter here = Fresh.in(world);
        UUID order = script.as(here.resident()).places("暗号芝麻开门", here.home());
        assertThat(said(here.clerk())).containsExactly(order);
        assertThat(said(world.fangzhi.clerk())).isEmpty();
        assertThat(said(here.worker())).isEmpty();
        assertThat(said(here.administrator())).isEmpty();
        assertThat(said(here.resident())).isEmpty();
        assertThat(said(Actor.nobody())).isEmpty();
        assertThatThrownBy(() -> World.as(
                        here.clerk(),
                        () -> transactions.execute(status -> jdbc.sql("select count(*) from order_text")
                                .query(Long.class)
                                .single())))
                .hasStackTraceContaining("permission denied");
    }

    private List<UUID> said(Actor actor) {
        return World.as(
                actor,
                () -> transactions.execute(
                        status -> jdbc.sql("select id from orders_said(array['暗号', '芝麻'], '', ':') as id")
                                .query(UUID.class)
                                .list()));
    }

    @Test
    void conditionsHoldTogether() {
        World.Quarter here = Fresh.in(world);
        UUID placed = script.as(here.resident()).places("甲事", here.home());
        UUID late = at("2026-01-05T02:00:00Z", () -> script.as(here.resident()).places("乙事", here.compound()));
        UUID over = script.as(here.resident()).places("丙事", here.home());
        script.as(here.resident()).takes(over, new Step.Withdraw("不用了"));
        UUID sent = script.as(here.resident()).places("丁事", here.home());
        script.as(here.clerk()).dispatches(sent, here.firm());
        Actor fang = here.clerk();

        assertThat(finds(fang, "")).containsExactly(sent, over, placed, late);
        assertThat(finds(fang, "stand=OPEN")).containsExactly(sent, placed, late);
        assertThat(finds(fang, "stand=OVER")).containsExactly(over);
        assertThat(finds(fang, "state=PLACED&state=WITHDRAWN")).containsExactly(over, placed, late);
        assertThat(finds(fang, "state=PLACED&mark=LATE")).containsExactly(late);
        assertThat(finds(fang, "mark=UNRATED")).isEmpty();
        assertThat(finds(fang, "mark=REOPENED")).isEmpty();
        assertThat(finds(fang, "category=0")).hasSize(4);
        assertThat(finds(fang, "category=03")).isEmpty();
        assertThat(finds(fang, "place=" + here.home())).containsExactly(sent, over, placed);
        assertThat(finds(fang, "place=35")).as("a place that holds ours").hasSize(4);
        assertThat(finds(fang, "handler=" + here.firm())).containsExactly(sent);
        assertThat(finds(fang, "channel=ONLINE")).hasSize(4);
        assertThat(finds(fang, "channel=BOX")).isEmpty();
        assertThat(finds(fang, "from=2026-01-05&until=2026-01-05")).containsExactly(late);
        assertThat(finds(fang, "until=2026-01-04")).isEmpty();
        assertThat(finds(fang, "sort=DUE")).as("what is over has no deadline").containsExactly(late, placed, sent);
        assertThat(finds(here.chief(), "figure=FILED")).containsExactly(sent);
        assertThat(finds(here.gridWorker(), "stand=OPEN")).hasSize(3);
        assertThat(finds(here.worker(), "")).containsExactly(sent);
        assertThat(counts(fang, "stand=OPEN")).isEqualTo(3);
        assertThat(counts(here.worker(), "")).isEqualTo(1);
    }

    @Test
    void aStreetSeesItsCommunitiesAndAnAdministratorNothing() {
        World.Quarter here = Fresh.in(world);
        UUID order = script.as(here.resident()).places("街道也看得到", here.home());
        PlaceCode street = PlaceCode.parse(here.community().value().substring(0, 9));
        Actor streetReader = new Actor(
                here.clerk().person(),
                "街道",
                org.linli.platform.Duty.STREET,
                "街道",
                Optional.empty(),
                Optional.empty(),
                "街道办",
                Optional.of(street));
        assertThat(finds(streetReader, "words=街道也看得到")).containsExactly(order);
        assertThat(finds(streetReader, "place=" + here.community())).containsExactly(order);
        assertThatThrownBy(() -> finds(here.administrator(), "")).isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> finds(here.resident(), "")).isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> finds(here.clerk(), "place=" + world.fangzhi.community()))
                .isInstanceOf(Refusal.class);
        assertThat(finds(here.clerk(), "handler=" + world.fangzhi.firm())).isEmpty();
    }

    @Test
    void pageByPageEveryOrderOnce() {
        World.Quarter here = Fresh.in(world);
        List<UUID> all = new ArrayList<>();
        Instant start = Instant.parse("2026-03-01T00:00:00Z");
        for (int n = 0; n < 23; n++) {
            // Every third at the same moment as the one before: the id decides.
            Instant at = start.plusSeconds(60L * (n - n % 3));
            all.add(at(at.toString(), () -> script.as(here.resident()).places("翻页", here.home())));
        }
        for (String query : List.of("", "sort=DUE", "words=翻页")) {
            List<UUID> seen = new ArrayList<>();
            Optional<Cursor> after = Optional.empty();
            do {
                Optional<Cursor> from = after;
                Page<FoundOrders.Listed> page = World.as(here.clerk(), () -> found.page(Sought.read(query), from, 5));
                page.items().forEach(each -> seen.add(each.order().id()));
                after = page.next();
            } while (after.isPresent());
            assertThat(seen).as(query).containsExactlyInAnyOrderElementsOf(all);
        }
        assertThat(World.as(here.clerk(), () -> found.count(Sought.ALL, 7))).isEqualTo(7);
    }

    private static UUID at(String instant, java.util.function.Supplier<UUID> work) {
        UUID[] made = new UUID[1];
        WallClock.at(Instant.parse(instant), () -> made[0] = work.get());
        return made[0];
    }

    @Test
    void whatIsSoughtIsWrittenAndReadBack() {
        Sought sought = Sought.read(Map.of(
                "words", List.of(" 楼道  灯&坏=了 "),
                "state", List.of("RATED", "PLACED"),
                "stand", List.of("open"),
                "mark", List.of("LATE"),
                "category", List.of("02"),
                "place", List.of("350211003012"),
                "handler", List.of("00000000-0000-7000-8000-000000000001"),
                "channel", List.of("PHONE"),
                "from", List.of("2026-01-01"),
                "sort", List.of("DUE")));
        assertThat(Sought.read(sought.query())).isEqualTo(sought);
        assertThat(Sought.read("")).isEqualTo(Sought.ALL);
        assertThat(Sought.ALL.query()).isEmpty();
        assertThat(Sought.read("sort=DUE").any()).isFalse();
        assertThat(sought.from()).contains(LocalDate.of(2026, 1, 1));
        for (String broken : List.of(
                "state=NONE",
                "handler=x",
                "from=2026-02-30",
                "from=2026-02-02&until=2026-02-01",
                "category=x",
                "place=123",
                "words=" + "长".repeat(41),
                "words=%zz",
                "words=a%00b")) {
            assertThatThrownBy(() -> Sought.read(broken)).as(broken).isInstanceOf(Refusal.class);
        }
    }
}
