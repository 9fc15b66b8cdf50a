package org.linli.platform.matter;

import java.util.UUID;
import org.linli.kernel.Refusal;

/** Which version of a matter somebody had before their eyes 所见 when they filled in the form of a step. */
public record Seen(UUID matter, int version) {

    private static final int ID = 36;

    /** As a form carries it. Refuses anything else as malformed. */
    public static Seen parse(String text) {
        try {
            if (text.length() > ID && text.charAt(ID) == '.') {
                return new Seen(UUID.fromString(text.substring(0, ID)), Integer.parseInt(text.substring(ID + 1)));
            }
        } catch (IllegalArgumentException none) {
            // As below.
        }
        throw Refusal.invalid("web.malformed");
    }

    public String text() {
        return matter + "." + version;
    }
}
