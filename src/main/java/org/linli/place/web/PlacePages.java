package org.linli.place.web;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import linli.pages.Templates;
import org.linli.kernel.PlaceCode;
import org.linli.kernel.PlaceLevel;
import org.linli.kernel.Refusal;
import org.linli.place.Construction;
import org.linli.place.Grid;
import org.linli.place.Grids;
import org.linli.place.Inside;
import org.linli.place.Layout;
import org.linli.place.Place;
import org.linli.place.Places;
import org.linli.place.Positions;
import org.linli.platform.Actor;
import org.linli.platform.web.Answer;
import org.linli.platform.web.Once;
import org.linli.platform.web.Page;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The place page of the desk: what is inside, its grids, and for administrators building and drawing. */
@Controller
class PlacePages {

    private static final int A_PAGE = 100;
    private static final String PAGE = "/desk/places/";

    private final Places places;
    private final Construction construction;
    private final Grids grids;
    private final Positions positions;
    private final Templates templates;

    PlacePages(Places places, Construction construction, Grids grids, Positions positions, Templates templates) {
        this.places = places;
        this.construction = construction;
        this.grids = grids;
        this.positions = positions;
        this.templates = templates;
    }

    @GetMapping("/desk/places")
    Answer own(Page page, Actor actor) {
        return Answer.show(templates.placePlace(page, view(actor.home(), "", Map.of(), Optional.empty())));
    }

    @GetMapping("/desk/places/{code}")
    Answer place(@PathVariable String code, @RequestParam(defaultValue = "") String after, Page page, Actor actor) {
        return Answer.show(templates.placePlace(page, view(mine(code, actor), after, Map.of(), Optional.empty())));
    }

    @PostMapping("/desk/places/{code}/compounds")
    Answer build(@PathVariable String code, @RequestParam Map<String, String> form, Page page, Actor actor, Once once) {
        PlaceCode place = mine(code, actor);
        return answer(place, form, "compounds", page, once, () -> {
            construction.build(place, form.getOrDefault("name", ""));
            return PAGE + place;
        });
    }

    @PostMapping("/desk/places/{code}/name")
    Answer rename(
            @PathVariable String code, @RequestParam Map<String, String> form, Page page, Actor actor, Once once) {
        PlaceCode place = mine(code, actor);
        return answer(place, form, "name", page, once, () -> {
            construction.rename(place, form.getOrDefault("name", ""));
            return PAGE + place;
        });
    }

    @PostMapping("/desk/places/{code}/phone")
    Answer phone(@PathVariable String code, @RequestParam Map<String, String> form, Page page, Actor actor, Once once) {
        PlaceCode place = mine(code, actor);
        return answer(place, form, "phone", page, once, () -> {
            construction.setPhone(place, form.getOrDefault("phone", ""));
            return PAGE + place;
        });
    }

    @PostMapping("/desk/places/{code}/positions")
    Answer position(
            @PathVariable String code, @RequestParam Map<String, String> form, Page page, Actor actor, Once once) {
        PlaceCode place = mine(code, actor);
        return answer(place, form, "positions", page, once, () -> {
            positions.set(place, form.getOrDefault("lines", ""));
            return PAGE + place;
        });
    }

    @PostMapping("/desk/places/{code}/generation")
    Answer generate(
            @PathVariable String code, @RequestParam Map<String, String> form, Page page, Actor actor, Once once) {
        PlaceCode place = mine(code, actor);
        return answer(place, form, "generation", page, once, () -> {
            if (!form.containsKey("sure")) {
                throw Refusal.invalid("layout.sure");
            }
            construction.generate(
                    place,
                    new Layout(
                            number(form, "first"),
                            number(form, "buildings"),
                            number(form, "units"),
                            number(form, "floors"),
                            number(form, "homes")));
            return PAGE + place;
        });
    }

