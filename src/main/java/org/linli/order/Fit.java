package org.linli.order;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.linli.organisation.Posts.Post;
import org.linli.organisation.Rotas.Now;
import org.linli.organisation.Skill;
import org.linli.organisation.Spoken;

/**
 * How well an organisation suits an order 派给谁合适, and why; a person decides. Whoever speaks the language of somebody who speaks no
 * Chinese comes first (双语服务岗 3-24), then whom the closest rule names, then whose business it usually is, then whoever is on duty
 * now, is good at it (3-17), and has the least in hand.
 *
 * @param place how long the code of the place is that its rule matched; 0 where no rule names it
 * @param category the same of the category
 * @param usual whether no rule names anybody, and the terms of the category name its kind 责任主体, of which it is the nearest
 * @param needed the language of whoever asked, beside Chinese
 * @param speakers who speaks it there
 * @param skill what such a thing asks for
 * @param skilled who is good at it there
 * @param inHand how many orders it has in hand
 */
public record Fit(
        int place,
        int category,
        boolean usual,
        Optional<Spoken> needed,
        List<Able> speakers,
        Now duty,
        Optional<Skill> skill,
        List<Able> skilled,
        int inHand) {

    /** Somebody in office who can do what is asked for. */
    public record Able(UUID appointment, String name) {}

    /** The best first. */
    public static final Comparator<Fit> BEST = Comparator.comparing((Fit fit) -> !(fit.speaks() && fit.suggested()))
            .thenComparing(fit -> !fit.named())
            .thenComparing(Fit::place, Comparator.reverseOrder())
            .thenComparing(Fit::category, Comparator.reverseOrder())
            .thenComparing(fit -> !fit.usual)
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

    /** Why nothing is sent there without a person's word. */
    public enum Hindrance {
        /** It keeps a rota, and nobody is there now. */
        OFF_DUTY,
        /** Nobody there speaks the language that is needed. */
        LANGUAGE,
        /** Whoever speaks it is not on duty now. */
        LANGUAGE_AWAY,
        /** Nobody there is good at it. */
        SKILL,
        /** Whoever is good at it is not on duty now. */
        SKILL_AWAY
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

    /** Whether it is suggested: by a rule, as its usual business, or as the one that both speaks the language and is good at it. */
    public boolean suggested() {
        return named() || usual || speaks() && !skilled.isEmpty();
    }

    public Presence presence() {
        return !duty.kept() ? Presence.UNKNOWN : duty.present().isEmpty() ? Presence.OFF : Presence.ON;
    }

    /** The first thing that keeps it from being sent an order without a person's word; none where nothing does. */
    public Optional<Hindrance> hindrance() {
        if (presence() == Presence.OFF) {
            return Optional.of(Hindrance.OFF_DUTY);
        }
        if (needed.isPresent() && speakers.stream().noneMatch(this::there)) {
            return Optional.of(speakers.isEmpty() ? Hindrance.LANGUAGE : Hindrance.LANGUAGE_AWAY);
        }
        if (skill.isPresent() && skilled.stream().noneMatch(this::there)) {
            return Optional.of(skilled.isEmpty() ? Hindrance.SKILL : Hindrance.SKILL_AWAY);
        }
        return Optional.empty();
    }

    private boolean there(Able able) {
        return there(duty, able.appointment);
    }

    /** Where no rota is kept, everybody counts as there. */
    private static boolean there(Now duty, UUID appointment) {
        return !duty.kept()
                || duty.present().stream()
                        .anyMatch(present -> present.appointment().equals(appointment));
    }

    /**
     * Who of those in office is told of an order first: of those who are there now, whoever has all that is asked for; else
     * whoever speaks the language, else whoever is good at it. Nobody where none of them can.
     */
    static Set<UUID> toldFirst(List<Post> posts, Now duty, Optional<Spoken> needed, Optional<Skill> skill) {
        List<Post> there =
                posts.stream().filter(post -> there(duty, post.appointment())).toList();
        Predicate<Post> speaks =
                post -> needed.filter(post.languages()::contains).isPresent();
        Predicate<Post> skilled = post -> skill.filter(post.skills()::contains).isPresent();
        Predicate<Post> all =
                post -> (needed.isEmpty() || speaks.test(post)) && (skill.isEmpty() || skilled.test(post));
        return Stream.of(all, speaks, skilled)
                .map(which -> there.stream().filter(which).map(Post::person).collect(Collectors.toSet()))
                .filter(people -> !people.isEmpty())
                .findFirst()
                .orElse(Set.of());
    }
}
