package org.linli.organisation;

import java.util.Optional;
import java.util.UUID;
import org.linli.kernel.WorkingWeek;

/**
 * The working hours 办公时间 that somebody goes by, and whose they are.
 *
 * @param onHolidays open on holidays too, by the plain week
 * @param of the organisation that set them; empty for the standard week
 * @param name its name, or nothing
 */
public record OfficeHours(WorkingWeek week, boolean onHolidays, Optional<UUID> of, String name) {

    static final OfficeHours STANDARD = new OfficeHours(WorkingWeek.STANDARD, false, Optional.empty(), "");
}
