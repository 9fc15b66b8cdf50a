package org.linli.device.web;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.linli.device.Rule;
import org.linli.device.Severity;

/** What was typed of a rule 告警规则表; what was not sent is empty. */
public record RuleForm(
        String alert,
        String orders,
        String category,
        String severity,
        String window,
        String quiet,
        String q,
        String where) {

    /** The form before anybody typed. */
    static final RuleForm FRESH = new RuleForm("throw", "yes", "", "ORDINARY", "10", "", "", "");

    public RuleForm {
        alert = text(alert);
        orders = text(orders);
        category = text(category);
        severity = text(severity);
        window = text(window);
        quiet = text(quiet);
        q = text(q);
        where = text(where);
    }

    /** The rule that it asks for. Refuses what {@link Rule} refuses. */
    Rule rule() {
        return new Rule(
                Optional.empty(),
                Optional.empty(),
                alert,
                orders.equals("yes"),
                category,
                severity(severity),
                window.strip().matches("[0-9]{1,4}") ? Integer.parseInt(window.strip()) : -1,
                quiet);
    }

    /** What is not said is not urgent. */
    static Severity severity(String typed) {
        return Arrays.stream(Severity.values())
                .filter(known -> known.name().equals(typed))
                .findFirst()
                .orElse(Severity.ORDINARY);
    }

    private static String text(@Nullable String sent) {
        return sent == null ? "" : sent;
    }
}