    @PostMapping("/desk/places/{code}/grids")
    Answer draw(
            @PathVariable String code,
            @RequestParam Map<String, String> form,
            @RequestParam(name = "prefix", defaultValue = "") List<String> prefixes,
            Page page,
            Actor actor,
            Once once) {
        PlaceCode place = mine(code, actor);
        return answer(place, form, "grids", page, once, () -> {
            Grid.Kind kind = Arrays.stream(Grid.Kind.values())
                    .filter(known -> known.name().equals(form.get("kind")))
                    .findFirst()
                    .orElseThrow(() -> Refusal.invalid("grid.kind"));
            grids.draw(
                    place.at(PlaceLevel.COMMUNITY),
                    form.getOrDefault("name", ""),
                    kind,
                    prefixes.stream().map(PlaceCode::parse).toList());
            return PAGE + place;
        });
    }

    @PostMapping("/desk/places/{code}/grids/{id}/end")
    Answer drop(@PathVariable String code, @PathVariable UUID id, Actor actor, Once once) {
        PlaceCode place = mine(code, actor);
        return once.go(() -> {
            inside(place, id);
            grids.drop(id);
            return PAGE + place;
        });
    }

    @PostMapping("/desk/places/{code}/grids/{id}/prefixes/{prefix}/end")
    Answer take(@PathVariable String code, @PathVariable UUID id, @PathVariable String prefix, Actor actor, Once once) {
        PlaceCode place = mine(code, actor);
        return once.go(() -> {
            inside(place, id);
            grids.take(id, PlaceCode.parse(prefix));
            return PAGE + place;
        });
    }

    private void inside(PlaceCode place, UUID grid) {
        if (!grids.grid(grid).community().contains(place)) {
            throw Refusal.notFound();
        }
    }

    /** Does it once; a form that was refused is shown again as it was typed. */
    private Answer answer(
            PlaceCode place, Map<String, String> form, String name, Page page, Once once, Supplier<String> work) {
        try {
            return once.go(work);
        } catch (Refusal refusal) {
            refusal.mendable();
            Map<String, String> typed = form.entrySet().stream()
                    .filter(field -> !field.getKey().startsWith("_"))
                    .collect(Collectors.toMap(
                            field -> name + "." + field.getKey(),
                            Map.Entry::getValue,
                            (one, same) -> one,
                            HashMap::new));
            typed.put("form", name);
            return Answer.again(templates.placePlace(page, view(place, "", typed, Optional.of(refusal))));
        }
    }

    private PlaceView view(PlaceCode code, String after, Map<String, String> typed, Optional<Refusal> refusal) {
        List<Place> path = places.path(code);
        List<Inside> children = places.children(code, after, A_PAGE + 1);
        boolean more = children.size() > A_PAGE;
        List<Inside> shown = more ? children.subList(0, A_PAGE) : children;
        boolean local = code.level().compareTo(PlaceLevel.COMMUNITY) >= 0;
        List<Grid> drawn = local && code.level().compareTo(PlaceLevel.BUILDING) < 0
                ? grids.of(code.at(PlaceLevel.COMMUNITY))
                : List.of();
        return new PlaceView(
                path,
                shown,
                more ? shown.getLast().code().value() : "",
                drawn,
                places.fullNames(
                        drawn.stream().flatMap(grid -> grid.prefixes().stream()).toList()),
                code.level() == PlaceLevel.COMMUNITY ? Optional.empty() : grids.covering(code),
                code.level() == PlaceLevel.COMMUNITY || code.level() == PlaceLevel.COMPOUND
                        ? positions.lines(code)
                        : "",
                code.level() == PlaceLevel.COMPOUND ? construction.nextNumber(code) : 1,
                typed,
                refusal);
    }

    /** A place of the actor's own; any other is not found, whether or not it exists. */
    private PlaceCode mine(String code, Actor actor) {
        PlaceCode place;
        try {
            place = PlaceCode.parse(code);
        } catch (Refusal malformed) {
            throw Refusal.notFound();
        }
        if (!actor.covers(place)) {
            throw Refusal.notFound();
        }
        places.place(place);
        return place;
    }

    private static int number(Map<String, String> form, String field) {
        String digits = form.getOrDefault(field, "").strip();
        if (!digits.matches("[0-9]{1,6}")) {
            throw Refusal.invalid("layout.number");
        }
        return Integer.parseInt(digits);
    }
}
