package org.linli.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.linli.kernel.TimeLimit.Unit;

class TimeLimitTest {

    @Property
    void whatIsPrintedIsReadAgain(@ForAll @IntRange(min = 1, max = 2_000) int amount, @ForAll Unit unit) {
        var limit = TimeLimit.of(amount, unit);
        assertThat(TimeLimit.parse(limit.toString())).isEqualTo(limit);
        assertThat(TimeLimit.of(" " + amount + " ", unit.name())).isEqualTo(limit);
    }

    @Test
    void eachUnitHasItsMost() {
        for (Unit unit : Unit.values()) {
            assertThat(TimeLimit.of(unit.most(), unit).amount()).isEqualTo(unit.most());
            refused("limit.amount", () -> TimeLimit.of(unit.most() + 1, unit));
            refused("limit.amount", () -> TimeLimit.of(0, unit));
            refused("limit.amount", () -> TimeLimit.of(-3, unit));
        }
    }

    @Test
    void whatIsNotALimitIsRefused() {
        for (String amount : new String[] {"", " ", "三", "1.5", "-1", "999999999999", "٣", "0x1", null}) {
            refused("limit.amount", () -> TimeLimit.of(amount, "DAYS"));
        }
        for (String unit : new String[] {"", "WEEKS", "days", null}) {
            refused("limit.unit", () -> TimeLimit.of("1", unit));
        }
        for (String text : new String[] {"", "3", "3  DAYS", "3 DAYS 4", "DAYS 3", null}) {
            assertThatExceptionOfType(Refusal.class).isThrownBy(() -> TimeLimit.parse(text));
        }
    }

    static void refused(String code, Runnable work) {
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(work::run)
                .satisfies(refusal -> assertThat(refusal.code()).isEqualTo(code));
    }
}
