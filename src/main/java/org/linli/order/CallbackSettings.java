package org.linli.order;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What a deployer may set about call-backs 回访, under {@code linli.callbacks.}.
 *
 * @param afterDays so many days somebody has for their own rating before they are called, 0 to 6: on the seventh it closes unrated
 */
@ConfigurationProperties("linli.callbacks")
public record CallbackSettings(@DefaultValue("2") int afterDays) {

    public CallbackSettings {
        if (afterDays < 0 || afterDays > 6) {
            throw new IllegalArgumentException("linli.callbacks.after-days is from 0 to 6, and not " + afterDays);
        }
    }

    /** How long after the work was done. */
    public Duration after() {
        return Duration.ofDays(afterDays);
    }
}
