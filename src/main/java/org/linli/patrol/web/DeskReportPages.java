package org.linli.patrol.web;

import gg.jte.models.runtime.JteModel;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import linli.pages.Templates;
import org.jspecify.annotations.Nullable;
import org.linli.kernel.Cursor;
import org.linli.kernel.Refusal;
import org.linli.patrol.Bar;
import org.linli.patrol.Bars;
import org.linli.patrol.Filing;
import org.linli.patrol.Handovers;
import org.linli.patrol.Kind;
import org.linli.patrol.PatrolSettings;
import org.linli.patrol.Report;
import org.linli.patrol.ReportLists;
import org.linli.patrol.ReportLists.Filter;
import org.linli.patrol.ReportLists.Tab;
import org.linli.patrol.Reports;
import org.linli.patrol.Rights;
import org.linli.patrol.Step;
import org.linli.place.Found;
import org.linli.platform.Acting;
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

/** Reports at the desk 六必报: the list of a place, a new one by whoever is on a round, and what is done about one. */
@Controller
class DeskReportPages {

    private static final String PATH = "/desk/reports";

    private final Reports reports;
    private final ReportLists lists;
    private final Handovers handovers;
    private final Bars bars;
    private final Rights rights;
    private final PatrolSettings settings;
    private final Spots spots;
    private final Notices notices;
    private final Templates templates;

    DeskReportPages(
            Reports reports,
            ReportLists lists,
            Handovers handovers,
            Bars bars,
            Rights rights,
            PatrolSettings settings,
            Spots spots,
            Notices notices,
            Templates templates) {
        this.reports = reports;
        this.lists = lists;
        this.handovers = handovers;
        this.bars = bars;
        this.rights = rights;
        this.settings = settings;
        this.spots = spots;
        this.notices = notices;
        this.templates = templates;
    }

    @ModelAttribute
    void staffOnly(Actor actor) {
        actor.self();
        if (!ReportLists.has(actor)) {
            throw Refusal.forbidden("patrol.notYours");
        }
    }

    @GetMapping(PATH)
    Answer list(
            @RequestParam(defaultValue = "") String tab,
            @RequestParam(defaultValue = "") String kind,
            @RequestParam(name = "words", defaultValue = "") String words,
            @RequestParam(required = false) @Nullable String after,
            Page page) {
        Tab current = Arrays.stream(Tab.values())
                .filter(one -> one.name().equalsIgnoreCase(tab))
                .findFirst()
                .orElse(Tab.WAITING);
        Filter filter = Filter.NONE;
        Optional<Refusal> refused = Optional.empty();
        try {
            filter = new Filter(
                    Arrays.stream(Kind.values())
                            .filter(one -> one.name().equals(kind))
                            .findFirst(),
                    words);
        } catch (Refusal refusal) {
            refused = Optional.of(refusal);
        }
        return Answer.show(templates.patrolList(
                page,
                new ListedView(
                        current,
                        lists.counts(),
                        filter,
                        lists.list(current, filter, Optional.ofNullable(after).map(Cursor::parse)),
                        handovers.mine(),
                        !rights.against().isEmpty(),
                        after != null,
                        refused)));
    }

    @GetMapping(PATH + "/new")
    Answer form(Actor actor, Page page) {
        if (rights.barred()) {
            return Answer.go("/report/rights");
        }
        return Answer.show(show(new Asked("", "", "NOW", "", "", "", Optional.empty()), "", List.of(), actor, page));
    }

    @PostMapping(PATH)
    Answer file(
            @RequestParam(defaultValue = "") String kind,
            @RequestParam(defaultValue = "") String place,
            @RequestParam(defaultValue = "") String moment,
            @RequestParam(defaultValue = "") String words,
            @RequestParam(defaultValue = "") String person,
            @RequestParam(defaultValue = "") String sure,
            @RequestParam(name = "q", defaultValue = "") String find,
            @RequestParam(name = "find", defaultValue = "") String searching,
            Actor actor,
            Page page,
            Once once) {
        Asked typed = new Asked(kind, place, moment, words, person, sure, Optional.empty());
        List<Found> found = List.of();
        try {
            found = spots.find(find, actor);
            if (!searching.isEmpty()) {
                return Answer.show(show(typed, find, found, actor, page));
            }
            Filing filing = typed.filing();
            return once.go(() -> reports.file(filing).map(id -> PATH + "/" + id).orElse(PATH));
        } catch (Refusal refusal) {
            return Answer.again(show(typed.refused(refusal.mendable()), find, found, actor, page));
        }
    }

    private JteModel show(Asked asked, String find, List<Found> found, Actor actor, Page page) {
        return templates.patrolFiling(
                page,
                new AskedView(
                        asked,
                        "",
                        spots.of(actor, asked.place(), page),
                        find,
                        found,
                        spots.unmanned(actor, asked.place()),
                        settings.barDays()));
    }

    @GetMapping(PATH + "/{id}")
    Answer one(@PathVariable UUID id, Page page) {
        if (page.visit().unread() > 0) {
            notices.readAbout(id);
        }
        return Answer.show(one(id, "", Optional.empty(), page));
    }

    @PostMapping(PATH + "/{id}/settle")
    Answer settle(@PathVariable UUID id, @RequestParam(defaultValue = "") String words, Page page, Once once) {
        try {
            Step step = new Step.Settle(words);
            return took(id, step, once);
        } catch (Refusal refusal) {
            return Answer.again(one(id, words, Optional.of(refusal.decidable()), page), refusal);
        }
    }

    /** The chief finds that it was malicious; somebody else confirms it, or nothing follows. */
    @PostMapping(PATH + "/{id}/malicious")
    Answer malicious(@PathVariable UUID id, @RequestParam(defaultValue = "") String reason, Page page, Once once) {
        try {
            Bar.Reason why = HandoverPages.reason(reason);
            return once.go(() -> {
                bars.propose(Bar.Origin.REPORT, id, why);
                return PATH + "/" + id;
            });
        } catch (Refusal refusal) {
            return Answer.again(one(id, "", Optional.of(refusal.mendable()), page));
        }
    }

    @PostMapping(PATH + "/{id}/confirm")
    Answer confirm(@PathVariable UUID id, Once once) {
        return once.go(() -> {
            bars.confirm(Bar.Origin.REPORT, id);
            return PATH + "/" + id;
        });
    }

    @PostMapping(PATH + "/{id}/{step:takeUp|close|handOver}")
    Answer step(@PathVariable UUID id, @PathVariable String step, Page page, Once once) {
        try {
            return switch (step) {
                case "takeUp" -> took(id, new Step.TakeUp(), once);
                case "close" -> took(id, new Step.Close(), once);
                case "handOver" -> took(id, new Step.HandOver(), once);
                default -> throw Refusal.notFound();
            };
        } catch (Refusal refusal) {
            return Answer.again(one(id, "", Optional.of(refusal.decidable()), page), refusal);
        }
    }

    private Answer took(UUID id, Step step, Once once) {
        return once.go(() -> reports.take(id, step).isPresent() ? PATH + "/" + id : PATH);
    }

    private JteModel one(UUID id, String words, Optional<Refusal> refusal, Page page) {
        Report report = reports.report(id);
        return templates.patrolMatter(
                page,
                new ReportView(
                        report,
                        spots.name(report.matter().place()),
                        reports.timeline(report),
                        report.open(Acting.current()),
                        BarView.of(Bar.Origin.REPORT, bars.about(Bar.Origin.REPORT, id), page),
                        words,
                        refusal));
    }
}
