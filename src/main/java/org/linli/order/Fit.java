package org.linli.order;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.linli.organisation.Rotas.Now;
import org.linli.organisation.Skill;
import org.linli.organisation.Spoken;

/**
 * How well an organisation suits an order 派给谁合适, and why; a person decides. Whoever speaks the language of somebody who speaks no
 * Chinese comes first (双语服务岗 3-24), then whom the closest rule names, then whoever is on duty now, is good at it (3-17), and has
 * the least in hand.
 *
 * @param place how long the code of the place is that its rule matched; 0 where no rule names it
 * @param category the same of the category
 * @param needed the language of whoever asked, beside Chinese
 * @param speakers who speaks it there
 * @param skill what such a thing asks for
 * @param skilled who is good at it there
 * @param inHand how many orders it has in hand
 */
public record Fit(
        int place,
        int category,
        Optional<Spoken> needed,
        List<String> speakers,
        Now duty,
        Optional<Skill> skill,
        List<String> skilled,
        int inHand) {

    /** The best first. */
    public static final Comparator<Fit> BEST = Comparator.comparing((Fit fit) -> !(fit.speaks() && fit.suggested()))
            .thenComparing(fit -> !fit.named())
            .thenComparing(Fit::place, Comparator.reverseOrder())
            .thenComparing(Fit::category, Comparator.reverseOrder())
            .thenComparing(Fit::presence)
            .thenComparing(fit -> fit.skilled.isEmpty())
            .thenComparing(Fit::inHand);

    /** Whether anybody is there now. */
    public enum Presence {
        /** 有人值班. */
        ON,
        /** No rota is kept. */
        UNKNOWN,
        /** 没人值班. */
        OFF
    }

    public Fit {
        speakers = List.copyOf(speakers);
        skilled = List.copyOf(skilled);
    }

    /** Whether a rule names it. */
    public boolean named() {
        return place > 0;
    }

    /** Whether somebody there speaks the language that is needed. */
    public boolean speaks() {
        return needed.isPresent() && !speakers.isEmpty();
    }

    /** Whether it is suggested: by a rule, or as the one that both speaks the language and is good at it. */
    public boolean suggested() {
        return named() || speaks() && !skilled.isEmpty();
    }

    public Presence presence() {
        return !duty.kept() ? Presence.UNKNOWN : duty.present().isEmpty() ? Presence.OFF : Presence.ON;
    }
}
