package org.linli.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.linli.LinliTest;
import org.linli.Script;
import org.linli.World;
import org.linli.kernel.Refusal;
import org.linli.order.Exports.Export;
import org.linli.order.Exports.Format;
import org.linli.order.Exports.Progress;
import org.linli.organisation.Appointments;
import org.linli.platform.Actor;
import org.linli.platform.Ids;
import org.linli.platform.WallClock;
import org.linli.platform.secret.Phone;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.web.util.HtmlUtils;

@LinliTest
class ExportsTest {

    @Autowired
    World world;

    @Autowired
    Script script;

    @Autowired
    Orders orders;

    @Autowired
    Exports exports;

    @Autowired
    Hotline hotline;

    @Autowired
    ExportRun run;

    @Autowired
    Appointments appointments;

    @Autowired
    Clock clock;

    private UUID begins(Actor actor, String query, UUID layout, Format format) {
        return World.as(actor, () -> exports.begin(Sought.read(query), layout, format, "zh-CN"));
    }

    /** One that no node takes up before its test does. */
    private UUID waits(Actor actor, String query, UUID layout) {
        UUID[] id = new UUID[1];
        WallClock.at(
                clock.instant().plus(Duration.ofDays(300)), () -> id[0] = begins(actor, query, layout, Format.CSV));
        return id[0];
    }

    private Export looks(Actor actor, UUID id) {
        return World.as(actor, () -> exports.export(id));
    }

    private byte[] file(Actor actor, UUID id) {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        World.as(actor, () -> {
            int part = 0;
            for (Optional<byte[]> some = exports.part(id, part); some.isPresent(); some = exports.part(id, ++part)) {
                file.writeBytes(some.get());
            }
            return null;
        });
        return file.toByteArray();
    }

    private List<String> csv(Actor actor, UUID id) {
        String text = new String(file(actor, id), StandardCharsets.UTF_8);
        assertThat(text).startsWith("\uFEFF").endsWith("\r\n");
        return text.substring(1).lines().toList();
    }

    private UUID calls(World.Quarter here, String words) {
        return World.as(
                here.clerk(),
                () -> orders.place(
                        Ids.at(clock.instant()),
                        new Step.Place(
                                "02",
                                words,
                                here.home(),
                                "",
                                Channel.PHONE,
                                "李阿姨",
                                Optional.of(new Phone("13812345678")))));
    }

    @Test
    void whateverTheFiltersGiveIsWrittenByTheJob() {
        World.Quarter here = Fresh.in(world);
        UUID bad = calls(here, "=HYPERLINK(\"http://x\"),\"逗号\"\n第二行");
        UUID sent = calls(here, "水管漏水");
        script.as(here.clerk()).dispatches(sent, here.firm());
        UUID id = begins(here.clerk(), "", Layout.PLAIN, Format.CSV);
        await().atMost(Duration.ofSeconds(60))
                .until(() -> !looks(here.clerk(), id).running());

        Export done = looks(here.clerk(), id);
        assertThat(done.progress()).isEqualTo(Progress.DONE);
        assertThat(done.written()).isEqualTo(2);
        assertThat(done.total()).isEqualTo(2);
        assertThat(done.bytes()).isEqualTo(file(here.clerk(), id).length);
        String text = new String(file(here.clerk(), id), StandardCharsets.UTF_8);
        assertThat(text)
                .contains("单号,标题,内容,类别,地方")
                .contains("\"'=HYPERLINK(\"\"http://x\"\"),\"\"逗号\"\"\n第二行\"")
                .contains(script.as(here.clerk()).sees(bad).number())
                .contains("已派单,电话,李阿姨,138****5678")
                .doesNotContain("13812345678");
        assertThat(new String(file(here.chief(), id), StandardCharsets.UTF_8))
                .as("whose it is not")
                .isEmpty();
    }

