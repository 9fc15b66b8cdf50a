package org.linli.order.web;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import linli.pages.Templates;
import org.linli.kernel.PlaceCode;
import org.linli.kernel.Refusal;
import org.linli.kernel.TimeLimit;
import org.linli.order.Categories;
import org.linli.order.Exclusions;
import org.linli.order.Standards;
import org.linli.order.Standards.Limit;
import org.linli.order.Standards.Mark;
import org.linli.order.web.StandardsView.Form;
import org.linli.place.Places;
import org.linli.place.TypedPlace;
import org.linli.platform.Actor;
import org.linli.platform.web.Answer;
import org.linli.platform.web.Once;
import org.linli.platform.web.Page;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** What a place sets for its appraisal 考核口径: how long a verification may take, and what its patrol should find; an administrator sets it. */
@Controller
class StandardPages {

    private static final String PATH = StandardsView.PATH;
    private static final int NEAR = 100;

    private final Standards standards;
    private final Categories categories;
    private final Places places;
    private final Templates templates;

    StandardPages(Standards standards, Categories categories, Places places, Templates templates) {
        this.standards = standards;
        this.categories = categories;
        this.places = places;
        this.templates = templates;
    }

    @GetMapping(PATH)
    Answer show(Page page) {
        return Answer.show(show(Form.NOTHING, Optional.empty(), page));
    }

    @PostMapping(PATH + "/limits")
    Answer limit(
            @RequestParam(defaultValue = "") String amount,
            @RequestParam(defaultValue = "") String unit,
            @RequestParam(defaultValue = "") String q,
            @RequestParam(defaultValue = "") String limitAt,
            Page page,
            Once once) {
        Actor actor = administrator(page.actor());
        TypedPlace typed = new TypedPlace(q, limitAt);
        try {
            return once.go(() -> {
                standards.limit(typed.meant(actor.home(), places).orElse(actor.home()), TimeLimit.of(amount, unit));
                return PATH;
            });
        } catch (Refusal refusal) {
            refusal.mendable();
            Form form = new Form("limit", amount, unit, "", "", again(actor, typed, refusal));
            return Answer.again(show(form, Optional.of(refusal), page));
        }
    }

    @PostMapping(PATH + "/limits/{place}/drop")
    Answer unlimit(@PathVariable String place, Page page, Once once) {
        administrator(page.actor());
        return once.go(() -> {
            standards.unlimit(PlaceCode.parse(place));
            return PATH;
        });
    }

    @PostMapping(PATH + "/marks")
    Answer mark(
            @RequestParam(defaultValue = "") String category,
            @RequestParam(defaultValue = "") String patrolled,
            @RequestParam(defaultValue = "") String q,
            @RequestParam(defaultValue = "") String markAt,
            Page page,
            Once once) {
        Actor actor = administrator(page.actor());
        TypedPlace typed = new TypedPlace(q, markAt);
        try {
            if (!patrolled.equals("yes") && !patrolled.equals("no")) {
                throw Refusal.invalid("standard.patrolled");
            }
            return once.go(() -> {
                standards.mark(
                        typed.meant(actor.home(), places).orElse(actor.home()), category, patrolled.equals("yes"));
                return PATH;
            });
        } catch (Refusal refusal) {
            refusal.mendable();
            Form form = new Form("mark", "", "", category, patrolled, again(actor, typed, refusal));
            return Answer.again(show(form, Optional.of(refusal), page));
        }
    }

    @PostMapping(PATH + "/marks/{place}/drop")
    Answer unmark(@PathVariable String place, @RequestParam(defaultValue = "") String category, Page page, Once once) {
        administrator(page.actor());
        return once.go(() -> {
            standards.unmark(PlaceCode.parse(place), category);
            return PATH;
        });
    }

    private gg.jte.models.runtime.JteModel show(Form form, Optional<Refusal> refused, Page page) {
        Actor actor = page.actor();
        if (!Exclusions.reads(actor) && !actor.duty().appoints()) {
            throw Refusal.forbidden("rule.notYours");
        }
        PlaceCode home = actor.home();
        List<Limit> limits = standards.limits(home);
        List<Mark> marks = standards.marks(home);
        return templates.orderStandards(
                page,
                new StandardsView(
                        standards.verification(home),
                        limits,
                        marks,
                        standards.usual(),
                        categories.at(home),
                        places.fullNames(Stream.concat(
                                        limits.stream().map(Limit::place),
                                        marks.stream().map(Mark::place))
                                .toList()),
                        home,
                        places.fullName(home),
                        places.children(home, "", NEAR),
                        actor.duty().appoints(),
                        form,
                        refused));
    }

    /** A place field shown again; with the choice where several places were meant. */
    private RoutesView.Where again(Actor actor, TypedPlace typed, Refusal refusal) {
        return new RoutesView.Where(
                typed, refusal.code().equals("where.several") ? typed.choices(actor.home(), places) : List.of());
    }

    private static Actor administrator(Actor actor) {
        if (!actor.duty().appoints()) {
            throw Refusal.forbidden("standard.notYours");
        }
        return actor;
    }
}
