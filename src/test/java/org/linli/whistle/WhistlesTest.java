package org.linli.whistle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import org.junit.jupiter.api.Test;
import org.linli.LinliTest;
import org.linli.Script;
import org.linli.Street;
import org.linli.TestDatabase;
import org.linli.Told;
import org.linli.World;
import org.linli.kernel.PlaceCode;
import org.linli.kernel.Refusal;
import org.linli.kernel.TimeLimit;
import org.linli.kernel.WorkingCalendar;
import org.linli.platform.Acting;
import org.linli.platform.Actor;
import org.linli.platform.WallClock;
import org.linli.platform.deadline.Alarm;
import org.linli.platform.matter.Links;
import org.linli.platform.matter.Trace;
import org.linli.platform.notice.Notices;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

@LinliTest
class WhistlesTest {

    @Autowired
    World world;

    @Autowired
    Street street;

    @Autowired
    Script script;

    @Autowired
    Whistles whistles;

    @Autowired
    WhistleLists lists;

    @Autowired
    Limits limits;

    @Autowired
    Links links;

    @Autowired
    Notices notices;

    @Autowired
    org.linli.platform.attachment.Attachments attachments;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TransactionOperations transactions;

    @Autowired
    Clock clock;

    @Autowired
    List<Alarm> alarms;

    @Value("${spring.datasource.url}")
    String url;

    @Test
    void fromAnOrderToTheLastRating() {
        World.Quarter here = world.ningbao;
        UUID order = script.as(here.resident()).places("楼下烧烤店占道又冒烟", here.home());
        UUID whistle = World.as(
                here.clerk(),
                () -> whistles.draft(
                        new Step.Draft(here.compound(), Occasion.ENFORCEMENT, Kind.WORK, "烧烤店占道又冒烟", "劝过三次"),
                        Optional.of(order)));
        street.takes(street.leader, whistle, new Step.Return("写清楚是哪一家"));
        street.takes(here.clerk(), whistle, new Step.Redraft(Occasion.ENFORCEMENT, Kind.HARD, "3号楼下烧烤店占道", "第一家，劝过三次"));
        street.takes(street.leader, whistle, new Step.Approve("同意"));
        street.takes(street.office, whistle, new Step.Blow(""));
        street.takes(
                street.office,
                whistle,
                new Step.Assign(
                        List.of(Street.of(street.market), Street.of(street.urban)), Street.of(street.urban), ""));
        street.takes(street.market, whistle, new Step.Sign(""));
        assertThat(street.takes(street.urban, whistle, new Step.Sign(""))).isEqualTo(State.SIGNED);
        street.takes(street.market, whistle, new Step.Contact("和社区通了电话"));
        street.takes(street.market, whistle, new Step.CheckIn(here.compound(), ""));
        assertThat(street.takes(street.urban, whistle, new Step.CheckIn(here.home(), "")))
                .isEqualTo(State.CHECKED_IN);
        assertThatThrownBy(() -> street.takes(street.market, whistle, new Step.Plan("我来定")))
                .as("the lead writes it")
                .isInstanceOf(Refusal.class);
        street.takes(street.urban, whistle, new Step.Plan("先清占道，再查证照"));
        street.takes(street.market, whistle, new Step.Finish("查了证照", "室内，不便拍照"));
        assertThat(street.takes(street.urban, whistle, new Step.Finish("清了占道", "夜里清的，拍不清")))
                .isEqualTo(State.DONE);
        street.takes(street.office, whistle, new Step.Rate(Street.of(street.market), true, true, 5, "来得快"));
        assertThat(street.takes(street.office, whistle, new Step.Rate(Street.of(street.urban), false, true, 3, "催了两次")))
                .isEqualTo(State.RATED);
        assertThat(street.takes(street.office, whistle, new Step.Close(""))).isEqualTo(State.CLOSED);

        Whistle closed = World.as(street.market, () -> whistles.whistle(whistle));
        assertThat(closed.kind()).isEqualTo(Kind.HARD);
        assertThat(closed.plan()).isEqualTo("先清占道，再查证照");
        assertThat(closed.matter().title()).isEqualTo("3号楼下烧烤店占道");
        assertThat(closed.matter().endedAt()).isPresent();
        assertThat(closed.departments()).extracting(Department::name).containsExactly("城市管理局", "市场监管局");
        assertThat(closed.departments().getFirst().rating().orElseThrow().score())
                .isEqualTo(3);
        assertThat(World.as(street.market, () -> whistles.timeline(closed)))
                .extracting(Trace::step)
                .containsExactly(
                        "draft",
                        "return",
                        "redraft",
                        "approve",
                        "blow",
                        "assign",
                        "sign",
                        "signAll",
                        "contact",
                        "checkIn",
                        "checkInAll",
                        "plan",
                        "finish",
                        "finishAll",
                        "rate",
                        "rateAll",
                        "close");

        assertThat(World.as(here.clerk(), () -> links.of(order)))
                .extracting(Links.Linked::id)
                .containsExactly(whistle);
        assertThat(World.as(street.office, () -> links.of(whistle)))
                .singleElement()
                .satisfies(linked -> {
                    assertThat(linked.id()).isEqualTo(order);
                    assertThat(linked.from()).isTrue();
                });
        assertThat(World.as(street.market, () -> links.of(whistle)))
                .as("a department does not see the order of a resident")
                .isEmpty();
        assertThat(World.as(here.resident(), () -> links.of(order))).isEmpty();
    }

