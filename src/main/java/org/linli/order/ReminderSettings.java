package org.linli.order;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What a deployer may set about reminders 催办, under {@code linli.reminders.}. All of them are ours [design].
 *
 * @param streetAfter so long after the community was told that an order is late the street hears of it
 * @param districtAfter so long after the street was told the district hears of it
 * @param urgentStreetAfter the first of the two for what is urgent
 * @param urgentDistrictAfter the second for what is urgent
 */
@ConfigurationProperties("linli.reminders")
public record ReminderSettings(
        @DefaultValue("24h") Duration streetAfter,
        @DefaultValue("72h") Duration districtAfter,
        @DefaultValue("30m") Duration urgentStreetAfter,
        @DefaultValue("2h") Duration urgentDistrictAfter) {

    public ReminderSettings {
        for (Duration each : new Duration[] {streetAfter, districtAfter, urgentStreetAfter, urgentDistrictAfter}) {
            if (each.compareTo(Duration.ofMinutes(1)) < 0) {
                throw new IllegalArgumentException("linli.reminders: a minute is the shortest, and not " + each);
            }
        }
    }

    Duration street(boolean urgent) {
        return urgent ? urgentStreetAfter : streetAfter;
    }

    Duration district(boolean urgent) {
        return urgent ? urgentDistrictAfter : districtAfter;
    }
}
