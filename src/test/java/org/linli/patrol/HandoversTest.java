package org.linli.patrol;

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
import org.junit.jupiter.api.Test;
import org.linli.LinliTest;
import org.linli.Street;
import org.linli.TestDatabase;
import org.linli.Told;
import org.linli.World;
import org.linli.kernel.Refusal;
import org.linli.organisation.Appointments;
import org.linli.platform.Acting;
import org.linli.platform.Actor;
import org.linli.platform.WallClock;
import org.linli.platform.deadline.Alarm;
import org.linli.platform.notice.Notices;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** Reports as they are written, told on, settled; and what becomes of those that tell of a person. */
@LinliTest
class HandoversTest {

    /** Stands in no other test. */
    private static final String MARK = "红衣服的张某某";

    @Autowired
    World world;

    @Autowired
    Street street;

    @Autowired
    Reports reports;

    @Autowired
    ReportLists lists;

    @Autowired
    Handovers handovers;

    @Autowired
    Notices notices;

    @Autowired
    Appointments appointments;

    @Autowired
    List<Alarm> alarms;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TransactionOperations transactions;

    @Autowired
    Clock clock;

    @Value("${spring.datasource.url}")
    String url;

    private Optional<UUID> files(Actor who, String words, boolean person) {
        Step.File file = new Step.File(Kind.SUSPICIOUS, world.ningbao.compound(), Moment.NOW, words);
        return World.as(who, () -> reports.file(new Filing(file, Optional.of(person), false)));
    }

    private UUID newest() {
        return World.as(
                street.police,
                () -> handovers.received(Optional.empty()).items().getFirst().id());
    }

    @Test
    void aReportIsToldOnAtOnceToTheChiefTheGridAndTheStreet() {
        UUID id = files(world.ningbao.resident(), "单元门锁被撬了", false).orElseThrow();
        Report told = World.as(world.ningbao.chief(), () -> reports.report(id));
        assertThat(told.state()).isEqualTo(State.ESCALATED);
        assertThat(told.matter().version()).isEqualTo(2);
        assertThat(World.as(world.ningbao.chief(), () -> reports.timeline(told)))
                .extracting(trace -> trace.step() + " " + trace.duty() + " " + trace.words())
                .containsExactly("report RESIDENT ", "escalate SYSTEM ");
        for (Actor who : List.of(world.ningbao.chief(), world.ningbao.gridWorker(), street.office, street.leader)) {
            await().atMost(Told.SOON).until(() -> tells(who, id, "escalate"));
        }
        assertThat(tells(world.ningbao.resident(), id, "escalate")).isFalse();
        assertThat(tells(street.police, id, "escalate")).isFalse();
    }

    private boolean tells(Actor who, UUID matter, String step) {
        return Told.steps(notices, who, matter).contains(step);
    }

    @Test
    void theLiaisonIsToldThatSomethingWaitsAndNothingOfWhat() {
        files(world.ningbao.resident(), MARK + "翻窗", true);
        UUID id = newest();
        awaitNotice(id, "handed");
        rings(id);
        awaitNotice(id, "remind");
        assertThat(waiting(street.police)).allSatisfy(one -> {
            assertThat(one.title()).as("without a word of it").isEmpty();
        });
        assertThat(one("select string_agg(distinct step, ' ' order by step) from notice where kind = 'handover'"
                        + " and person = '" + street.police.self() + "'"))
                .isEqualTo("handed remind");
        for (Actor other : List.of(world.ningbao.resident(), world.ningbao.chief(), street.office, street.station)) {
            assertThat(waiting(other)).as(other.signature()).isEmpty();
        }
        World.as(street.police, () -> handovers.look(id, Purpose.VERIFY, "核实"));
        assertThat(one("select count(*) from event_publication where serialized_event like '%" + MARK + "%'"))
                .isEqualTo("0");
        World.as(street.police, () -> {
            notices.readOf("handover");
            return null;
        });
        assertThat(waiting(street.police))
                .allSatisfy(one -> assertThat(one.read()).isTrue());
        World.as(Actor.system(world.ningbao.community()), () -> {
            assertThat(jdbc.sql("select handover_unseen(:id)")
                            .param("id", id)
                            .query(Boolean.class)
                            .single())
                    .as("who has looked is not reminded")
                    .isFalse();
            return null;
        });
    }

