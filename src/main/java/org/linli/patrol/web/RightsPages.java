package org.linli.patrol.web;

import java.util.Optional;
import java.util.UUID;
import linli.pages.Templates;
import org.linli.kernel.Refusal;
import org.linli.patrol.Bars;
import org.linli.patrol.Rights;
import org.linli.platform.Actor;
import org.linli.platform.notice.Notices;
import org.linli.platform.web.Answer;
import org.linli.platform.web.Once;
import org.linli.platform.web.Page;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** What was found against a reporter 恶意报告的认定, their appeal, and the street's answer to it. */
@Controller
class RightsPages {

    private final Rights rights;
    private final Bars bars;
    private final Notices notices;
    private final Templates templates;

    RightsPages(Rights rights, Bars bars, Notices notices, Templates templates) {
        this.rights = rights;
        this.bars = bars;
        this.notices = notices;
        this.templates = templates;
    }

    /** For residents and staff alike: it is about themselves. */
    @GetMapping("/report/rights")
    Answer mine(Actor actor, Page page) {
        actor.self();
        if (page.visit().unread() > 0) {
            notices.readOf("bar");
        }
        return Answer.show(templates.patrolRights(page, rights.against(), "", "", Optional.empty()));
    }

    @PostMapping("/report/rights/{id}")
    Answer appeal(
            @PathVariable UUID id, @RequestParam(defaultValue = "") String words, Actor actor, Page page, Once once) {
        actor.self();
        try {
            return once.go(() -> {
                bars.appeal(id, words);
                return "/report/rights";
            });
        } catch (Refusal refusal) {
            return Answer.again(templates.patrolRights(
                    page, rights.against(), id.toString(), words, Optional.of(refusal.mendable())));
        }
    }

    @GetMapping("/desk/appeals")
    Answer appeals(Page page) {
        return Answer.show(templates.patrolAppeals(page, bars.appeals(), "", "", Optional.empty()));
    }

    @PostMapping("/desk/appeals/{id}")
    Answer answer(
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String lift,
            @RequestParam(defaultValue = "") String words,
            Page page,
            Once once) {
        try {
            if (!lift.equals("yes") && !lift.equals("no")) {
                throw Refusal.invalid("patrol.bar.lift");
            }
            return once.go(() -> {
                bars.answer(id, lift.equals("yes"), words);
                return "/desk/appeals";
            });
        } catch (Refusal refusal) {
            return Answer.again(templates.patrolAppeals(
                    page, bars.appeals(), id.toString(), words, Optional.of(refusal.mendable())));
        }
    }
}