    @Test
    void anOrderThatIsOverNeedsNoWhistle() {
        World.Quarter here = world.ningbao;
        UUID order = script.as(here.resident()).places("垃圾没人清", here.home());
        script.as(here.clerk()).takes(order, new org.linli.order.Step.Decline("归环卫站"));
        assertThatThrownBy(() -> World.as(
                        here.clerk(),
                        () -> whistles.draft(
                                new Step.Draft(here.compound(), Occasion.RESIDENTS, Kind.WORK, "垃圾", "没人清"),
                                Optional.of(order))))
                .extracting(e -> ((Refusal) e).code())
                .isEqualTo("whistle.orderOver");
    }

    @Test
    void itsClocksAreTheLimitsOfThePlace() {
        Instant monday = Instant.parse("2026-11-16T02:00:00Z");
        UUID work = at(monday, () -> street.calls(world.fangzhi, "检查消防通道", street.fire));
        Department fire = World.as(street.office, () -> whistles.whistle(work))
                .departments()
                .getFirst();
        assertThat(fire.until(Limit.SIGN)).isEqualTo(monday.plus(Duration.ofHours(1)));
        assertThat(fire.until(Limit.CONTACT)).isEqualTo(monday.plus(Duration.ofHours(24)));
        WorkingCalendar calendar = WorkingCalendar.standard(clock.getZone());
        assertThat(fire.until(Limit.ATTEND))
                .isEqualTo(calendar.after(monday, TimeLimit.of(3, TimeLimit.Unit.WORKING_DAYS)));
        assertThat(fire.until(Limit.DONE))
                .isEqualTo(calendar.after(monday, TimeLimit.of(10, TimeLimit.Unit.WORKING_DAYS)));

        PlaceCode place = world.fangzhi.community();
        World.as(street.administrator, () -> {
            limits.set(place, Kind.WORK, Limit.SIGN, TimeLimit.of(20, TimeLimit.Unit.MINUTES));
            limits.set(place, Kind.WORK, Limit.SIGN, TimeLimit.of(30, TimeLimit.Unit.MINUTES));
            return null;
        });
        UUID next = at(monday, () -> street.calls(world.fangzhi, "再检查一次", street.fire));
        assertThat(World.as(street.office, () -> whistles.whistle(next))
                        .departments()
                        .getFirst()
                        .until(Limit.SIGN))
                .isEqualTo(monday.plus(Duration.ofMinutes(30)));
        assertThat(World.as(street.office, () -> whistles.whistle(work))
                        .departments()
                        .getFirst()
                        .until(Limit.SIGN))
                .as("a clock that runs goes on as it is")
                .isEqualTo(monday.plus(Duration.ofHours(1)));
        assertThat(World.as(street.administrator, () -> limits.inside(Street.STREET, 10)))
                .singleElement()
                .satisfies(rule -> assertThat(rule.time().amount()).isEqualTo(30));
        World.as(street.administrator, () -> {
            limits.drop(place, Kind.WORK, Limit.SIGN);
            return null;
        });
        assertThatThrownBy(() -> World.as(street.administrator, () -> {
                    limits.drop(place, Kind.WORK, Limit.SIGN);
                    return null;
                }))
                .isInstanceOf(Refusal.class);
        for (Actor other : List.of(world.ningbao.administrator(), street.leader, street.market)) {
            assertThatThrownBy(() -> World.as(other, () -> {
                        limits.set(world.ningbao.community(), Kind.WORK, Limit.SIGN, TimeLimit.of("1", "HOURS"));
                        return null;
                    }))
                    .as(other.signature())
                    .extracting(e -> ((Refusal) e).kind())
                    .isEqualTo(Refusal.Kind.FORBIDDEN);
        }
        assertThatThrownBy(() -> World.as(street.administrator, () -> {
                    limits.set(Street.DISTRICT, Kind.WORK, Limit.SIGN, TimeLimit.of("1", "HOURS"));
                    return null;
                }))
                .extracting(e -> ((Refusal) e).kind())
                .isEqualTo(Refusal.Kind.NOT_FOUND);
    }

