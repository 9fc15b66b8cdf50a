package org.linli.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.linli.LinliTest;
import org.linli.Script;
import org.linli.Street;
import org.linli.TestDatabase;
import org.linli.World;
import org.linli.kernel.Cursor;
import org.linli.kernel.Page;
import org.linli.kernel.Refusal;
import org.linli.order.Hotline.Taken;
import org.linli.order.Ticket.Feedback;
import org.linli.order.Ticket.Incoming;
import org.linli.platform.Actor;
import org.linli.platform.matter.Trace;
import org.linli.platform.secret.Phone;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;

/** 12345 passes a call on: once, to where it belongs or to somebody who says so, and hears what became of it. */
@LinliTest
class HotlineTest {

    private static final Instant DUE = Instant.parse("2030-05-01T10:00:00Z");
    private static int numbers;

    @Autowired
    World world;

    @Autowired
    Street street;

    @Autowired
    Script script;

    @Autowired
    Hotline hotline;

    @Autowired
    Orders orders;

    @Autowired
    FoundOrders found;

    @Value("${spring.datasource.url}")
    String url;

    private World.Quarter here;

    @BeforeEach
    void here() {
        here = world.ningbao;
    }

    private static String number() {
        return "XM2026-%05d".formatted(++numbers);
    }

    private static Incoming call(String number, String words, String address) {
        return call(number, words, address, Optional.of(DUE));
    }

    private static Incoming call(String number, String words, String address, Optional<Instant> due) {
        return new Incoming(
                number, words, address, Optional.of("02"), "吴女士", Optional.of(new Phone("13900008888")), due);
    }

    private Taken takes(Actor actor, Incoming incoming) {
        return World.as(actor, () -> hotline.take(incoming));
    }

    private Feedback told(String number) {
        return World.as(here.clerk(), () -> hotline.feedback(number));
    }

    private static String refusal(Actor actor, Runnable work) {
        return World.as(actor, () -> {
            try {
                work.run();
                return "";
            } catch (Refusal refusal) {
                return refusal.code();
            }
        });
    }

