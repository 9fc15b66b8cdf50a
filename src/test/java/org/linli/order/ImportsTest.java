package org.linli.order;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.linli.LinliTest;
import org.linli.Script;
import org.linli.Street;
import org.linli.World;
import org.linli.kernel.Refusal;
import org.linli.order.Exports.Format;
import org.linli.order.ImportLines.Line;
import org.linli.order.ImportLines.Outcome;
import org.linli.order.Imports.Import;
import org.linli.order.Imports.Progress;
import org.linli.order.Ticket.Incoming;
import org.linli.organisation.Appointments;
import org.linli.platform.Actor;
import org.linli.platform.WallClock;
import org.linli.platform.secret.Phone;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * A file of 12345 or of digital city management is looked at before anything is made of it; then each row becomes what it is, or
 * says why not; and what goes out by the same layout is known when it comes back.
 */
@LinliTest
class ImportsTest {

    private static final String HEADINGS = "工单编号,诉求标题,诉求内容,事发地址,诉求类型,诉求人,联系电话,12345 要求办结时间\r\n";
    private static final Instant MAY = Instant.parse("2031-05-01T10:00:00Z");
    private static int files;

    @Autowired
    World world;

    @Autowired
    Street street;

    @Autowired
    Script script;

    @Autowired
    Imports imports;

    @Autowired
    ImportLines lines;

    @Autowired
    RefusedRows refused;

    @Autowired
    ImportRun run;

    @Autowired
    Layouts layouts;

    @Autowired
    Exports exports;

    @Autowired
    Hotline hotline;

    @Autowired
    Orders orders;

    @Autowired
    FoundOrders found;

    @Autowired
    Appointments appointments;

    @Autowired
    Clock clock;

    private final String begin = "F" + (++files) + "-";
    private static World.@Nullable Quarter shared;
    private static String sharedCompound = "";
    private World.Quarter here;
    private String compound;

    @BeforeEach
    void somewhere() {
        if (shared == null) {
            shared = Fresh.in(world);
            sharedCompound = Fresh.name();
        }
        here = java.util.Objects.requireNonNull(shared);
        compound = sharedCompound;
    }

    /** Where nothing else is counted. */
    private void alone() {
        here = Fresh.in(world);
        compound = Fresh.name();
    }

    private <T> T clerk(Callable<T> work) {
        return World.as(here.clerk(), work);
    }

    private UUID reads(UUID layout, String name, byte[] file) {
        return clerk(() -> imports.read(layout, name, file));
    }

    private UUID reads(String rows) {
        return reads(Layout.HOTLINE, "工单.csv", (HEADINGS + rows).getBytes(UTF_8));
    }

    private Import takes(UUID id) {
        clerk(() -> {
            imports.begin(id);
            return null;
        });
        await().atMost(Duration.ofSeconds(60))
                .until(() -> clerk(() -> imports.one(id)).progress() != Progress.RUNNING);
        return clerk(() -> imports.one(id));
    }

    private List<Line> lines(UUID id) {
        return clerk(() -> lines.lines(id, Optional.empty(), 0, 100));
    }