    @Test
    void whereThereIsNoLiaisonWhoeverAppointsIsWarned() {
        World.Quarter here = world.founding("350211003015", "无警花园", "np", "");
        assertThat(World.as(here.resident(), () -> appointments.hasPoliceLiaison(here.community())))
                .isFalse();
        assertThat(World.as(world.ningbao.resident(), () -> appointments.hasPoliceLiaison(world.ningbao.community())))
                .isTrue();
        World.as(
                here.resident(),
                () -> reports.file(new Filing(
                        new Step.File(Kind.SUSPICIOUS, here.compound(), Moment.NOW, MARK + "拍门"),
                        Optional.of(true),
                        false)));
        for (Actor who : List.of(here.administrator(), street.administrator)) {
            await().atMost(Told.SOON)
                    .untilAsserted(() -> assertThat(waiting(who))
                            .extracting(Notices.Notice::step)
                            .contains("unmanned"));
        }
        assertThat(waiting(here.chief())).isEmpty();
    }

    private List<Notices.Notice> waiting(Actor who) {
        return Told.all(notices, who).stream()
                .filter(one -> one.kind().equals("handover"))
                .toList();
    }

    /** Told once, however often: its id is made of whom and what it tells. */
    private void awaitNotice(UUID handover, String step) {
        await().atMost(Told.SOON)
                .untilAsserted(() -> assertThat(waiting(street.police))
                        .anyMatch(one ->
                                one.about().equals(handover) && one.step().equals(step)));
    }

    private void rings(UUID handover) {
        Alarm alarm = alarms.stream()
                .filter(one -> one.name().equals(ReportClocks.UNSEEN))
                .findFirst()
                .orElseThrow();
        Acting.run(Actor.system(world.ningbao.community()), () -> alarm.ring(handover, 1));
    }

    @Test
    void whoDoesNotAnswerIsToldAgainAndWhoDoesIsNot() {
        Alarm alarm = alarms.stream()
                .filter(one -> one.name().equals(ReportClocks.UNANSWERED))
                .findFirst()
                .orElseThrow();
        UUID silent = files(world.ningbao.resident(), "井盖没了", false).orElseThrow();
        UUID answered = files(world.ningbao.gridWorker(), "护栏断了", false).orElseThrow();
        World.as(world.ningbao.chief(), () -> reports.take(answered, new Step.TakeUp()));
        for (UUID id : List.of(silent, answered)) {
            World.as(Actor.system(world.ningbao.community()), () -> {
                alarm.ring(id, 2);
                alarm.ring(id, 2);
                return null;
            });
        }
        assertThat(one("select string_agg(step, ' ' order by seq) from timeline_entry where matter = '" + silent + "'"))
                .isEqualTo("report escalate remind");
        assertThat(one("select string_agg(step, ' ' order by seq) from timeline_entry where matter = '" + answered
                        + "'"))
                .isEqualTo("report escalate takeUp");
    }

    @Test
    void aReportIsSettledWithWordsThatItsReporterReads() {
        UUID id = files(world.ningbao.resident(), "消防通道被堵了", false).orElseThrow();
        World.as(world.ningbao.gridWorker(), () -> reports.take(id, new Step.TakeUp()));
        World.as(world.ningbao.gridWorker(), () -> reports.take(id, new Step.Settle("清走了，通道通了")));
        assertThat(World.as(world.ningbao.resident(), () -> reports.report(id)).outcome())
                .isEqualTo("清走了，通道通了");
        assertThatThrownBy(() -> World.as(world.ningbao.gridWorker(), () -> reports.take(id, new Step.Close())))
                .isInstanceOf(Refusal.class);
        World.as(world.ningbao.clerk(), () -> reports.take(id, new Step.Close()));
        ReportLists.Filter found = new ReportLists.Filter(Optional.of(Kind.SUSPICIOUS), "消防通道");
        assertThat(World.as(world.ningbao.clerk(), () -> lists.list(ReportLists.Tab.ENDED, found, Optional.empty()))
                        .items())
                .extracting(row -> row.report().matter().id())
                .contains(id);
        assertThat(World.as(world.ningbao.clerk(), () -> lists.counts())).containsKey(ReportLists.Tab.WAITING);
        for (Actor other : List.of(world.fangzhi.chief(), world.fangzhi.resident(), street.police, street.market)) {
            assertThatThrownBy(() -> World.as(other, () -> reports.report(id))).isInstanceOf(Refusal.class);
        }
        assertThat(World.as(world.ningbao.resident(), () -> lists.mine()))
                .extracting(row -> row.report().matter().id())
                .contains(id);
    }