    @Test
    void aWorkbookHoldsTheSameAsTexts() throws IOException {
        World.Quarter here = Fresh.in(world);
        calls(here, "=1+1 & <b>字");
        calls(here, "第二件");
        World.as(here.clerk(), () -> {
            UUID ticket = hotline.take(new Ticket.Incoming(
                            "XM-EXPORT-1",
                            "热线来的",
                            "",
                            Optional.of("02"),
                            "",
                            Optional.empty(),
                            Optional.of(Instant.parse("2031-02-03T04:05:06Z"))))
                    .feedback()
                    .ticket()
                    .id();
            return hotline.claim(ticket, here.compound(), "02");
        });
        UUID id = begins(here.clerk(), "", Layout.HOTLINE, Format.XLSX);
        await().atMost(Duration.ofSeconds(60))
                .until(() -> !looks(here.clerk(), id).running());
        Map<String, String> parts = unzipped(file(here.clerk(), id));
        assertThat(parts).containsKeys("[Content_Types].xml", "xl/workbook.xml", "xl/worksheets/sheet1.xml");
        String sheet = parts.getOrDefault("xl/worksheets/sheet1.xml", "");
        assertThat(HtmlUtils.htmlUnescape(sheet))
                .contains("工单编号", "诉求内容", "=1+1 & <b>字", "第二件", "XM-EXPORT-1", "12345 要求办结时间");
        assertThat(sheet).contains("t=\"inlineStr\"").doesNotContain("<f>").doesNotContain("13812345678");
    }

    /** By its table of contents, as spreadsheets read it: what is written in one go tells the sizes only there. */
    private static Map<String, String> unzipped(byte[] file) throws IOException {
        Path copy = Files.write(Files.createTempFile("linli", ".xlsx"), file);
        Map<String, String> parts = new TreeMap<>();
        try (ZipFile zip = new ZipFile(copy.toFile())) {
            for (ZipEntry entry : java.util.Collections.list(zip.entries())) {
                parts.put(
                        entry.getName(), new String(zip.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8));
            }
        } finally {
            Files.delete(copy);
        }
        return parts;
    }

    @Test
    void chunkByChunkEachOrderOnceAndOnlyWhatOneReaches() {
        World.Quarter here = Fresh.in(world);
        for (int n = 0; n < 7; n++) {
            script.as(here.clerk()).dispatches(calls(here, "第" + n + "件"), here.firm());
        }
        calls(here, "没派出去的");
        UUID id = waits(here.worker(), "", Layout.CITY);
        run.run(id, here.worker().self(), 3);
        List<String> lines = csv(here.worker(), id);
        assertThat(lines).hasSize(8);
        assertThat(lines.getFirst()).startsWith("案卷编号,问题来源");
        assertThat(lines).noneMatch(line -> line.contains("没派出去的"));
        assertThat(lines.stream().skip(1).map(line -> line.substring(0, 11)).distinct())
                .hasSize(7);
        run.run(id, here.worker().self(), 3);
        assertThat(csv(here.worker(), id)).as("what is done is left alone").isEqualTo(lines);
    }

    @Test
    void noMoreThanTwoAtOnceAndOneIsCancelled() {
        World.Quarter here = Fresh.in(world);
        calls(here, "一件事");
        UUID one = waits(here.clerk(), "", Layout.PLAIN);
        waits(here.clerk(), "stand=OPEN", Layout.PLAIN);
        assertThatThrownBy(() -> waits(here.clerk(), "", Layout.PLAIN))
                .isInstanceOfSatisfying(
                        Refusal.class, no -> assertThat(no.code()).isEqualTo("order.exportBusy"));
        cancels(here.clerk(), one);
        assertThat(looks(here.clerk(), one).progress()).isEqualTo(Progress.CANCELLED);
        run.run(one, here.clerk().self());
        assertThat(looks(here.clerk(), one).progress()).isEqualTo(Progress.CANCELLED);
        assertThat(file(here.clerk(), one)).isEmpty();
        waits(here.clerk(), "", Layout.PLAIN);
        assertThat(World.as(here.clerk(), exports::mine)).hasSize(3);
    }

    private void cancels(Actor actor, UUID id) {
        World.as(actor, () -> {
            exports.cancel(id);
            return null;
        });
    }