    private List<String> rows(String query) {
        try (Connection admin = TestDatabase.admin(url);
                Statement sql = admin.createStatement();
                ResultSet row = sql.executeQuery(query)) {
            List<String> found = new ArrayList<>();
            while (row.next()) {
                found.add(row.getString(1));
            }
            return found;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aCallIsAnOrderWhereItsAddressSays() {
        String number = number();
        Taken taken = takes(here.clerk(), call(number, "楼道灯坏了", "宁宝世家3号楼2单元1203"));
        assertThat(taken.fresh()).isTrue();
        Order order = taken.feedback().order().orElseThrow();
        assertThat(order.matter().place()).isEqualTo(here.home());
        assertThat(order.channel()).isEqualTo(Channel.HOTLINE);
        assertThat(order.category().code()).isEqualTo("02");
        assertThat(order.contactName()).isEqualTo("吴女士");
        assertThat(order.contactMask()).isEqualTo("139****8888");
        assertThat(order.matter().requester()).as("a number proves nobody").isEmpty();
        assertThat(order.firstAnswerAt()).as("nobody has answered").isEmpty();
        assertThat(taken.feedback().ticket().dueAt()).contains(DUE);
        assertThat(order.matter().dueAt()).isNotEqualTo(Optional.of(DUE));
        assertThat(World.as(here.clerk(), () -> orders.contactPhone(order.id())))
                .isEqualTo("13900008888");
        assertThat(rows(
                        "select words || contact_name || coalesce(contact_phone::text, '') from hotline_ticket where number = '"
                                + number + "'"))
                .as("what was said is now the order’s alone")
                .containsExactly("");
        assertThat(rows("select passed_by from hotline_ticket where number = '" + number + "'"))
                .containsExactly(here.clerk().self().toString());
        for (Actor reader : List.of(here.clerk(), street.office)) {
            assertThat(found(reader, number)).as("found by the ticket’s number").containsExactly(order.id());
            assertThat(found(reader, "吴女士"))
                    .as("a name is not kept to be searched")
                    .doesNotContain(order.id());
        }
        assertThat(found(world.fangzhi.clerk(), number)).isEmpty();
    }

    private List<UUID> found(Actor reader, String words) {
        return World.as(reader, () -> found.page(Sought.read(Map.of("words", List.of(words))), Optional.empty()))
                .items()
                .stream()
                .map(listed -> listed.order().id())
                .toList();
    }

    @Test
    void theSameAgainIsTheSameOrder() throws Exception {
        Incoming call = call(number(), "井盖松了", "宁宝世家");
        List<Callable<Taken>> both = List.of(() -> takes(here.clerk(), call), () -> takes(here.clerk(), call));
        List<Taken> taken = new ArrayList<>();
        try (ExecutorService two = Executors.newFixedThreadPool(2)) {
            for (Future<Taken> one : two.invokeAll(both)) {
                taken.add(one.get());
            }
        }
        taken.add(takes(here.clerk(), call));
        assertThat(taken.stream()
                        .map(one -> one.feedback().order().orElseThrow().id())
                        .distinct())
                .hasSize(1);
        assertThat(taken.stream().filter(Taken::fresh)).hasSize(1);
        UUID order = taken.getFirst().feedback().order().orElseThrow().id();
        assertThat(rows("select step from timeline_entry where matter = '" + order + "'"))
                .containsExactly("place");
        assertThat(told(call.number()).ticket().reminders()).isZero();
    }

    @Test
    void somethingNewIsAReminderThatAnswersNobody() {
        String number = number();
        UUID order = takes(here.clerk(), call(number, "水管漏了", "宁宝世家3号楼"))
                .feedback()
                .order()
                .orElseThrow()
                .id();
        script.as(here.clerk()).dispatches(order, here.firm());
        Instant later = DUE.plusSeconds(3600);
        Taken again = takes(
                here.clerk(),
                new Incoming(
                        number,
                        "水管漏了，三天没有人来",
                        "宁宝世家3号楼1单元",
                        Optional.of("02"),
                        "吴先生",
                        Optional.of(new Phone("13900009999")),
                        Optional.of(later)));
        assertThat(again.fresh()).isFalse();
        assertThat(again.feedback().order().orElseThrow().id()).isEqualTo(order);
        assertThat(again.feedback().order().orElseThrow().state()).isEqualTo(State.DISPATCHED);
        assertThat(again.feedback().ticket().reminders()).isEqualTo(1);
        assertThat(again.feedback().ticket().dueAt()).contains(later);
        List<Trace> line = World.as(here.clerk(), () -> orders.timeline(orders.order(order)));
        assertThat(line.getLast().step()).isEqualTo("urge");
        assertThat(line.getLast().words()).isEqualTo("水管漏了，三天没有人来\n地址改为：宁宝世家3号楼1单元\n12345 要求 2030-05-01 19:00 前办结");
        assertThat(World.as(here.clerk(), () -> orders.contactPhone(order))).isEqualTo("13900009999");
        takes(here.clerk(), call(number, "水管漏了，三天没有人来", "宁宝世家3号楼1单元", Optional.empty()));
        assertThat(World.as(here.clerk(), () -> orders.timeline(orders.order(order)))
                        .getLast()
                        .words())
                .endsWith("12345 不再要求期限");
        takes(
                here.clerk(),
                new Incoming(number, "水管漏了", "宁宝世家3号楼1单元", Optional.of("02"), "", Optional.empty(), Optional.empty()));
        assertThat(World.as(here.clerk(), () -> orders.timeline(orders.order(order)))
                        .getLast()
                        .words())
                .isEqualTo("12345 又转来一次，来件人的联系方式有变化");
        assertThat(World.as(here.clerk(), () -> orders.order(order)).contactName())
                .isEqualTo("12345 来件人");
        assertThat(World.as(here.worker(), () -> hotline.of(order)))
                .as("whoever handles the order sees the deadline")
                .isPresent();
    }

    @Test
    void whatNobodyCanPlaceWaitsForAClerk() {
        String number = number();
        Taken taken = takes(here.clerk(), call(number, "桥头有人烧垃圾", "桥头那边"));
        assertThat(taken.feedback().order()).isEmpty();
        UUID ticket = taken.feedback().ticket().id();
        takes(here.clerk(), call(number, "桥头有人烧垃圾，很呛", "桥头那边"));
        Ticket waiting = World.as(here.chief(), () -> hotline.unclaimed(ticket));
        assertThat(waiting.words()).isEqualTo("桥头有人烧垃圾，很呛");
        assertThat(waiting.reminders()).isEqualTo(1);
        assertThat(waiting.contactMask()).isEqualTo("139****8888");
        assertThat(refusal(here.clerk(), () -> hotline.claim(ticket, world.fangzhi.compound(), "02")))
                .isEqualTo("order.place");
        assertThat(refusal(here.clerk(), () -> hotline.claim(ticket, here.compound(), "77")))
                .isEqualTo("order.category");
        UUID order = World.as(here.clerk(), () -> hotline.claim(ticket, here.compound(), "03"));
        Order made = told(number).order().orElseThrow();
        assertThat(made.id()).isEqualTo(order);
        assertThat(made.category().code()).isEqualTo("03");
        assertThat(made.channel()).isEqualTo(Channel.HOTLINE);
        assertThat(World.as(here.clerk(), () -> orders.contactPhone(order))).isEqualTo("13900008888");
        assertThat(World.as(here.clerk(), () -> orders.timeline(made))
                        .getFirst()
                        .signature())
                .contains("方里平");
        assertThat(refusal(here.clerk(), () -> hotline.claim(ticket, here.compound(), "03")))
                .isEqualTo("notFound");
    }

    @Test
    void aBetterAddressPlacesWhatWaited() {
        String number = number();
        takes(here.clerk(), call(number, "路灯不亮", "大树下"));
        Taken again = takes(here.clerk(), call(number, "路灯不亮", "大树下，就是宁宝世家3号楼"));
        assertThat(again.feedback().order().orElseThrow().matter().place().value())
                .isEqualTo(here.compound() + "003");
    }

    @Test
    void theStreetPassesOnForAllItsCommunities() {
        String number = number();
        Taken taken = takes(street.office, call(number, "占道", "纺织社区华铃花园"));
        UUID order = taken.feedback().order().orElseThrow().id();
        assertThat(World.as(world.fangzhi.clerk(), () -> hotline.of(order))).isPresent();
        assertThat(World.as(here.clerk(), () -> hotline.of(order))).isEmpty();
        assertThat(refusal(here.clerk(), () -> hotline.feedback(number))).isEqualTo("notFound");
        Taken unplaced = takes(street.office, call(number(), "不知道在哪", "河边"));
        UUID ticket = unplaced.feedback().ticket().id();
        assertThat(refusal(here.clerk(), () -> hotline.unclaimed(ticket))).isEqualTo("notFound");
        UUID claimed = World.as(street.office, () -> hotline.claim(ticket, here.community(), "10"));
        assertThat(World.as(here.clerk(), () -> orders.order(claimed)).matter().place())
                .isEqualTo(here.community());
        assertThat(refusal(
                        street.office,
                        () -> hotline.claim(
                                takes(street.office, call(number(), "哪里", "山上"))
                                        .feedback()
                                        .ticket()
                                        .id(),
                                Street.STREET,
                                "10")))
                .isEqualTo("order.place");
    }

    @Test
    void itHearsWhatBecameOfIt() {
        String number = number();
        UUID order = takes(here.clerk(), call(number, "灯不亮", "宁宝世家"))
                .feedback()
                .order()
                .orElseThrow()
                .id();
        assertThat(told(number).acceptedAt()).isEmpty();
        script.as(here.clerk()).dispatches(order, here.firm());
        script.as(here.worker()).accepts(order);
        assertThat(told(number).acceptedAt()).isPresent();
        assertThat(told(number).answeredAt())
                .as("nobody has said a word to them yet")
                .isEmpty();
        script.as(here.worker()).finishes(order, "换了灯泡，亮了");
        Feedback done = told(number);
        assertThat(done.answeredAt()).isPresent();
        assertThat(done.result()).isEqualTo("换了灯泡，亮了");
        assertThat(done.doneAt()).isPresent();
        assertThat(done.solved()).isEmpty();
        script.as(here.clerk()).takes(order, new Step.Rate(3, true, "可以"));
        Feedback rated = told(number);
        assertThat(rated.solved()).contains(true);
        assertThat(rated.satisfied()).as("基本满意 counts").contains(true);
        script.as(here.clerk()).takes(order, new Step.Close(""));
        assertThat(refusal(here.clerk(), () -> hotline.take(call(number, "又坏了", "宁宝世家"))))
                .isEqualTo("order.hotlineOver");
        assertThat(told(number).order().orElseThrow().state()).isEqualTo(State.CLOSED);

        String other = number();
        UUID declined = takes(here.clerk(), call(other, "路面破损", "宁宝社区"))
                .feedback()
                .order()
                .orElseThrow()
                .id();
        script.as(here.clerk()).takes(declined, new Step.Decline("这条路归市政"));
        assertThat(told(other).reason()).isEqualTo("这条路归市政");
        assertThat(told(other).satisfied()).isEmpty();
    }

    @Test
    void onlyWhoeverTakesCallsAndOnlyTheirOwn() {
        String number = number();
        for (Actor actor : List.of(here.resident(), here.worker(), here.gridWorker(), here.administrator())) {
            assertThat(refusal(actor, () -> hotline.take(call(number, "灯", "宁宝世家"))))
                    .isEqualTo("order.hotlineNotYours");
            assertThat(refusal(actor, () -> hotline.feedback(number))).isEqualTo("order.hotlineNotYours");
            assertThat(refusal(actor, () -> hotline.unclaimed(Optional.empty())))
                    .isEqualTo("order.hotlineNotYours");
        }
        assertThat(refusal(
                        here.clerk(),
                        () -> hotline.take(new Incoming(
                                number(), "灯", "宁宝世家", Optional.of("77"), "", Optional.empty(), Optional.empty()))))
                .isEqualTo("order.category");
        UUID order = World.as(
                world.fangzhi.clerk(),
                () -> hotline.take(call(number, "别人的", "宁宝世家"))
                        .feedback()
                        .ticket()
                        .id());
        assertThat(refusal(here.clerk(), () -> hotline.unclaimed(order))).isEqualTo("notFound");
        assertThat(refusal(here.clerk(), () -> hotline.claim(order, here.compound(), "02")))
                .isEqualTo("notFound");
        assertThat(World.as(here.clerk(), () -> hotline.unclaimed(Optional.empty()))
                        .items())
                .noneMatch(one -> one.number().equals(number));
        assertThat(takes(here.clerk(), call(number, "自己的", "宁宝世家")).fresh())
                .as("the same number of another reach is another ticket")
                .isTrue();
        assertThat(refusal(
                        here.clerk(),
                        () -> orders.place(
                                UUID.randomUUID(),
                                new Step.Place(
                                        "02", "灯", world.fangzhi.home(), "", Channel.HOTLINE, "x", Optional.empty()))))
                .isEqualTo("order.place");
    }

    @Test
    void theListGoesOnPageByPage() {
        World.Quarter far = world.founding("350211103213", "热线花园", "cd", "热");
        for (int i = 0; i < 21; i++) {
            takes(far.clerk(), call(number(), "第" + i + "件", "说不清的地方"));
        }
        Page<Ticket> first = World.as(far.clerk(), () -> hotline.unclaimed(Optional.empty()));
        assertThat(first.items()).hasSize(20);
        Optional<Cursor> next = first.next();
        assertThat(World.as(far.clerk(), () -> hotline.unclaimed(next)).items())
                .singleElement()
                .satisfies(last -> assertThat(last.words()).isEqualTo("第20件"));
    }

    @Test
    void whatIsNoTicketIsRefused() {
        for (String number : List.of("", "abc", "X Y Z", "工单一二三四", "x".repeat(41))) {
            assertThatThrownBy(() -> call(number, "灯", "")).isInstanceOf(Refusal.class);
        }
        assertThatThrownBy(() -> call(number(), " ", "")).isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> call(number(), "灯", "远".repeat(201))).isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> call(number(), "灯\u0007", "")).isInstanceOf(Refusal.class);
    }
}