    private static <T> T at(Instant at, java.util.function.Supplier<T> work) {
        List<T> made = new ArrayList<>();
        WallClock.at(at, () -> made.add(work.get()));
        return made.getFirst();
    }

    @Test
    void whatIsLateIsToldToTheDistrictOnce() {
        World.Quarter here = world.ningbao;
        UUID whistle = street.calls(here, "井盖塌了", street.market, street.urban);
        street.takes(street.market, whistle, new Step.Sign(""));
        Instant called = World.as(street.office, () -> whistles.whistle(whistle))
                .matter()
                .movedAt();
        int before = version(whistle);
        rings(Limit.SIGN, whistle, called.plus(Duration.ofMinutes(59)));
        assertThat(version(whistle)).as("not before its time").isEqualTo(before);
        Instant late = called.plus(Duration.ofMinutes(61));
        rings(Limit.SIGN, whistle, late);
        Whistle told = World.as(street.district, () -> whistles.whistle(whistle));
        assertThat(told.matter().version()).isEqualTo(before + 1);
        assertThat(told.state()).isEqualTo(State.ASSIGNED);
        assertThat(told.departments())
                .filteredOn(d -> !d.escalated().isEmpty())
                .extracting(Department::name)
                .containsExactly("城市管理局");
        List<Trace> line = World.as(street.district, () -> whistles.timeline(told));
        assertThat(line.getLast().step()).isEqualTo("escalate");
        assertThat(line.getLast().detail()).containsEntry("departments", "城市管理局");
        rings(Limit.SIGN, whistle, late.plus(Duration.ofHours(5)));
        assertThat(version(whistle)).as("it rings once").isEqualTo(before + 1);
        for (Actor concerned : List.of(street.district, street.office, street.leader, street.urban)) {
            awaitNotice(concerned, whistle, "escalate");
        }
        assertThat(told(street.market, whistle)).doesNotContain("escalate");
        assertThat(World.as(
                                street.district,
                                () -> lists.list(
                                        WhistleLists.Tab.of(street.district).getFirst(),
                                        WhistleLists.Filter.NONE,
                                        Optional.empty()))
                        .items())
                .as("escalated ones first")
                .extracting(WhistleLists.Row::id)
                .contains(whistle);
        rings(Limit.CONTACT, whistle, called.plus(Duration.ofHours(25)));
        assertThat(version(whistle)).as("another clock, both departments").isEqualTo(before + 2);
        street.takes(street.office, whistle, new Step.Cancel("已由施工方修好"));
        int over = version(whistle);
        rings(Limit.DONE, whistle, called.plus(Duration.ofDays(60)));
        assertThat(version(whistle)).as("nothing runs any more").isEqualTo(over);
    }

    @Test
    void itsClocksAreSetOnTheSchedulerThatSurvivesARestart() throws SQLException {
        UUID whistle = street.calls(world.ningbao, "墙要倒了", street.fire);
        assertThat(all("select split_part(task_instance, ':', 1) from scheduled_tasks where task_name = 'deadline'"
                        + " and task_instance like '%" + whistle + "%' order by 1"))
                .containsExactly("whistle.ATTEND", "whistle.CONTACT", "whistle.DONE", "whistle.SIGN");
    }

