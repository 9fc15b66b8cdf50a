package org.linli.bulletin;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import linli.pages.Templates;
import org.jspecify.annotations.Nullable;
import org.linli.kernel.Refusal;
import org.linli.platform.Actor;
import org.linli.platform.Duty;
import org.linli.platform.matter.Trail;
import org.linli.platform.web.Answer;
import org.linli.platform.web.Attempts;
import org.linli.platform.web.Page;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The daily seals, and recomputing the whole trail; whoever answers for a place may. */
@Controller
class TrailPages {

    private static final Set<Duty> MAY = Set.of(Duty.ADMINISTRATOR, Duty.CHIEF, Duty.STREET);
    private static final int SEALS = 60;
    private static final int TRIES = 6;
    private static final Duration WINDOW = Duration.ofMinutes(10);

    private final Trail trail;
    private final Attempts attempts;
    private final Templates templates;

    TrailPages(Trail trail, Attempts attempts, Templates templates) {
        this.trail = trail;
        this.attempts = attempts;
        this.templates = templates;
    }

    @GetMapping("/desk/trail")
    Answer trail(@RequestParam(required = false) @Nullable String run, Actor actor, Page page) {
        if (!MAY.contains(actor.duty())) {
            throw Refusal.forbidden("trail.notYours");
        }
        return Answer.show(templates.bulletinTrail(
                page, trail.seals(SEALS), run == null ? Optional.empty() : Optional.of(recompute(actor))));
    }

    private Recomputed recompute(Actor actor) {
        attempts.count("verify", actor.self().toString(), TRIES, WINDOW);
        long begin = System.nanoTime();
        Trail.Finding finding = trail.verify();
        return new Recomputed(finding, Duration.ofNanos(System.nanoTime() - begin));
    }
}
