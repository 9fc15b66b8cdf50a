package org.linli.order.web;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.linli.kernel.Refusal;
import org.linli.order.Errand;
import org.linli.order.Errand.Taken;

/**
 * The papers of one order 代办材料: what was entrusted, and the forms for taking and giving back.
 *
 * @param fates what was chosen for each paper, by its id
 */
public record ErrandView(
        Story story,
        boolean takes,
        boolean returns,
        Typed typed,
        Map<String, String> fates,
        String receiver,
        Optional<Refusal> refused) {

    /** What was typed of a mandate; what was not sent is empty. */
    public record Typed(String principal, String given, String what, String until, String originals, String copies) {

        static final Typed NOTHING = new Typed("", "", "", "", "", "");

        public Typed {
            principal = text(principal);
            given = text(given);
            what = text(what);
            until = text(until);
            originals = text(originals);
            copies = text(copies);
        }

        /** The papers, a line each. */
        List<Taken> papers() {
            return java.util.stream.Stream.concat(lines(originals, false), lines(copies, true))
                    .toList();
        }

        private static java.util.stream.Stream<Taken> lines(String text, boolean copy) {
            return text.lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty())
                    .limit(Errand.MOST_PAPERS + 1)
                    .map(line -> new Taken(line, copy));
        }

        private static String text(@Nullable String sent) {
            return sent == null ? "" : sent;
        }
    }

    /** The field that the refusal is about. */
    public String field() {
        String code = refused.map(Refusal::code).orElse("");
        return switch (code) {
            case "errand.principal", "errand.what", "errand.until", "errand.receiver" ->
                code.substring("errand.".length());
            case "errand.paper", "errand.papers", "errand.paperTwice" -> "originals";
            case "errand.given" -> "given-WRITTEN";
            default -> "papers";
        };
    }
}