    @Test
    void aHandoverIsSeenByTheLiaisonAloneAndStandsNowhereInClear() {
        files(world.ningbao.resident(), MARK + "撬门", true);
        UUID id = newest();
        assertThat(World.as(street.police, () -> handovers.look(id, Purpose.VERIFY, "核实撬门"))
                        .words())
                .isEqualTo(MARK + "撬门");
        List<Actor> others = List.of(
                world.ningbao.resident(),
                world.ningbao.clerk(),
                world.ningbao.chief(),
                world.ningbao.gridWorker(),
                world.ningbao.administrator(),
                street.office,
                street.leader,
                street.administrator,
                street.district,
                street.station,
                world.fangzhi.chief(),
                Actor.system(world.ningbao.community()));
        for (Actor other : others) {
            assertThatThrownBy(() -> World.as(other, () -> handovers.received(Optional.empty())))
                    .isInstanceOf(Refusal.class);
            assertThatThrownBy(() -> World.as(other, () -> handovers.handover(id)))
                    .isInstanceOf(Refusal.class);
            // By row security alone.
            assertThat(World.as(
                            other,
                            () -> transactions.<Long>execute(status -> jdbc.sql("select count(*) from handover")
                                    .query(Long.class)
                                    .single())))
                    .as(other.duty().name())
                    .isZero();
            assertThat(World.as(
                            other,
                            () -> transactions.<Long>execute(status -> jdbc.sql("select count(*) from handover_look")
                                    .query(Long.class)
                                    .single())))
                    .as(other.duty().name())
                    .isZero();
        }
        assertThat(World.as(
                        street.police,
                        () -> transactions.<Long>execute(status -> jdbc.sql("select count(*) from handover_receipt")
                                .query(Long.class)
                                .single())))
                .as("the liaison does not see who reported")
                .isZero();
        assertThat(tablesWith(MARK)).isEmpty();
        assertThat(World.as(world.ningbao.resident(), () -> handovers.mine())).isNotEmpty();
    }

    @Test
    void eachLookSaysWhatForAndIsRecorded() {
        files(world.ningbao.gridWorker(), MARK + "拍门", true);
        UUID id = newest();
        assertThatThrownBy(() -> World.as(street.police, () -> handovers.look(id, Purpose.CASE, " ")))
                .hasMessageStartingWith("patrol.purposeWords");
        assertThat(World.as(street.police, () -> handovers.handover(id)).looks())
                .isZero();
        World.as(street.police, () -> handovers.look(id, Purpose.CASE, "办案"));
        World.as(street.police, () -> handovers.look(id, Purpose.DANGER, "再看一次"));
        Handover seen = World.as(street.police, () -> handovers.handover(id));
        assertThat(seen.looks()).isEqualTo(2);
        assertThat(World.as(street.police, () -> handovers.looksAt(seen)))
                .extracting(look -> look.purpose() + " " + look.words() + " " + look.signature())
                .containsExactlyInAnyOrder("CASE 办案 安警联 · 杏林派出所", "DANGER 再看一次 安警联 · 杏林派出所");
        assertThat(one("select count(*) from look where what like 'handover.%' and by_person = '" + street.police.self()
                        + "' and subject is null"))
                .isNotEqualTo("0");
    }

