package org.linli.patrol.web;

import gg.jte.models.runtime.JteModel;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import linli.pages.Templates;
import org.linli.kernel.Refusal;
import org.linli.patrol.Filing;
import org.linli.patrol.Handovers;
import org.linli.patrol.PatrolSettings;
import org.linli.patrol.Report;
import org.linli.patrol.ReportLists;
import org.linli.patrol.Reports;
import org.linli.patrol.Rights;
import org.linli.patrol.Step;
import org.linli.place.Found;
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

/** A resident reports 报告, one question a screen: what happened, where, when, in words, and whether somebody is in it. */
@Controller
class ReportPages {

    private final Reports reports;
    private final ReportLists lists;
    private final Handovers handovers;
    private final Rights rights;
    private final PatrolSettings settings;
    private final Spots spots;
    private final Notices notices;
    private final Templates templates;

    ReportPages(
            Reports reports,
            ReportLists lists,
            Handovers handovers,
            Rights rights,
            PatrolSettings settings,
            Spots spots,
            Notices notices,
            Templates templates) {
        this.reports = reports;
        this.lists = lists;
        this.handovers = handovers;
        this.rights = rights;
        this.settings = settings;
        this.spots = spots;
        this.notices = notices;
        this.templates = templates;
    }

    /** Staff report at the desk. */
    @ModelAttribute
    void residentsOnly(Actor actor) {
        actor.self();
        if (actor.duty().staff()) {
            throw Refusal.forbidden("patrol.residentOnly");
        }
    }

    /** What happened, where and when stand in the address; words never do. */
    @GetMapping("/report")
    Answer ask(
            @RequestParam(defaultValue = "") String kind,
            @RequestParam(defaultValue = "") String place,
            @RequestParam(defaultValue = "") String moment,
            @RequestParam(name = "q", defaultValue = "") String find,
            @RequestParam(defaultValue = "") String shown,
            @RequestParam(name = "find", defaultValue = "") String searching,
            Actor actor,
            Page page) {
        if (rights.barred()) {
            return Answer.go("/report/rights");
        }
        Asked asked = new Asked(kind, place, moment, "", "", "", Optional.empty());
        if (kind.isEmpty()) {
            return Answer.show(show(asked, "kind", "", List.of(), actor, page));
        }
        try {
            List<Found> found = spots.find(find, actor);
            boolean picked = shown.equals(find)
                    || found.stream().anyMatch(one -> one.code().value().equals(place));
            if (place.isEmpty() || !searching.isEmpty() || !find.isBlank() && !picked) {
                return Answer.show(show(asked, "place", find, found, actor, page));
            }
        } catch (Refusal refusal) {
            return Answer.again(show(asked.refused(refusal.mendable()), "place", find, List.of(), actor, page));
        }
        return Answer.show(show(asked, moment.isEmpty() ? "moment" : "words", "", List.of(), actor, page));
    }

    /**
     * The words, and then the one question that decides who sees them; nothing is kept before both are there.
     *
     * @param asked whether the question has been asked
     */
    @PostMapping("/report")
    Answer file(
            @RequestParam(defaultValue = "") String kind,
            @RequestParam(defaultValue = "") String place,
            @RequestParam(defaultValue = "") String moment,
            @RequestParam(defaultValue = "") String words,
            @RequestParam(defaultValue = "") String person,
            @RequestParam(defaultValue = "") String sure,
            @RequestParam(defaultValue = "") String asked,
            Actor actor,
            Page page,
            Once once) {
        Asked typed = new Asked(kind, place, moment, words, person, sure, Optional.empty());
        try {
            Filing filing = typed.filing();
            if (asked.isEmpty() && person.isEmpty()) {
                return Answer.show(show(typed, "person", "", List.of(), actor, page));
            }
            return once.go(
                    () -> reports.file(filing).map(id -> "/reports/" + id).orElse("/reports"));
        } catch (Refusal refusal) {
            Asked refused = typed.refused(refusal.mendable());
            return Answer.again(show(refused, refused.question(), "", List.of(), actor, page));
        }
    }

    private JteModel show(Asked asked, String question, String find, List<Found> found, Actor actor, Page page) {
        List<Spot> offered = question.equals("place") ? spots.of(actor, asked.place(), page) : List.of();
        return templates.patrolAsk(
                page,
                new AskedView(
                        asked,
                        question,
                        offered,
                        find,
                        found,
                        question.equals("person") && spots.unmanned(actor, asked.place()),
                        settings.barDays()));
    }

    @GetMapping("/reports")
    Answer mine(Page page) {
        return Answer.show(templates.patrolMine(
                page, lists.mine(), handovers.mine(), !rights.against().isEmpty()));
    }

    @GetMapping("/reports/{id}")
    Answer one(@PathVariable UUID id, Page page) {
        Report report = reports.report(id);
        if (page.visit().unread() > 0) {
            notices.readAbout(id);
        }
        return Answer.show(templates.patrolOne(
                page, new ReportLists.Row(report, spots.name(report.matter().place()))));
    }

    /** It tells of a person after all: from here on it is the liaison's alone. */
    @PostMapping("/reports/{id}/handOver")
    Answer handOver(@PathVariable UUID id, Once once) {
        return once.go(() -> {
            reports.take(id, new Step.HandOver());
            return "/reports";
        });
    }
}
