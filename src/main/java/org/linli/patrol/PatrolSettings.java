package org.linli.patrol;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What whoever installs Linli may set of reports 六必报, under {@code linli.reports.}.
 *
 * @param keepDays so many days after its hand-over what tells of a person is erased, 1 to 30
 * @param answer how long a human answer to a report may take (RULES 0-23 [design])
 * @param barDays so many days somebody files no report after a malicious one, 1 to 365 [design]
 * @param look so long after a hand-over its liaison is told again if nobody has looked at it [design]
 */
@ConfigurationProperties("linli.reports")
public record PatrolSettings(
        @DefaultValue("30") int keepDays,
        @DefaultValue("30m") Duration answer,
        @DefaultValue("90") int barDays,
        @DefaultValue("2h") Duration look) {

    /** Refuses to start with days or a time beyond these bounds. */
    public PatrolSettings {
        if (keepDays < 1 || keepDays > 30) {
            throw new IllegalArgumentException("linli.reports.keep-days must be 1 to 30, and is " + keepDays);
        }
        if (barDays < 1 || barDays > 365) {
            throw new IllegalArgumentException("linli.reports.bar-days must be 1 to 365, and is " + barDays);
        }
        if (look.isNegative() || look.isZero()) {
            throw new IllegalArgumentException("linli.reports.look must be longer than nothing, and is " + look);
        }
        if (answer.isNegative() || answer.isZero()) {
            throw new IllegalArgumentException("linli.reports.answer must be longer than nothing, and is " + answer);
        }
    }
}
