package org.linli.order;

import org.linli.kernel.TimeLimit;

/**
 * How long something may lie before anybody works on it.
 *
 * @param filing 受理时限: until the community takes it up, or dispatches again what came back
 * @param acceptance 接单时限: until whoever it was dispatched to accepts it
 */
public record Uptake(TimeLimit filing, TimeLimit acceptance) {

    /** Where nobody says otherwise: two hours and four [design]. */
    public static final Uptake USUAL =
            new Uptake(TimeLimit.of(2, TimeLimit.Unit.HOURS), TimeLimit.of(4, TimeLimit.Unit.HOURS));

    /** Of what is urgent, at any hour: ten minutes each [design]; 1-31 tells of minutes, and gives no number. */
    public static final Uptake URGENT =
            new Uptake(TimeLimit.of(10, TimeLimit.Unit.MINUTES), TimeLimit.of(10, TimeLimit.Unit.MINUTES));

    /** What holds where nothing is set. */
    public static Uptake usual(boolean urgent) {
        return urgent ? URGENT : USUAL;
    }

    /** Whether it runs at any hour, as what is urgent must. */
    public boolean atAnyHour() {
        return !filing.unit().needsCalendar() && !acceptance.unit().needsCalendar();
    }
}