    @Test
    void whatIsHandedOverIsErasedAfterThirtyDaysEverywhere() {
        Instant then = clock.instant();
        files(world.ningbao.resident(), MARK + "翻墙", true);
        UUID id = newest();
        World.as(street.police, () -> handovers.look(id, Purpose.VERIFY, MARK + "是谁"));
        WallClock.at(then.plus(Duration.ofDays(29).plusHours(23)), () -> handovers.eraseDue());
        assertThat(one("select sealed is not null from handover where id = '" + id + "'"))
                .isEqualTo("t");
        Instant later = then.plus(Duration.ofDays(30)).plusSeconds(60);
        WallClock.at(later, () -> {
            // Before the clock has come round nobody sees it any more either.
            assertThatThrownBy(() -> World.as(street.police, () -> handovers.look(id, Purpose.VERIFY, "再看")))
                    .hasMessageStartingWith("patrol.erased");
            assertThat(handovers.eraseDue()).isPositive();
        });
        assertThat(one("select (sealed is null) || ' ' || (erased_at is not null) from handover where id = '" + id
                        + "'"))
                .isEqualTo("true true");
        assertThat(one("select words from handover_look where handover = '" + id + "'"))
                .isEmpty();
        assertThat(tablesWith(MARK)).as("nothing of it stands anywhere").isEmpty();
        assertThat(World.as(world.ningbao.resident(), () -> handovers.mine()))
                .anySatisfy(receipt -> assertThat(receipt.erasedAt()).isPresent());
        assertThat(World.as(street.police, () -> handovers.handover(id)).erasedAt())
                .isPresent();
    }

    @Test
    void aReportThatTellsOfAPersonAfterAllLeavesTheHouse() {
        UUID id = files(world.ningbao.resident(), MARK + "在楼道", false).orElseThrow();
        await().atMost(Told.SOON).until(() -> tells(world.ningbao.chief(), id, "escalate"));
        World.as(world.ningbao.gridWorker(), () -> reports.take(id, new Step.TakeUp()));
        World.as(world.ningbao.gridWorker(), () -> reports.take(id, new Step.Settle(MARK + "走了")));
        await().atMost(Told.SOON).until(() -> tells(world.ningbao.resident(), id, "settle"));
        assertThatThrownBy(() -> World.as(world.fangzhi.chief(), () -> reports.take(id, new Step.HandOver())))
                .isInstanceOf(Refusal.class);
        assertThat(World.as(world.ningbao.resident(), () -> reports.take(id, new Step.HandOver())))
                .isEmpty();
        for (Actor who :
                List.of(world.ningbao.resident(), world.ningbao.chief(), world.ningbao.gridWorker(), street.office)) {
            assertThatThrownBy(() -> World.as(who, () -> reports.report(id))).isInstanceOf(Refusal.class);
            assertThat(tells(who, id, "escalate") || tells(who, id, "settle")).isFalse();
            assertThat(World.as(
                            who,
                            () -> transactions.<Long>execute(
                                    status -> jdbc.sql("select count(*) from matter where id = :id")
                                            .param("id", id)
                                            .query(Long.class)
                                            .single())))
                    .as("by row security alone")
                    .isZero();
        }
        assertThat(tablesWith(MARK)).isEmpty();
        assertThat(World.as(street.police, () -> handovers.look(newest(), Purpose.VERIFY, "核实"))
                        .words())
                .isEqualTo(MARK + "在楼道");
        assertThat(one("select fault from verify_trail('Asia/Shanghai')")).isNull();
    }

    /** The tables that hold the words in clear, whatever the column. */
    private List<String> tablesWith(String words) {
        List<String> found = new ArrayList<>();
        for (String table : all(
                "select relname from pg_class where relnamespace = 'public'::regnamespace" + " and relkind = 'r'")) {
            if (!all("select 1 from " + table + " t where position('" + words + "' in t::text) > 0 limit 1")
                    .isEmpty()) {
                found.add(table);
            }
        }
        return found;
    }

    private String one(String query) {
        return all(query).getFirst();
    }

    private List<String> all(String query) {
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
}
