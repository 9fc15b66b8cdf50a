package org.linli.order;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.linli.kernel.OpenHours;
import org.linli.order.Routes.Suggestion;
import org.linli.order.Suiting.Suited;

/**
 * Whether an order goes by itself now 会不会自动派, to whom, and why; or why it stays for a person 留给人派. Pure.
 *
 * @param about whom the closest rule names: who gets it, or who would and cannot be sent it; empty where no rule names anybody, or
 *     several are as close and a person chooses
 */
public record Automatic(Why why, Optional<Suited> about) {

    /** Why it goes, or stays. */
    public enum Why {
        /** It goes. */
        GOES,
        /** Several rules are as close, all of them send, and this one has the least in hand. */
        GOES_TO_LEAST,
        /** No rule names anybody. */
        NO_RULE,
        /** The closest rule never sends by itself. */
        BY_HAND,
        /** It does, and not at this hour. */
        OFF_HOURS,
        /** Several are as close, and not all of them send by themselves now. */
        SEVERAL,
        /** Nobody is in office there. */
        VACANT,
        /** It has as many orders in hand as its rule allows. */
        FULL,
        /** As {@link Fit.Hindrance} says. */
        OFF_DUTY,
        LANGUAGE,
        LANGUAGE_AWAY,
        SKILL,
        SKILL_AWAY;

        /** Whether it is sent. */
        public boolean goes() {
            return this == GOES || this == GOES_TO_LEAST;
        }

        /** Whether a rule would have sent it at this hour, so that its line says why it was not. */
        public boolean told() {
            return !goes() && this != NO_RULE && this != BY_HAND && this != OFF_HOURS;
        }
    }

    /**
     * What is decided.
     *
     * @param all who may be sent it
     * @param minute the minute of the day
     */
    static Automatic of(List<Suited> all, int minute) {
        List<Suited> named = all.stream()
                .filter(one -> one.rule().isPresent())
                .sorted(Comparator.comparing((Suited one) ->
                                one.rule().orElseThrow().place().value().length())
                        .thenComparing(
                                one -> one.rule().orElseThrow().category().length())
                        .reversed())
                .toList();
        if (named.isEmpty()) {
            return new Automatic(Why.NO_RULE, Optional.empty());
        }
        Suggestion first = named.getFirst().rule().orElseThrow();
        List<Suited> closest = named.stream()
                .filter(one -> one.rule().filter(first::matchesAlike).isPresent())
                .sorted(Comparator.comparing((Suited one) -> one.fit().inHand()).thenComparing(Suited::name))
                .toList();
        List<Suited> open =
                closest.stream().filter(one -> open(autoHours(one), minute)).toList();
        if (open.isEmpty()) {
            boolean never = closest.stream().allMatch(one -> autoHours(one).isEmpty());
            return new Automatic(never ? Why.BY_HAND : Why.OFF_HOURS, Optional.of(closest.getFirst()));
        }
        if (open.size() < closest.size()) {
            return new Automatic(Why.SEVERAL, Optional.empty());
        }
        return open.stream()
                .filter(one -> hindered(one).isEmpty())
                .findFirst()
                .map(one -> new Automatic(open.size() == 1 ? Why.GOES : Why.GOES_TO_LEAST, Optional.of(one)))
                .orElseGet(() -> new Automatic(hindered(open.getFirst()).orElseThrow(), Optional.of(open.getFirst())));
    }

    private static String autoHours(Suited one) {
        return one.rule().map(Suggestion::autoHours).orElse("");
    }

    private static boolean open(String hours, int minute) {
        return OpenHours.parse(hours).stream().anyMatch(each -> each.opens() <= minute && minute < each.closes());
    }

    private static Optional<Why> hindered(Suited one) {
        if (!one.staffed()) {
            return Optional.of(Why.VACANT);
        }
        return one.fit()
                .hindrance()
                .map(why -> Why.valueOf(why.name()))
                .or(() -> one.rule()
                        .flatMap(Suggestion::autoMost)
                        .filter(most -> one.fit().inHand() >= most)
                        .map(most -> Why.FULL));
    }

    /** What the line says of it, beside who it went to. */
    Map<String, String> because() {
        Map<String, String> because = new LinkedHashMap<>();
        about.ifPresent(one -> {
            one.rule().ifPresent(rule -> {
                because.put("rule", rule.rule().toString());
                because.put("autoPlace", rule.placeName());
                because.put("autoCategory", rule.categoryName());
                because.put("autoHours", rule.autoHours());
            });
            if (why.told()) {
                because.put("heldFor", one.name());
            }
            one.fit().needed().ifPresent(language -> because.put("autoLanguage", language.name()));
            one.fit().skill().ifPresent(skill -> because.put("autoSkill", skill.name()));
            because.put("autoInHand", Integer.toString(one.fit().inHand()));
        });
        because.put(why.goes() ? "autoWhy" : "held", why.name());
        return because;
    }
}