    private int ordersHere() {
        return clerk(() -> found.count(Sought.ALL, 1000));
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

    private static Incoming call(String number, String words, String address) {
        return new Incoming(
                number,
                words,
                address,
                Optional.empty(),
                "吴女士",
                Optional.of(new Phone("13900008888")),
                Optional.of(MAY.plusMillis(400)));
    }

    @Test
    void nothingIsMadeOfItBeforeSomebodySaysSo() {
        alone();
        UUID id = reads(begin
                + "0001,灯坏了,楼道灯坏了,%s3号楼2单元1203,公共设施,吴女士,139 0000 8888,2031-05-01 18:00:00\r\n".replace("%s", compound)
                + begin + "0002,桥头,有人烧垃圾,桥头那边,不认识的类别,,138****0000,2031/5/1\r\n"
                + begin + "0003,,没有时间,宁宝世家,,,,明天\r\n"
                + begin + "0001,,又一行,宁宝世家,,,,\r\n"
                + ",,没有编号,宁宝世家,,,,\r\n"
                + begin + "0004,,,宁宝世家,,,,\r\n"
                + begin + "0005,,灯,宁宝世家,,,12,\r\n");
        Import read = clerk(() -> imports.one(id));
        assertThat(read.progress()).isEqualTo(Progress.READY);
        assertThat(read.total()).isEqualTo(7);
        assertThat(read.ready()).isEqualTo(2);
        assertThat(clerk(imports::mine)).extracting(Import::id).containsExactly(id);
        List<Line> good = clerk(() -> lines.lines(id, Optional.of(Outcome.READY), 0, 20));
        assertThat(good.getFirst().ticket().orElseThrow().incoming().words()).isEqualTo("灯坏了\n楼道灯坏了");
        assertThat(good.getFirst().ticket().orElseThrow().deadline()).contains(MAY);
        assertThat(good.getLast().ticket().orElseThrow().contactPhone())
                .as("masked")
                .isEmpty();
        assertThat(good.getLast().ticket().orElseThrow().deadline())
                .as("a day ends at its end")
                .contains(Instant.parse("2031-05-01T15:59:59Z"));
        List<Line> bad = clerk(() -> lines.lines(id, Optional.of(Outcome.REFUSED), 0, 20));
        assertThat(bad).extracting(Line::row).containsExactly(4, 5, 6, 7, 8);
        assertThat(bad)
                .allMatch(line -> !line.reason().isEmpty() && !line.reason().contains("{"));
        assertThat(bad.get(1).reason()).isEqualTo("这个编号和第 2 行重复了。");
        assertThat(ordersHere()).isZero();
        assertThat(refusal(here.clerk(), () -> hotline.feedback(begin + "0001")))
                .isEqualTo("notFound");
    }

    private String refusedOf(UUID id, Locale locale) {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        World.as(here.clerk(), () -> {
            refused.write(id, locale, file);
            return null;
        });
        return file.toString(UTF_8);
    }

    @Test
    void whatWasNotTakenIsAFileOfItsOwnWithAllItSaid() {
        UUID id = reads("=x,标题,=1+1,宁宝世家,,,,\r\n" + begin + "0001,,\"灯,\"\"坏\"\"了\",宁宝世家,,,,下周\r\n" + begin
                + "0002,,灯,大树下,,,,\r\n");
        assertThat(refusedOf(id, Locale.SIMPLIFIED_CHINESE).substring(1).lines())
                .containsExactly(
                        HEADINGS.strip() + ",没有导入的原因",
                        "'=x,标题,'=1+1,宁宝世家,,,,,工单号要 4 到 40 个字母、数字、横线或下划线。",
                        begin + "0001,,\"灯,\"\"坏\"\"了\",宁宝世家,,,,下周,看不懂这个时间：下周。");
        assertThat(refusedOf(id, Locale.ENGLISH)).contains(",Why it was not imported");
        assertThat(refusal(here.chief(), () -> writesRefused(id))).isEqualTo("notFound");
    }

    private void writesRefused(UUID id) {
        try {
            refused.write(id, Locale.SIMPLIFIED_CHINESE, new ByteArrayOutputStream());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** The clerk mends the file that came back and brings that very file: all are in, and none twice. */
    @Test
    void theFileThatCameBackIsMendedAndBroughtAgain() {
        alone();
        String where = compound + "3号楼2单元1203";
        UUID first = reads(begin + "0001,,楼道灯坏了," + where + ",,吴女士,13900008888,\r\n"
                + begin + "0002,,时间不对," + where + ",,,,下周\r\n"
                + begin + "0003,,电话不对," + where + ",,周先生,12,\r\n"
                + "?,,编号不对," + where + ",,,,\r\n");
        assertThat(takes(first).done()).isEqualTo(1);
        String came = refusedOf(first, Locale.SIMPLIFIED_CHINESE);
        assertThat(came.lines()).hasSize(4);
        // Half mended, it comes back with what is still wrong, and one column of reasons.
        UUID again = reads(
                Layout.HOTLINE,
                "refused.csv",
                came.replace(",下周,", ",2031-05-01,").getBytes(UTF_8));
        assertThat(clerk(() -> imports.one(again)).ready()).isEqualTo(1);
        String still = refusedOf(again, Locale.SIMPLIFIED_CHINESE);
        assertThat(still.substring(1).lines().findFirst()).hasValue(HEADINGS.strip() + ",没有导入的原因");
        assertThat(still.lines()).hasSize(3);
        String mended = came.replace(",下周,", ",2031-05-01,")
                .replace(",周先生,12,", ",周先生,13700007777,")
                .replace("\n?,", "\n" + begin + "0004,");
        UUID second = reads(Layout.HOTLINE, "refused.csv", mended.getBytes(UTF_8));
        assertThat(takes(second).done()).isEqualTo(3);
        assertThat(lines(second)).extracting(Line::outcome).containsOnly(Outcome.PLACED);
        assertThat(clerk(() -> hotline.feedback(begin + "0003"))
                        .order()
                        .orElseThrow()
                        .contactMask())
                .isEqualTo("137****7777");
        assertThat(ordersHere()).isEqualTo(4);
        takes(reads(Layout.HOTLINE, "refused.csv", mended.getBytes(UTF_8)));
        assertThat(ordersHere()).as("brought once more, none is doubled").isEqualTo(4);
        assertThat(refusedOf(second, Locale.SIMPLIFIED_CHINESE).lines()).hasSize(1);
    }

    /** What was refused only when it was taken is in the file too; and after a week none of it is kept. */
    @Test
    void whatTheRowsSaidIsKeptForAWeekAtMost() {
        UUID order = clerk(() -> hotline.take(call(begin + "0001", "路面破损", compound)))
                .feedback()
                .order()
                .orElseThrow()
                .id();
        script.as(here.clerk()).takes(order, new Step.Decline("这条路归市政"));
        UUID id = reads(begin + "0001,,又破了,,,,,\r\n");
        takes(id);
        assertThat(refusedOf(id, Locale.SIMPLIFIED_CHINESE)).contains(begin + "0001,,又破了,,,,,,", "已经结束");
        WallClock.at(clock.instant().plus(Duration.ofDays(6)), imports::forget);
        assertThat(refusedOf(id, Locale.SIMPLIFIED_CHINESE)).contains("又破了");
        WallClock.at(clock.instant().plus(Duration.ofDays(8)), imports::forget);
        assertThat(refusedOf(id, Locale.SIMPLIFIED_CHINESE)).doesNotContain("又破了");
    }

    @Test
    void eachRowBecomesWhatItIs() {
        clerk(() -> hotline.take(call(begin + "0002", "路灯不亮", compound)));
        UUID known = clerk(() -> hotline.take(call(begin + "0003", "井盖松了", compound)))
                .feedback()
                .order()
                .orElseThrow()
                .id();
        clerk(() -> hotline.take(call(begin + "0005", "不知道在哪", "河边")));
        clerk(() -> hotline.take(call(begin + "0006", "也不知道在哪", "山上")));
        UUID id = reads(begin + "0001,,楼道灯坏了,%s3号楼2单元1203,,吴女士,13900008888,\r\n".replace("%s", compound)
                + begin + "0002,,路灯不亮,,,,139****8888,2031-05-01 18:00\r\n"
                + begin + "0003,,井盖松了三天没人管,,,,13700007777,2031-05-02 18:00\r\n"
                + begin + "0004,,桥头烧垃圾,桥头那边,,,,\r\n"
                + begin + "0005,,,,,,,\r\n"
                + begin + "0006,,,%s大门口,,,,\r\n".replace("%s", compound));
        assertThat(clerk(() -> lines.known(id))).isEqualTo(4);
        assertThat(takes(id).progress()).isEqualTo(Progress.DONE);
        assertThat(lines(id))
                .extracting(Line::outcome)
                .containsExactly(
                        Outcome.PLACED, Outcome.SAME, Outcome.REMINDED, Outcome.WAITING, Outcome.SAME, Outcome.PLACED);
        assertThat(clerk(() -> lines.counts(id)))
                .containsEntry(Outcome.PLACED, 2)
                .containsEntry(Outcome.REFUSED, 0);
        Order made = clerk(() -> hotline.feedback(begin + "0001")).order().orElseThrow();
        assertThat(made.matter().place().value()).startsWith(here.compound() + "003");
        assertThat(made.channel()).isEqualTo(Channel.HOTLINE);
        assertThat(clerk(() -> orders.timeline(orders.order(known))).getLast().words())
                .isEqualTo("井盖松了三天没人管\n12345 要求 2031-05-02 18:00 前办结");
        Order reminded = clerk(() -> orders.order(known));
        assertThat(reminded.contactMask()).isEqualTo("137****7777");
        assertThat(reminded.contactName()).isEqualTo("吴女士");
        Order placed = clerk(() -> hotline.feedback(begin + "0006")).order().orElseThrow();
        assertThat(placed.words()).as("what the row left out is kept").isEqualTo("也不知道在哪");
        assertThat(placed.contactMask()).isEqualTo("139****8888");
        assertThat(lines(id))
                .as("what the rows said is forgotten")
                .allMatch(line -> line.ticket().isEmpty());
        assertThat(refusal(here.clerk(), () -> imports.begin(id))).isEqualTo("order.importBegun");
        assertThat(refusal(here.clerk(), () -> imports.cancel(id))).isEqualTo("order.importBegun");
    }

    @Test
    void theSameFileTwiceMakesNoSecondOrder() {
        alone();
        String rows = begin + "0001,,楼道灯坏了,%s,,吴女士,13900008888,2031-05-01\r\n".replace("%s", compound) + begin
                + "0002,,桥头烧垃圾,桥头那边,,,,\r\n";
        UUID first = reads(rows);
        UUID both = reads(rows);
        takes(first);
        assertThat(ordersHere()).isEqualTo(1);
        assertThat(clerk(() -> imports.before(both)).orElseThrow().id()).isEqualTo(first);
        assertThat(clerk(() -> imports.before(first)))
                .as("the other was not begun")
                .isEmpty();
        takes(both);
        UUID third = reads(rows);
        assertThat(clerk(() -> lines.known(third))).isEqualTo(2);
        takes(third);
        for (UUID again : List.of(both, third)) {
            assertThat(lines(again)).extracting(Line::outcome).containsExactly(Outcome.SAME, Outcome.SAME);
        }
        assertThat(ordersHere()).isEqualTo(1);
    }

    @Test
    void somethingNewAboutWhatIsOverIsRefusedByName() {
        UUID order = clerk(() -> hotline.take(call(begin + "0001", "路面破损", compound)))
                .feedback()
                .order()
                .orElseThrow()
                .id();
        script.as(here.clerk()).takes(order, new Step.Decline("这条路归市政"));
        UUID id = reads(begin + "0001,,又破了,,,,,\r\n");
        takes(id);
        assertThat(lines(id).getFirst().outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(lines(id).getFirst().reason()).contains("已经结束");
        UUID same = reads(begin + "0001,,路面破损,,,,,\r\n");
        takes(same);
        assertThat(lines(same).getFirst().outcome()).isEqualTo(Outcome.SAME);
    }

    @Test
    void whatTheStreetPassedOnIsKnownInTheCommunity() {
        World.Quarter ningbao = world.ningbao;
        UUID order = World.as(street.office, () -> hotline.take(call(begin + "0001", "占道", "宁宝社区宁宝世家")))
                .feedback()
                .order()
                .orElseThrow()
                .id();
        UUID id = World.as(
                ningbao.clerk(),
                () -> imports.read(Layout.HOTLINE, "", (HEADINGS + begin + "0001,,占道,,,,,\r\n").getBytes(UTF_8)));
        World.as(ningbao.clerk(), () -> {
            imports.begin(id);
            return null;
        });
        await().atMost(Duration.ofSeconds(60))
                .until(() -> World.as(ningbao.clerk(), () -> imports.one(id)).progress() == Progress.DONE);
        Line line = World.as(ningbao.clerk(), () -> lines.lines(id, Optional.empty(), 0, 5))
                .getFirst();
        assertThat(line.outcome()).isEqualTo(Outcome.SAME);
        assertThat(line.order()).contains(order);
    }

    @Test
    void casesOfTheCityAreTicketsOfTheirOwn() {
        clerk(() -> hotline.take(call(begin + "0001", "热线的", compound)));
        String csv = "案卷编号,小类名称,问题描述,位置描述,处置时限\n" + begin + "0001,垃圾没有及时清,暴露垃圾,%s,2031年5月1日\n".replace("%s", compound);
        UUID id = reads(Layout.CITY, "案卷.csv", csv.getBytes(Charset.forName("GB18030")));
        assertThat(takes(id).done()).isEqualTo(1);
        Line line = lines(id).getFirst();
        assertThat(line.outcome()).isEqualTo(Outcome.PLACED);
        Order order = clerk(() -> orders.order(line.order().orElseThrow()));
        assertThat(order.channel()).isEqualTo(Channel.CITY);
        assertThat(order.category().code()).isEqualTo("0301");
        assertThat(clerk(() -> hotline.feedback(begin + "0001"))
                        .order()
                        .orElseThrow()
                        .words())
                .as("12345 hears of its own only")
                .isEqualTo("热线的");
    }

    private byte[] exported(UUID layout, Format format) {
        UUID id = clerk(() -> exports.begin(Sought.ALL, layout, format, "zh-CN"));
        await().atMost(Duration.ofSeconds(60))
                .until(() -> !clerk(() -> exports.export(id)).running());
        assertThat(clerk(() -> exports.export(id)).progress()).isEqualTo(Exports.Progress.DONE);
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        for (int part = 0; clerkHas(id, part); part++) {
            int one = part;
            file.writeBytes(clerk(() -> exports.part(id, one)).orElseThrow());
        }
        return file.toByteArray();
    }

    private boolean clerkHas(UUID id, int part) {
        return clerk(() -> exports.part(id, part)).isPresent();
    }

    /** 12345 hands over, we work, we hand back, and 12345 hands over the same again: nothing was typed, nothing is made twice. */
    @Test
    void whatGoesOutIsKnownWhenItComesBack() {
        alone();
        UUID told = clerk(() -> hotline.take(call(
                        begin + "0001",
                        "=HYPERLINK(\"http://x\"),\"逗号\"，第一行写得很长很长，四十个字也放不下，标题只好截断，后面用省略号代替\n第二行",
                        compound + "3号楼")))
                .feedback()
                .order()
                .orElseThrow()
                .id();
        script.as(here.clerk()).dispatches(told, here.firm());
        script.as(here.worker()).accepts(told);
        script.as(here.worker()).finishes(told, "换了灯泡，亮了");
        script.as(here.clerk()).takes(told, new Step.Rate(3, true, "可以"));
        script.as(here.clerk()).takes(told, new Step.Close(""));
        clerk(() -> hotline.take(call(begin + "0002", "没有留地址的", "")));
        clerk(() -> hotline.claim(
                hotline.unclaimed(Optional.empty()).items().getFirst().id(), here.compound(), "10"));
        script.as(here.resident()).places("我们自己的单，没有工单号", here.home());
        String csv = "案卷编号,小类名称,问题描述,位置描述,处置时限\n" + begin + "0003,路灯不亮,一处路灯不亮,%s,\n".replace("%s", compound);
        takes(reads(Layout.CITY, "案卷.csv", csv.getBytes(UTF_8)));
        int before = ordersHere();
        assertThat(before).isEqualTo(4);

        for (UUID layout : List.of(Layout.HOTLINE, Layout.FEEDBACK, Layout.CITY)) {
            for (Format format : Format.values()) {
                UUID id = reads(layout, "回来." + format, exported(layout, format));
                assertThat(lines(id)).as("%s %s", layout, format).hasSize(4).allMatch(Line::known);
                takes(id);
                assertThat(lines(id))
                        .as("%s %s", layout, format)
                        .extracting(Line::outcome)
                        .containsOnly(Outcome.SAME);
            }
        }
        assertThat(ordersHere()).isEqualTo(before);
    }

    @Test
    void theFeedbackSaysWhat12345WantsToHear() {
        UUID order = clerk(() -> hotline.take(call(begin + "0001", "灯不亮", compound)))
                .feedback()
                .order()
                .orElseThrow()
                .id();
        script.as(here.clerk()).dispatches(order, here.firm());
        script.as(here.worker()).accepts(order);
        script.as(here.worker()).finishes(order, "换了灯泡，亮了");
        script.as(here.clerk()).takes(order, new Step.Rate(3, true, "可以"));
        UUID declined = clerk(() -> hotline.take(call(begin + "0002", "路面破损", compound)))
                .feedback()
                .order()
                .orElseThrow()
                .id();
        script.as(here.clerk()).takes(declined, new Step.Decline("这条路归市政"));
        List<String> lines = new String(exported(Layout.FEEDBACK, Format.CSV), UTF_8)
                .substring(1)
                .lines()
                .toList();
        assertThat(lines.getFirst()).isEqualTo("工单编号,承办单位,首次联系时间,办理结果,办结时间,是否解决,是否满意,满意度,工单状态");
        assertThat(lines)
                .anySatisfy(line -> assertThat(line).startsWith(begin + "0001,").contains(",换了灯泡，亮了,", ",是,"));
        assertThat(lines)
                .anySatisfy(line -> assertThat(line).startsWith(begin + "0002,").contains(",这条路归市政,"));
    }

    /** Two digits with a nought before them stay two digits. */
    @Test
    void theCodesOfTheStandardAreTexts() throws IOException {
        alone();
        script.as(here.resident()).places("楼道灯坏了", here.home());
        String csv = "案卷编号,小类名称,问题描述,位置描述,处置时限\n" + begin + "0003,路灯不亮,一处路灯不亮,%s,\n".replace("%s", compound) + begin
                + "0004,占用消防通道,堵了,%s,\n".replace("%s", compound);
        takes(reads(Layout.CITY, "案卷.csv", csv.getBytes(UTF_8)));
        java.util.ArrayList<List<String>> rows = new java.util.ArrayList<>();
        TableFile.read(exported(Layout.CITY, Format.XLSX), row -> rows.add(row.cells()));
        List<String> headings = rows.getFirst();
        int number = headings.indexOf("案卷编号");
        List<String> part = rows.stream()
                .filter(row -> row.get(number).equals(begin + "0003"))
                .findFirst()
                .orElseThrow();
        List<String> event = rows.stream()
                .filter(row -> row.get(number).equals(begin + "0004"))
                .findFirst()
                .orElseThrow();
        assertThat(part.get(headings.indexOf("问题类型"))).isEqualTo("部件");
        assertThat(part.get(headings.indexOf("大类代码"))).isEqualTo("01");
        assertThat(part.get(headings.indexOf("大类名称"))).isEqualTo("公用设施");
        assertThat(part.get(headings.indexOf("小类名称"))).isEqualTo("路灯不亮");
        assertThat(part.get(headings.indexOf("县级区划代码")))
                .isEqualTo(here.community().value().substring(0, 6));
        assertThat(event.get(headings.indexOf("问题类型"))).isEqualTo("事件");
        assertThat(event.get(headings.indexOf("大类代码"))).isEqualTo("05");
        assertThat(part.get(headings.indexOf("小类代码"))).isEqualTo("0118");
        assertThat(event.get(headings.indexOf("小类代码")))
                .as("which subclass is not plain")
                .isEmpty();
        assertThat(rows.stream().filter(row -> row.get(headings.indexOf("大类代码")).isEmpty()))
                .as("what is inside a compound has no class there")
                .hasSize(1);
    }

    @Test
    void whatIsNotBegunIsForgotten() {
        UUID id = reads(begin + "0001,,灯,宁宝世家,,,,\r\n");
        UUID other = reads(begin + "0002,,灯,宁宝世家,,,,\r\n");
        clerk(() -> {
            imports.cancel(other);
            return null;
        });
        assertThat(clerk(() -> imports.one(other)).progress()).isEqualTo(Progress.CANCELLED);
        WallClock.at(clock.instant().plus(Duration.ofDays(2)), imports::forget);
        assertThat(clerk(() -> imports.one(id)).progress()).isEqualTo(Progress.CANCELLED);
        assertThat(lines(id).getFirst().ticket()).isEmpty();
        WallClock.at(clock.instant().plus(Duration.ofDays(31)), imports::forget);
        assertThat(refusal(here.clerk(), () -> imports.one(id))).isEqualTo("notFound");
    }

    /** A node that dies leaves rows behind; the next one goes on, and a right that ended goes nowhere. */
    @Test
    void whatWasInterruptedGoesOn() {
        alone();
        UUID id = reads(begin
                + "0001,,灯,%s,,,,\r\n".replace("%s", compound)
                + begin
                + "0002,,灯,%s,,,,\r\n".replace("%s", compound));
        clerk(() -> imports.moves(id, Progress.READY, Progress.RUNNING));
        clerk(() -> lines.became(id, 2, Outcome.PLACED, "", Optional.empty()));
        assertThat(clerk(() -> lines.became(id, 2, Outcome.PLACED, "", Optional.empty())))
                .as("a row is counted once")
                .isTrue();
        run.run(id, here.clerk().self());
        Import done = clerk(() -> imports.one(id));
        assertThat(done.progress()).isEqualTo(Progress.DONE);
        assertThat(done.done()).isEqualTo(2);
        assertThat(ordersHere()).isEqualTo(1);

        UUID stopped = reads(begin + "0003,,灯,%s,,,,\r\n".replace("%s", compound));
        clerk(() -> imports.moves(stopped, Progress.READY, Progress.RUNNING));
        clerk(() -> {
            imports.cancel(stopped);
            return null;
        });
        run.run(stopped, here.clerk().self());
        assertThat(ordersHere()).isEqualTo(1);

        UUID ended = reads(begin + "0004,,灯,%s,,,,\r\n".replace("%s", compound));
        clerk(() -> imports.moves(ended, Progress.READY, Progress.RUNNING));
        World.as(here.administrator(), () -> {
            appointments.end(here.clerk().appointment().orElseThrow());
            return null;
        });
        run.run(ended, here.clerk().self());
        assertThat(clerk(() -> imports.one(ended)).progress()).isEqualTo(Progress.FAILED);
    }

    @Test
    void onlyOnesOwn() {
        UUID id = reads(begin + "0001,,灯,宁宝世家,,,,\r\n");
        for (Actor actor : List.of(world.fangzhi.clerk(), here.chief())) {
            assertThat(refusal(actor, () -> imports.one(id))).isEqualTo("notFound");
            assertThat(refusal(actor, () -> imports.begin(id))).isEqualTo("notFound");
            assertThat(refusal(actor, () -> imports.cancel(id))).isEqualTo("notFound");
            assertThat(refusal(actor, () -> imports.before(id))).isEqualTo("notFound");
            assertThat(World.as(actor, () -> lines.lines(id, Optional.empty(), 0, 5)))
                    .isEmpty();
        }
        assertThat(refusal(here.worker(), () -> imports.read(Layout.HOTLINE, "", new byte[0])))
                .isEqualTo("order.hotlineNotYours");
        assertThat(refusal(here.administrator(), imports::mine)).isEqualTo("order.hotlineNotYours");
    }

    @Test
    void aFileThatIsNoneLeavesNothing() throws IOException {
        Actor clerk = here.clerk();
        assertThat(refusal(clerk, () -> imports.read(Layout.HOTLINE, "", HEADINGS.getBytes(UTF_8))))
                .isEqualTo("order.importEmpty");
        assertThat(refusal(clerk, () -> imports.read(Layout.HOTLINE, "", "甲,乙\n1,2".getBytes(UTF_8))))
                .isEqualTo("order.importHeaders");
        assertThat(refusal(clerk, () -> imports.read(Layout.HOTLINE, "", new byte[] {'P', 'K', 3, 4})))
                .isEqualTo("order.importNoTable");
        assertThat(refusal(clerk, () -> imports.read(Layout.PLAIN, "", HEADINGS.getBytes(UTF_8))))
                .as("it only goes out")
                .isEqualTo("order.layout");
        UUID nothing = reads(begin + "0001,,灯,宁宝世家,,,,明天\r\n");
        assertThat(refusal(clerk, () -> imports.begin(nothing))).isEqualTo("order.importNothing");
        ByteArrayOutputStream book = new ByteArrayOutputStream();
        try (Sheet sheet = new Sheet.Xlsx(book)) {
            sheet.row(List.of("工单编号", "诉求标题", "诉求内容", "事发地址", "诉求类型", "诉求人", "联系电话", "12345 要求办结时间"));
            sheet.row(List.of(begin + "0002", "灯", "灯坏了", "宁宝世家", "", "", "", LocalDateTime.of(2031, 5, 1, 18, 0)));
            sheet.row(List.of(3502110030120001L, "灯", "灯坏了", "宁宝世家", "", "", "", ""));
        }
        UUID id = reads(Layout.HOTLINE, "C:\\" + "名".repeat(300) + "\u0007.xlsx", book.toByteArray());
        assertThat(clerk(() -> imports.one(id)).file()).hasSize(200).endsWith("名.xlsx");
        assertThat(lines(id).getFirst().ticket().orElseThrow().deadline()).contains(MAY);
        assertThat(lines(id).getLast().reason()).contains("被表格软件当成数字");
    }

    /** Five thousand rows are looked at within a breath, and taken one after another. */
    @Test
    void aLongFileIsKeptRowByRow() {
        StringBuilder rows = new StringBuilder();
        for (int n = 0; n < 5_000; n++) {
            rows.append(begin)
                    .append("%05d".formatted(n))
                    .append(",,第")
                    .append(n)
                    .append("件,")
                    .append(n % 7 == 0 ? "" : "某处")
                    .append(",,,,\r\n");
        }
        UUID id = reads(rows.toString());
        assertThat(clerk(() -> imports.one(id)).ready()).isEqualTo(5_000);
        clerk(() -> {
            imports.begin(id);
            return null;
        });
        await().atMost(Duration.ofSeconds(60))
                .until(() -> clerk(() -> imports.one(id)).done() > 20);
        clerk(() -> {
            imports.cancel(id);
            return null;
        });
        Import stopped = clerk(() -> imports.one(id));
        assertThat(stopped.progress()).isEqualTo(Progress.CANCELLED);
        assertThat(clerk(() -> lines.counts(id)).get(Outcome.READY)).isPositive();
    }
}
