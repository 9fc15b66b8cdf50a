package org.linli.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.linli.kernel.Refusal;

/** What a rule decides of an alert, before anything is written. */
class RuleTest {

    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
    private static final Instant NOON = Instant.parse("2026-11-03T04:00:00Z");
    private static final Instant NIGHT = Instant.parse("2026-11-02T18:30:00Z");
    private static final Rule RULE = rule(true, Severity.ORDINARY, 10, "0:00-6:00");

    private static Rule rule(boolean orders, Severity severity, int window, String quiet) {
        return new Rule(Optional.empty(), Optional.empty(), "ebike", orders, "0602", severity, window, quiet);
    }

    private static Optional<Rule.Before> before(boolean open) {
        return Optional.of(new Rule.Before(UUID.randomUUID(), open, Optional.empty()));
    }

    private static Optional<Rule.Before> takenBack(Instant at) {
        return Optional.of(new Rule.Before(UUID.randomUUID(), false, Optional.of(at)));
    }

    @Test
    void the_first_makes_an_order_and_the_next_joins_it_while_it_is_open() {
        assertThat(RULE.decide(NOON, SHANGHAI, Optional.empty())).isEqualTo(Outcome.ORDERED);
        assertThat(RULE.decide(NOON, SHANGHAI, before(true))).isEqualTo(Outcome.JOINED);
        assertThat(RULE.decide(NOON, SHANGHAI, before(false))).isEqualTo(Outcome.ORDERED);
    }

    @Test
    void quiet_hours_keep_what_is_new_and_join_what_is_open() {
        assertThat(RULE.decide(NIGHT, SHANGHAI, Optional.empty())).isEqualTo(Outcome.QUIET);
        assertThat(RULE.decide(NIGHT, SHANGHAI, before(true))).isEqualTo(Outcome.JOINED);
        assertThat(RULE.decide(NIGHT, ZoneId.of("UTC"), Optional.empty())).isEqualTo(Outcome.ORDERED);
        Instant six = Instant.parse("2026-11-02T22:00:00Z");
        assertThat(RULE.decide(six, SHANGHAI, Optional.empty()))
                .as("the end is not within")
                .isEqualTo(Outcome.ORDERED);
    }

    @Test
    void what_a_person_took_back_is_held_for_the_window() {
        assertThat(RULE.decide(NOON, SHANGHAI, takenBack(NOON.minus(Duration.ofMinutes(9)))))
                .isEqualTo(Outcome.HELD);
        assertThat(RULE.decide(NOON, SHANGHAI, takenBack(NOON.minus(Duration.ofMinutes(10)))))
                .isEqualTo(Outcome.ORDERED);
    }

    @Test
    void a_rule_that_is_off_only_keeps() {
        Rule off = rule(false, Severity.URGENT, 10, "");
        assertThat(off.decide(NOON, SHANGHAI, before(true))).isEqualTo(Outcome.RECORDED);
        assertThat(off.decide(NOON, SHANGHAI, Optional.empty())).isEqualTo(Outcome.RECORDED);
    }

    @Test
    void its_bounds_are_refused_aloud() {
        refused("device.window", () -> rule(true, Severity.ORDINARY, -1, ""));
        refused("device.window", () -> rule(true, Severity.ORDINARY, 1441, ""));
        refused("device.quietUrgent", () -> rule(true, Severity.URGENT, 10, "0:00-6:00"));
        refused("hours.malformed", () -> rule(true, Severity.ORDINARY, 10, "夜里"));
        assertThat(rule(true, Severity.ORDINARY, 1440, "9:00-12:00").quiet()).isEqualTo("09:00-12:00");
        assertThat(new AlertKind("throw", "高空抛物", "0505", Severity.URGENT, 10)
                        .usual()
                        .orders())
                .isTrue();
    }

    @Test
    void a_reading_holds_numbers_and_nothing_else() {
        refused("device.event", () -> reading("", "throw", 1, 1));
        refused("device.event", () -> reading("a".repeat(65), "throw", 1, 1));
        refused("device.event", () -> reading("张三", "throw", 1, 1));
        refused("device.alert", () -> reading("1", "Throw", 1, 1));
        refused("device.number", () -> reading("1", "throw", 0, 1));
        refused("device.number", () -> reading("1", "throw", 1001, 1));
        refused("device.number", () -> reading("1", "throw", 1, 101));
        refused(
                "device.time",
                () -> new Reading("1", "throw", Instant.MAX, Optional.empty(), Optional.empty(), Optional.empty()));
        assertThat(reading("cam3:1.2_3-4", "heartbeat", 1, 0).heartbeat()).isTrue();
    }

    private static Reading reading(String event, String alert, int count, int confidence) {
        return new Reading(event, alert, NOON, Optional.of(count), Optional.of(confidence), Optional.empty());
    }

    private static void refused(String code, org.assertj.core.api.ThrowableAssert.ThrowingCallable what) {
        assertThatThrownBy(what)
                .isInstanceOfSatisfying(
                        Refusal.class, no -> assertThat(no.code()).isEqualTo(code));
    }
}