    private void rings(Limit limit, UUID whistle, Instant at) {
        Alarm alarm = alarms.stream()
                .filter(one -> one.name().equals("whistle." + limit))
                .findFirst()
                .orElseThrow();
        Actor machinery = Actor.system(world.ningbao.community());
        WallClock.at(at, () -> Acting.run(machinery, () -> alarm.ring(whistle, 1)));
    }

    private int version(UUID whistle) {
        return World.as(street.office, () -> whistles.whistle(whistle)).matter().version();
    }

    @Test
    void twoDepartmentsThatSignAtOnceHaveBothSigned() throws Exception {
        for (int round = 0; round < 5; round++) {
            UUID whistle = street.calls(world.ningbao, "一起签收 " + round, street.market, street.urban, street.fire);
            List<Actor> all = List.of(street.market, street.urban, street.fire);
            CyclicBarrier start = new CyclicBarrier(all.size());
            List<Throwable> failed = java.util.Collections.synchronizedList(new ArrayList<>());
            List<Thread> threads = all.stream()
                    .map(who -> Thread.ofPlatform().start(() -> {
                        try {
                            start.await();
                            street.takes(who, whistle, new Step.Sign(""));
                        } catch (Throwable e) {
                            failed.add(e);
                        }
                    }))
                    .toList();
            for (Thread thread : threads) {
                thread.join();
            }
            assertThat(failed).isEmpty();
            Whistle signed = World.as(street.office, () -> whistles.whistle(whistle));
            assertThat(signed.state()).isEqualTo(State.SIGNED);
            assertThat(signed.unsigned()).isEmpty();
            assertThat(World.as(street.office, () -> whistles.timeline(signed)))
                    .extracting(Trace::step)
                    .containsSubsequence("sign", "sign", "signAll");
        }
    }

