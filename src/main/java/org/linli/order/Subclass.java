package org.linli.order;

import java.util.Optional;
import org.linli.kernel.PlaceCode;

/**
 * A subclass of parts or events 部件和事件小类 (GB/T 30428.2), by which digital city management tells what a case is about.
 *
 * @param code P for a part or E for an event, two digits of its class and two of its own
 * @param className of the class that it belongs to
 * @param checked whether a published list has this code with this name; otherwise it is from memory
 * @param set the place that says so; empty for what holds everywhere
 */
public record Subclass(String code, String name, String className, boolean checked, Optional<PlaceCode> set) {

    /** The four digits, as text: a nought before a number is not lost. */
    public String digits() {
        return code.substring(1);
    }

    /** The class that it belongs to. */
    public String of() {
        return code.substring(0, 3);
    }

    /** Whether it is a part 部件, and no event 事件. */
    public boolean part() {
        return code.startsWith("P");
    }
}
