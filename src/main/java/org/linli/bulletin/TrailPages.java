package org.linli.bulletin;

import gg.jte.models.runtime.JteModel;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import linli.pages.Templates;
import org.linli.kernel.Refusal;
import org.linli.platform.Actor;
import org.linli.platform.Duty;
import org.linli.platform.matter.Trail;
import org.linli.platform.web.Answer;
import org.linli.platform.web.Attempts;
import org.linli.platform.web.Once;
import org.linli.platform.web.Page;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;

/** The daily seals, and recomputing the whole trail; whoever answers for a place may. */
@Controller
class TrailPages {

    private static final Set<Duty> MAY = Set.of(Duty.ADMINISTRATOR, Duty.CHIEF, Duty.STREET, Duty.STREET_LEADER);
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
    Answer trail(Actor actor, Page page) {
        may(actor);
        return Answer.show(show(page, Optional.empty()));
    }

    /** What was found stands on this one answer; a repetition of the form leads back to the seals. */
    @PostMapping("/desk/trail")
    Answer recompute(Actor actor, Page page, Once once) {
        may(actor);
        attempts.count("verify", actor.self().toString(), TRIES, WINDOW);
        AtomicReference<Recomputed> found = new AtomicReference<>();
        String seals = once.path(() -> {
            long begin = System.nanoTime();
            Trail.Finding finding = trail.verifyInTurn();
            found.set(new Recomputed(finding, Duration.ofNanos(System.nanoTime() - begin)));
            return "/desk/trail";
        });
        Optional<Recomputed> run = Optional.ofNullable(found.get());
        return run.isEmpty() ? Answer.go(seals) : Answer.show(show(page, run));
    }

    private JteModel show(Page page, Optional<Recomputed> run) {
        return templates.bulletinTrail(page, trail.seals(SEALS), run);
    }

    private static void may(Actor actor) {
        if (!MAY.contains(actor.duty())) {
            throw Refusal.forbidden("trail.notYours");
        }
    }
}