    @Test
    void oneDepartmentThatSignsTwiceAtOnceSignsOnce() throws Exception {
        UUID whistle = street.calls(world.ningbao, "点了两下", street.market, street.urban);
        List<Refusal> refused = java.util.Collections.synchronizedList(new ArrayList<>());
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            threads.add(Thread.ofPlatform().start(() -> {
                try {
                    street.takes(street.market, whistle, new Step.Sign(""));
                } catch (Refusal e) {
                    refused.add(e);
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(refused).hasSize(3).allMatch(e -> e.kind() == Refusal.Kind.MOVED_ON);
    }

    @Test
    void onlyThoseItConcernsSeeIt() {
        World.Quarter here = world.ningbao;
        UUID draft = street.drafts(here.clerk(), "还没批的事", here.compound());
        UUID whistle = street.calls(here, "批了的事", street.market);
        for (Actor sees :
                List.of(here.clerk(), here.chief(), here.gridWorker(), street.leader, street.office, street.district)) {
            assertThat(World.as(sees, () -> whistles.whistle(whistle)).id()).isEqualTo(whistle);
        }
        assertThat(World.as(street.market, () -> whistles.whistle(whistle)).id())
                .isEqualTo(whistle);
        for (Actor stranger : List.of(
                street.urban,
                street.fire,
                street.administrator,
                here.resident(),
                here.worker(),
                here.administrator(),
                world.fangzhi.clerk(),
                world.fangzhi.chief(),
                world.fangzhi.gridWorker(),
                Actor.nobody())) {
            assertThatThrownBy(() -> World.as(stranger, () -> whistles.whistle(whistle)))
                    .as(stranger.signature())
                    .extracting(e -> ((Refusal) e).kind())
                    .isEqualTo(Refusal.Kind.NOT_FOUND);
            assertThatThrownBy(() -> street.takes(stranger, whistle, new Step.Note("看看")))
                    .isInstanceOf(Refusal.class);
            // The net below: without any look-up the database gives nothing of it.
            for (String table : List.of("whistle", "whistle_department", "timeline_entry", "matter_party")) {
                assertThat(seen(stranger, table, whistle))
                        .as(stranger.signature() + " " + table)
                        .isZero();
            }
        }
        assertThat(seen(street.market, "whistle_department", whistle)).isEqualTo(1);
        assertThatThrownBy(() -> World.as(street.market, () -> whistles.whistle(draft)))
                .as("a department sees one only when it is called")
                .isInstanceOf(Refusal.class);
    }

    private long seen(Actor who, String table, UUID whistle) {
        return World.as(
                who,
                () -> transactions.execute(status -> jdbc.sql("select count(*) from " + table + " where matter = :id")
                        .param("id", whistle)
                        .query(Long.class)
                        .single()));
    }

    @Test
    void aDepartmentSeesNoOrderAndWritesNoOthersRow() {
        World.Quarter here = world.ningbao;
        script.as(here.resident()).places("漏水", here.home());
        UUID whistle = street.calls(here, "两家一起", street.market, street.urban);
        assertThat(World.<Long>as(
                        street.market,
                        () -> transactions.execute(
                                status -> jdbc.sql("select count(*) from matter where kind <> 'whistle'")
                                        .query(Long.class)
                                        .single())))
                .isZero();
        int written = World.as(
                street.market,
                () -> transactions.execute(status -> jdbc.sql("update whistle_department set signed_at = assigned_at"
                                + " where matter = :id and organisation <> :me")
                        .param("id", whistle)
                        .param("me", Street.of(street.market))
                        .update()));
        assertThat(written).isZero();
        assertThatThrownBy(() -> World.as(
                        street.market,
                        () -> transactions.execute(
                                status -> jdbc.sql("update matter set handler = :firm where id = :id")
                                        .param("firm", world.fangzhi.firm())
                                        .param("id", whistle)
                                        .update())))
                .as("a party hands nothing to strangers")
                .isInstanceOf(DataAccessException.class);
        assertThatThrownBy(() -> World.as(
                        street.market,
                        () -> transactions.execute(status -> jdbc.sql(
                                        "insert into matter_party (matter, organisation, place, since) values (:id, :other, :place, now())")
                                .param("id", whistle)
                                .param("other", Street.of(street.fire))
                                .param("place", here.compound().value())
                                .update())))
                .as("a party calls nobody")
                .isInstanceOf(DataAccessException.class);
        assertThatThrownBy(() -> World.as(
                        street.office,
                        () -> transactions.execute(
                                status -> jdbc.sql("insert into matter_party (matter, organisation, place, since)"
                                                + " values (:id, :other, :place, now())")
                                        .param("id", whistle)
                                        .param("other", world.fangzhi.firm())
                                        .param("place", here.compound().value())
                                        .update())))
                .as("nobody is called who may handle nothing there")
                .isInstanceOf(DataAccessException.class);
    }

    @Test
    void whoIsCalledLaterMayLeadAndWhoIsLetGoLeadsNoMore() {
        UUID whistle = street.calls(world.ningbao, "一家不够", street.market);
        street.takes(
                street.office,
                whistle,
                new Step.Assign(List.of(Street.of(street.urban)), Street.of(street.urban), "再叫一家"));
        Whistle two = World.as(street.office, () -> whistles.whistle(whistle));
        assertThat(two.matter().handler()).contains(Street.of(street.urban));
        assertThat(two.departments()).filteredOn(Department::lead).hasSize(1);
        street.takes(street.market, whistle, new Step.Sign(""));
        street.takes(street.urban, whistle, new Step.Objection("不归我们"));
        assertThat(street.takes(street.office, whistle, new Step.Release(Street.of(street.urban), "同意")))
                .isEqualTo(State.SIGNED);
        Whistle one = World.as(street.urban, () -> whistles.whistle(whistle));
        assertThat(one.matter().handler()).contains(Street.of(street.market));
        assertThat(one.open(street.urban))
                .as("it reads the decision, and has nothing to do")
                .isEmpty();
    }

    @Test
    void photosOfAWhistleAreSeenByWhoeverTakesPart() throws Exception {
        UUID whistle = street.in(State.PLAN, world.ningbao, "拍了照的事");
        java.awt.image.BufferedImage picture =
                new java.awt.image.BufferedImage(40, 30, java.awt.image.BufferedImage.TYPE_INT_RGB);
        java.io.ByteArrayOutputStream jpeg = new java.io.ByteArrayOutputStream();
        javax.imageio.ImageIO.write(picture, "jpeg", jpeg);
        UUID draft = org.linli.platform.Ids.at(clock.instant());
        World.as(street.market, () -> {
            attachments.addToDraft(draft, org.linli.platform.attachment.Photo.clean(jpeg.toByteArray()));
            return whistles.take(whistle, new Step.Finish("办完了", ""), draft);
        });
        UUID photo = World.as(street.urban, () -> attachments.ofMatter(whistle))
                .getFirst()
                .id();
        for (Actor sees : List.of(street.urban, street.market, street.office, world.ningbao.clerk())) {
            assertThat(World.as(sees, () -> attachments.jpeg(photo, true)))
                    .as(sees.signature())
                    .isPresent();
        }
        for (Actor stranger : List.of(street.fire, world.fangzhi.clerk(), world.ningbao.resident())) {
            assertThat(World.as(stranger, () -> attachments.jpeg(photo, true)))
                    .as(stranger.signature())
                    .isEmpty();
        }
    }

    /** The page of orders asks nobody about parties: PostgreSQL itself says that it never did. */
    @Test
    void ordersAreReadWithoutLookingForParties() {
        World.Quarter here = world.ningbao;
        UUID order = script.as(here.resident()).places("灯坏了", here.home());
        for (Actor reader : List.of(here.clerk(), here.resident(), here.worker(), street.office)) {
            List<String> plan = World.as(
                    reader,
                    () -> transactions.execute(status -> jdbc.sql(
                                    "explain (analyze, costs off, timing off, summary off) select * from matter m"
                                            + " where m.kind = 'order' and m.place >= '350211003' and m.place < '350211003:'")
                            .query(String.class)
                            .list()));
            assertThat(plan).as(reader.signature()).anyMatch(line -> line.contains("matter_party"));
            assertThat(plan)
                    .as(reader.signature() + "\n" + String.join("\n", plan))
                    .filteredOn(line -> line.contains("matter_party") && line.contains("Scan"))
                    .isNotEmpty()
                    .allMatch(line -> line.contains("never executed"));
        }
        assertThat(script.as(here.clerk()).sees(order).id()).isEqualTo(order);
    }

    @Test
    void thePeopleConcernedAreTold() {
        World.Quarter here = world.ningbao;
        UUID whistle = street.drafts(here.clerk(), "请批一下", here.compound());
        awaitNotice(street.leader, whistle, "draft");
        street.takes(street.leader, whistle, new Step.Return("写清楚"));
        awaitNotice(here.clerk(), whistle, "return");
        street.takes(here.chief(), whistle, new Step.Redraft(Occasion.RESIDENTS, Kind.WORK, "请批一下", "写清楚了"));
        street.takes(street.leader, whistle, new Step.Approve(""));
        awaitNotice(street.office, whistle, "approve");
        street.takes(street.office, whistle, new Step.Blow(""));
        street.takes(
                street.office, whistle, new Step.Assign(List.of(Street.of(street.fire)), Street.of(street.fire), ""));
        awaitNotice(street.fire, whistle, "assign");
        street.takes(street.fire, whistle, new Step.Objection("不归消防管"));
        awaitNotice(street.office, whistle, "object");
        street.takes(street.office, whistle, new Step.Insist(Street.of(street.fire), "消防通道归你们"));
        awaitNotice(street.fire, whistle, "insist");
        street.takes(street.office, whistle, new Step.Release(Street.of(street.fire), "算了，换一家"));
        awaitNotice(street.fire, whistle, "releaseOnly");
        assertThat(told(street.urban, whistle)).isEmpty();
    }

    private void awaitNotice(Actor person, UUID whistle, String step) {
        await().atMost(Told.SOON)
                .untilAsserted(() ->
                        assertThat(told(person, whistle)).as(person.name()).contains(step));
    }

    private List<String> told(Actor person, UUID whistle) {
        return Told.steps(notices, person, whistle);
    }

    private List<String> all(String query) throws SQLException {
        try (Connection admin = TestDatabase.admin(url);
                Statement sql = admin.createStatement();
                ResultSet row = sql.executeQuery(query)) {
            List<String> found = new ArrayList<>();
            while (row.next()) {
                found.add(row.getString(1));
            }
            return found;
        }
    }
}
