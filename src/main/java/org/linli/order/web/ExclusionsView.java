package org.linli.order.web;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.linli.kernel.Page;
import org.linli.kernel.PlaceCode;
import org.linli.kernel.Refusal;
import org.linli.order.Exclusions.Exclusion;
import org.linli.order.Exclusions.Rule;
import org.linli.order.Order;

/**
 * The page of what is left out of the rates.
 *
 * @param holding by which an order may be left out today
 * @param order the one that somebody came from
 * @param current by what that one is left out now
 * @param appraises whether the actor writes, approves and ends rules, and undoes exclusions
 */
public record ExclusionsView(
        List<Rule> rules,
        List<Rule> holding,
        Page<Exclusion> exclusions,
        boolean further,
        Map<PlaceCode, String> names,
        Optional<Order> order,
        Optional<Exclusion> current,
        boolean appraises,
        Form form,
        Optional<Refusal> refused) {

    /** The address of the page. */
    public static final String PATH = "/desk/rates/rules";

    /**
     * What somebody typed into one of its forms.
     *
     * @param of which form: rule, out or undo; empty where none was sent
     * @param about the exclusion that was to be undone, or the rule chosen
     */
    public record Form(
            String of,
            String name,
            String words,
            String citation,
            String from,
            String until,
            String why,
            String about) {

        static final Form NOTHING = new Form("", "", "", "", "", "", "", "");

        static Form why(String of, String about, String why) {
            return new Form(of, "", "", "", "", "", why, about);
        }
    }

    /** The name of a place. */
    public String name(PlaceCode place) {
        return names.getOrDefault(place, place.value());
    }

    /** Whether the form to undo this one was refused. */
    public boolean undoing(UUID id) {
        return form.of().equals("undo") && form.about().equals(id.toString());
    }

    /** The field that the refusal is about. */
    public String field() {
        String code = refused.map(Refusal::code).orElse("");
        return switch (form.of()) {
            case "rule" ->
                switch (code) {
                    case "rule.words" -> "rule-words";
                    case "rule.citation" -> "rule-citation";
                    case "rule.period", "rule.day" -> "rule-from";
                    default -> "rule-name";
                };
            case "out" -> code.equals("rule.why") ? "out-why" : "out-rule";
            case "undo" -> "undo-" + form.about();
            default -> "rules-title";
        };
    }
}
