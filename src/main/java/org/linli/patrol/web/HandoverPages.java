package org.linli.patrol.web;

import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import linli.pages.Templates;
import org.jspecify.annotations.Nullable;
import org.linli.kernel.Cursor;
import org.linli.kernel.Refusal;
import org.linli.patrol.Bar;
import org.linli.patrol.Bars;
import org.linli.patrol.Handover;
import org.linli.patrol.Handovers;
import org.linli.patrol.Purpose;
import org.linli.platform.Actor;
import org.linli.platform.notice.Notices;
import org.linli.platform.web.Answer;
import org.linli.platform.web.Once;
import org.linli.platform.web.Page;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** What was handed over to the police liaison 移交警务: that there is something, and its words for a purpose, look by look. */
@Controller
class HandoverPages {

    private static final String PATH = "/desk/handovers";

    private final Handovers handovers;
    private final Bars bars;
    private final Notices notices;
    private final Templates templates;

    HandoverPages(Handovers handovers, Bars bars, Notices notices, Templates templates) {
        this.handovers = handovers;
        this.bars = bars;
        this.notices = notices;
        this.templates = templates;
    }

    /** For everybody else these pages do not exist. */
    @ModelAttribute
    void liaisonsOnly(Actor actor) {
        actor.self();
        if (!actor.duty().receivesHandovers()) {
            throw Refusal.notFound();
        }
    }

    @GetMapping(PATH)
    Answer list(@RequestParam(required = false) @Nullable String after, Page page) {
        if (page.visit().unread() > 0) {
            notices.readOf("handover");
        }
        return Answer.show(templates.patrolHandovers(
                page, handovers.received(Optional.ofNullable(after).map(Cursor::parse)), after != null));
    }

    @GetMapping(PATH + "/{id}")
    Answer one(@PathVariable UUID id, Page page) {
        return Answer.show(templates.patrolHandover(page, view(id, "", "", Optional.empty(), Optional.empty(), page)));
    }

    /**
     * Shows the words, in this answer alone: whoever wants to see them again says again what for. Not done once however often it is
     * sent, for each time is a look of its own and stands in the record.
     */
    @PostMapping(PATH + "/{id}")
    Answer look(
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String purpose,
            @RequestParam(defaultValue = "") String words,
            Page page) {
        try {
            Purpose why = Arrays.stream(Purpose.values())
                    .filter(one -> one.name().equals(purpose))
                    .findFirst()
                    .orElseThrow(() -> Refusal.invalid("patrol.purpose"));
            Handover.Content content = handovers.look(id, why, words);
            return Answer.show(
                    templates.patrolHandover(page, view(id, "", "", Optional.of(content), Optional.empty(), page)));
        } catch (Refusal refusal) {
            return Answer.again(templates.patrolHandover(
                    page, view(id, purpose, words, Optional.empty(), Optional.of(refusal.mendable()), page)));
        }
    }

    /** The liaison finds that it was malicious; another liaison confirms it, or nothing follows. */
    @PostMapping(PATH + "/{id}/malicious")
    Answer malicious(@PathVariable UUID id, @RequestParam(defaultValue = "") String reason, Page page, Once once) {
        try {
            Bar.Reason why = reason(reason);
            return once.go(() -> {
                bars.propose(Bar.Origin.HANDOVER, id, why);
                return PATH + "/" + id;
            });
        } catch (Refusal refusal) {
            return Answer.again(templates.patrolHandover(
                    page, view(id, "", "", Optional.empty(), Optional.of(refusal.mendable()), page)));
        }
    }

    @PostMapping(PATH + "/{id}/confirm")
    Answer confirm(@PathVariable UUID id, Once once) {
        return once.go(() -> {
            bars.confirm(Bar.Origin.HANDOVER, id);
            return PATH + "/" + id;
        });
    }

    static Bar.Reason reason(String name) {
        return Arrays.stream(Bar.Reason.values())
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow(() -> Refusal.invalid("patrol.bar.reason"));
    }

    private HandoverView view(
            UUID id,
            String purpose,
            String words,
            Optional<Handover.Content> content,
            Optional<Refusal> refusal,
            Page page) {
        Handover handover = handovers.handover(id);
        return new HandoverView(
                handover,
                handovers.looksAt(handover),
                BarView.of(Bar.Origin.HANDOVER, bars.about(Bar.Origin.HANDOVER, id), page),
                purpose,
                words,
                content,
                refusal);
    }
}
