package org.linli.order.web;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.linli.order.ImportLines.Line;
import org.linli.order.ImportLines.Outcome;
import org.linli.order.Imports.Import;

/** The pages of imports 导入. */
public final class ImportsView {

    static final String PATH = "/desk/imports";

    private ImportsView() {}

    /**
     * @param layouts by which a file can be read, and what each is called
     * @param chosen the one chosen
     */
    public record Files(List<Import> mine, Map<String, String> layouts, String chosen) {}

    /**
     * One of them: looked at before anything is made of it, or what became of it.
     *
     * @param before the import of the very same file, if there was one
     * @param known how many of the rows that can be taken have a known number
     * @param first the first rows that can be taken
     * @param counts how many rows became what
     * @param of which rows are listed; empty for all
     * @param lines the rows of this page
     * @param next after which row the next page begins; 0 on the last
     * @param mendable whether what the rows said that were not taken can still be fetched
     */
    public record One(
            Import read,
            Optional<Import> before,
            int known,
            List<Line> first,
            Map<Outcome, Integer> counts,
            Optional<Outcome> of,
            List<Line> lines,
            int next,
            boolean mendable) {

        public String path() {
            return PATH + "/" + read.id();
        }

        public int refused() {
            return counts.getOrDefault(Outcome.REFUSED, 0);
        }

        public String address(Optional<Outcome> of) {
            return path() + of.map(outcome -> "?of=" + outcome).orElse("");
        }

        public String nextAddress() {
            return address(of) + (of.isPresent() ? "&" : "?") + "after=" + next;
        }
    }
}
