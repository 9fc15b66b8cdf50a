package org.linli.order.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.linli.platform.attachment.Attachments.Picture;
import org.linli.platform.attachment.Attachments.Purpose;
import org.linli.platform.matter.Trace;

class LineEntryTest {

    private static final Picture DARK = picture(Purpose.BEFORE);
    private static final Picture FIRST_TRY = picture(Purpose.AFTER);
    private static final Picture LIT = picture(Purpose.AFTER);
    private static final Picture LIT_TOO = picture(Purpose.AFTER);

    @Test
    void each_completion_shows_the_photos_that_came_with_it() {
        List<LineEntry> line = LineEntry.line(
                List.of(
                        trace("place", "陈阿姨", "RESIDENT", Map.of("channel", "ONLINE")),
                        trace("finish", "刘工 · 宁宝物业", "PROPERTY", Map.of("photos", "1")),
                        trace("reopen", "陈阿姨", "RESIDENT", Map.of()),
                        trace("finish", "刘工 · 宁宝物业", "PROPERTY", Map.of("noPhoto", "手机没电")),
                        trace("finish", "刘工 · 宁宝物业", "PROPERTY", Map.of("photos", "2"))),
                List.of(DARK, FIRST_TRY, LIT, LIT_TOO));
        assertThat(line)
                .extracting(LineEntry::photos)
                .containsExactly(List.of(DARK), List.of(FIRST_TRY), List.of(), List.of(), List.of(LIT, LIT_TOO));
    }

    @Test
    void a_photo_that_was_erased_leaves_the_line_whole() {
        List<LineEntry> line =
                LineEntry.line(List.of(trace("finish", "刘工 · 宁宝物业", "PROPERTY", Map.of("photos", "3"))), List.of(LIT));
        assertThat(line.getFirst().photos()).containsExactly(LIT);
    }

    @Test
    void a_signature_is_a_name_and_for_whom_it_was_given() {
        List<LineEntry> line = LineEntry.line(
                List.of(
                        trace("place", "陈阿姨", "RESIDENT", Map.of()),
                        trace("dispatch", "王琳 · 宁宝社区居民委员会", "CLERK", Map.of()),
                        trace("accept", "刘工 · 宁宝物业", "PROPERTY", Map.of())),
                List.of());
        assertThat(line).extracting(LineEntry::name).containsExactly("陈阿姨", "王琳", "刘工");
        assertThat(line).extracting(LineEntry::organisation).containsExactly("", "宁宝社区居民委员会", "宁宝物业");
        assertThat(line).extracting(LineEntry::side).containsExactly("resident", "staff", "handler");
        assertThat(line).extracting(LineEntry::now).containsExactly(false, false, true);
    }

    @Test
    void the_clock_has_no_name() {
        Trace lapse = new Trace(
                UUID.randomUUID(),
                1,
                Instant.EPOCH,
                "lapse",
                "DONE",
                "CLOSED",
                Optional.empty(),
                "系统",
                "SYSTEM",
                "",
                Map.of());
        LineEntry entry = LineEntry.line(List.of(lapse), List.of()).getFirst();
        assertThat(entry.name()).isEmpty();
        assertThat(entry.side()).isEmpty();
    }

    @Test
    void a_device_signs_with_its_own_name() {
        Trace told = new Trace(
                UUID.randomUUID(),
                1,
                Instant.EPOCH,
                "place",
                "",
                "PLACED",
                Optional.empty(),
                "3 号楼东侧摄像头 · 智能设备",
                "SYSTEM",
                "",
                Map.of("channel", "DEVICE"));
        LineEntry entry = LineEntry.line(List.of(told), List.of()).getFirst();
        assertThat(entry.name()).isEqualTo("3 号楼东侧摄像头");
        assertThat(entry.organisation()).isEqualTo("智能设备");
        assertThat(entry.side()).isEqualTo("machine");
    }

    private static Trace trace(String step, String signature, String duty, Map<String, String> detail) {
        return new Trace(
                UUID.randomUUID(),
                1,
                Instant.EPOCH,
                step,
                "",
                "",
                Optional.of(UUID.randomUUID()),
                signature,
                duty,
                "",
                detail);
    }

    private static Picture picture(Purpose purpose) {
        return new Picture(UUID.randomUUID(), purpose, 4, 3);
    }
}
