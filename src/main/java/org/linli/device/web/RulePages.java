package org.linli.device.web;

import gg.jte.models.runtime.JteModel;
import java.util.List;
import java.util.UUID;
import linli.pages.Templates;
import org.jspecify.annotations.Nullable;
import org.linli.device.AlertKind;
import org.linli.device.Device;
import org.linli.device.Kinds;
import org.linli.device.Rule;
import org.linli.device.Rules;
import org.linli.device.web.DeviceView.Added;
import org.linli.device.web.DeviceView.Named;
import org.linli.kernel.PlaceCode;
import org.linli.kernel.Refusal;
import org.linli.order.Categories;
import org.linli.place.Found;
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

/** By which rules alerts become orders, in sentences; and the kinds that a community adds. */
@Controller
class RulePages {

    private static final String PATH = DevicePages.PATH + "/rules";

    private final Rules rules;
    private final Kinds kinds;
    private final Categories categories;
    private final Places places;
    private final Templates templates;

    RulePages(Rules rules, Kinds kinds, Categories categories, Places places, Templates templates) {
        this.rules = rules;
        this.kinds = kinds;
        this.categories = categories;
        this.places = places;
        this.templates = templates;
    }

    static Named named(AlertKind kind, Rule rule, Places places) {
        return new Named(kind, rule, rule.place().map(places::fullName).orElse(""));
    }

    @GetMapping(PATH)
    Answer rules(Page page) {
        return Answer.show(show(page, RuleForm.FRESH, List.of(), Added.NOTHING, null));
    }

    @PostMapping(PATH)
    Answer set(RuleForm typed, Page page, Once once) {
        DevicePages.keeper(page.actor());
        TypedPlace where = new TypedPlace(typed.q(), typed.where());
        try {
            return once.go(() -> {
                PlaceCode home = page.actor().home();
                rules.set(where.meant(home, places).orElse(home), typed.rule());
                return PATH;
            });
        } catch (Refusal refusal) {
            refusal.mendable();
            List<Found> choices = refusal.code().equals("where.several")
                    ? where.choices(page.actor().home(), places)
                    : List.of();
            return Answer.again(show(page, typed, choices, Added.NOTHING, refusal));
        }
    }

    @PostMapping(PATH + "/{id}/drop")
    Answer drop(@PathVariable UUID id, Page page, Once once) {
        DevicePages.keeper(page.actor());
        return once.go(() -> {
            rules.drop(id);
            return PATH;
        });
    }

    @PostMapping(DevicePages.PATH + "/kinds")
    Answer add(
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "") String films,
            Page page,
            Once once) {
        DevicePages.keeper(page.actor());
        return change(
                page,
                once,
                new Added("kind", name, "", "", "ORDINARY", films),
                () -> kinds.add(name, films.equals("yes")));
    }

    @PostMapping(DevicePages.PATH + "/alert-kinds")
    Answer addAlert(
            @RequestParam(defaultValue = "") String code,
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "") String category,
            @RequestParam(defaultValue = "") String severity,
            Page page,
            Once once) {
        DevicePages.keeper(page.actor());
        return change(
                page,
                once,
                new Added("alert", name, code, category, severity, ""),
                () -> kinds.addAlert(code, name, category, RuleForm.severity(severity)));
    }

    private Answer change(Page page, Once once, Added typed, Runnable work) {
        try {
            return once.go(() -> {
                work.run();
                return PATH;
            });
        } catch (Refusal refusal) {
            refusal.mendable();
            return Answer.again(show(page, RuleForm.FRESH, List.of(), typed, refusal));
        }
    }

    private JteModel show(Page page, RuleForm typed, List<Found> choices, Added added, @Nullable Refusal refusal) {
        Actor actor = page.actor();
        if (!Device.lists(actor)) {
            throw Refusal.forbidden("device.notYours");
        }
        PlaceCode home = actor.home();
        List<AlertKind> known = kinds.alerts(home);
        List<Named> set = rules.at(home).stream()
                .flatMap(rule -> known.stream()
                        .filter(kind -> kind.code().equals(rule.alert()))
                        .map(kind -> named(kind, rule, places)))
                .toList();
        return templates.deviceRules(
                page,
                new DeviceView.Ruled(
                        set,
                        known,
                        kinds.of(home),
                        categories.at(home),
                        DevicePages.names(categories.all()),
                        DevicePages.keeps(actor),
                        typed,
                        choices,
                        places.children(home, "", 100),
                        home,
                        places.fullName(home),
                        added),
                refusal);
    }
}