    /** A node that dies leaves parts behind and a row that still runs; the next one begins anew, three times at most. */
    @Test
    void whatWasInterruptedBeginsAnewAndIsGivenUpAfterThreeTries() {
        World.Quarter here = Fresh.in(world);
        calls(here, "留下来的");
        UUID id = waits(here.clerk(), "", Layout.PLAIN);
        World.as(here.clerk(), () -> {
            exports.takeUp(id);
            exports.write(id, 0, "半截".getBytes(StandardCharsets.UTF_8));
            exports.wrote(id, 1);
            return null;
        });
        run.run(id, here.clerk().self());
        assertThat(csv(here.clerk(), id)).hasSize(2).noneMatch(line -> line.contains("半截"));

        UUID again = waits(here.clerk(), "", Layout.PLAIN);
        for (int n = 0; n < 3; n++) {
            World.as(here.clerk(), () -> exports.takeUp(again));
        }
        run.run(again, here.clerk().self());
        Export failed = looks(here.clerk(), again);
        assertThat(failed.progress()).isEqualTo(Progress.FAILED);
        assertThat(failed.reason()).isEqualTo("order.export.interrupted");
        assertThat(file(here.clerk(), again)).isEmpty();
    }

    @Test
    void aRightThatEndedExportsNothing() {
        World.Quarter here = Fresh.in(world);
        calls(here, "看不到了");
        UUID id = waits(here.gridWorker(), "", Layout.PLAIN);
        World.as(here.administrator(), () -> {
            appointments.end(here.gridWorker().appointment().orElseThrow());
            return null;
        });
        run.run(id, here.gridWorker().self());
        Export failed = looks(here.gridWorker(), id);
        assertThat(failed.progress()).isEqualTo(Progress.FAILED);
        assertThat(failed.reason()).isEqualTo("order.export.noMore");
        assertThat(file(here.gridWorker(), id)).isEmpty();
    }

    @Test
    void whoExportedWhatIsTheChiefsToSeeAndStaysWhenTheFileIsErased() {
        World.Quarter here = Fresh.in(world);
        calls(here, "留记录");
        UUID id = waits(here.clerk(), "words=留记录", Layout.PLAIN);
        run.run(id, here.clerk().self());
        for (Actor other : List.of(here.chief(), here.worker(), world.fangzhi.chief())) {
            assertThatThrownBy(() -> looks(other, id)).isInstanceOf(Refusal.class);
            assertThatThrownBy(() -> cancels(other, id)).isInstanceOf(Refusal.class);
        }
        assertThat(World.as(here.chief(), () -> exports.log(Optional.empty(), 50))
                        .items())
                .extracting(Export::id, Export::filter, Export::signature)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(
                        id, Sought.read("words=留记录").query(), here.clerk().signature()));
        assertThat(World.as(world.fangzhi.chief(), () -> exports.log(Optional.empty(), 50))
                        .items())
                .extracting(Export::id)
                .doesNotContain(id);
        assertThatThrownBy(() -> World.as(here.clerk(), () -> exports.log(Optional.empty(), 50)))
                .isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> begins(here.administrator(), "", Layout.PLAIN, Format.CSV))
                .isInstanceOf(Refusal.class);

        WallClock.at(clock.instant().plus(Duration.ofHours(23)), exports::forget);
        assertThat(looks(here.clerk(), id).ready()).isTrue();
        WallClock.at(clock.instant().plus(Duration.ofHours(25)), exports::forget);
        assertThat(looks(here.clerk(), id).erased()).isTrue();
        assertThat(file(here.clerk(), id)).isEmpty();
        assertThat(World.as(here.chief(), () -> exports.log(Optional.empty(), 50))
                        .items())
                .hasSize(1);
    }

    @Test
    void cellsThatWouldBeComputedStayText() {
        for (String formula : List.of("=1", "+1", "-1", "@x", "\tx", "＝1")) {
            assertThat(Sheet.Csv.cell(formula)).as(formula).contains("'" + formula);
        }
        assertThat(Sheet.Csv.cell("a,\"b\"")).isEqualTo("\"a,\"\"b\"\"\"");
        assertThat(Sheet.Csv.cell(-3)).as("a number is one").isEqualTo("-3");
        assertThat(Sheet.Csv.cell(LocalDateTime.parse("2026-11-03T09:05:00"))).isEqualTo("2026-11-03 09:05:00");
    }
}
