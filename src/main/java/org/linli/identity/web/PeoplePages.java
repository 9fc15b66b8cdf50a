package org.linli.identity.web;

import gg.jte.models.runtime.JteModel;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import linli.pages.Templates;
import org.jspecify.annotations.Nullable;
import org.linli.kernel.Cursor;
import org.linli.kernel.PlaceCode;
import org.linli.kernel.PlaceLevel;
import org.linli.kernel.Refusal;
import org.linli.place.Found;
import org.linli.place.Places;
import org.linli.place.TypedPlace;
import org.linli.platform.Actor;
import org.linli.platform.secret.Phone;
import org.linli.platform.web.Answer;
import org.linli.platform.web.Once;
import org.linli.platform.web.Page;
import org.linli.resident.Person;
import org.linli.resident.Residents;
import org.linli.resident.Tie;
import org.linli.resident.TypedPerson;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The people of my place: finding one by name or phone, and registering one. */
@Controller
class PeoplePages {

    private final Residents residents;
    private final Places places;
    private final Templates templates;
    private final Clock clock;

    PeoplePages(Residents residents, Places places, Templates templates, Clock clock) {
        this.residents = residents;
        this.places = places;
        this.templates = templates;
        this.clock = clock;
    }

    @GetMapping("/desk/people")
    Answer list(
            @RequestParam(defaultValue = "") String q,
            @RequestParam(required = false) @Nullable String after,
            Page page) {
        Actor actor = reader(page.actor());
        Optional<Phone> phone = TypedPerson.phone(q);
        var found = phone.isPresent()
                ? new org.linli.kernel.Page<Person>(
                        residents.byPhone(phone.get()).filter(person -> actor.covers(person.community())).stream()
                                .toList(),
                        Optional.empty())
                : residents.among(actor.home(), q.strip(), after == null ? Residents.NEWEST : Cursor.parse(after));
        Map<UUID, List<Tie>> ties =
                residents.tiesOf(found.items().stream().map(Person::id).toList());
        List<PlaceCode> shown = Stream.concat(
                        found.items().stream().map(Person::community),
                        ties.values().stream().flatMap(List::stream).map(Tie::home))
                .distinct()
                .toList();
        return Answer.show(templates.peopleList(
                page,
                new PeopleView(q.strip(), after == null, found.items(), ties, places.fullNames(shown), found.next())));
    }

    @GetMapping("/desk/people/new")
    Answer form(Page page) {
        reader(page.actor());
        return Answer.show(form(page, RegistrationForm.empty(), null));
    }

    @PostMapping("/desk/people")
    Answer register(
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "") String phone,
            @RequestParam(defaultValue = "") String q,
            @RequestParam(defaultValue = "") String where,
            @RequestParam Tie.Kind kind,
            Page page,
            Once once) {
        Actor actor = reader(page.actor());
        TypedPlace typed = new TypedPlace(q, where);
        try {
            return once.go(() -> {
                PlaceCode place = typed.meant(actor.home(), places).orElse(actor.home());
                if (place.level().compareTo(PlaceLevel.COMMUNITY) < 0) {
                    throw Refusal.invalid("person.community");
                }
                UUID person = residents.register(
                        name, place, phone.isBlank() ? Optional.empty() : Optional.of(Phone.parse(phone)));
                if (!q.isBlank() && place.level() != PlaceLevel.COMMUNITY) {
                    residents.tie(person, place, kind, LocalDate.now(clock));
                }
                return "/desk/people/" + person;
            });
        } catch (Refusal refusal) {
            refusal.mendable();
            List<Found> choices =
                    refusal.code().equals("where.several") ? typed.choices(actor.home(), places) : List.of();
            return Answer.again(form(page, new RegistrationForm(name, phone, typed, kind, choices), refusal));
        }
    }

    private JteModel form(Page page, RegistrationForm form, @Nullable Refusal refusal) {
        PlaceCode home = page.actor().home();
        return templates.peopleRegistration(page, form, places.fullName(home), places.children(home, "", 100), refusal);
    }

    /** Whoever may see the people of a place. Refuses others as forbidden. */
    static Actor reader(Actor actor) {
        if (!actor.duty().readsPeople()) {
            throw Refusal.forbidden("person.notYours");
        }
        return actor;
    }
}
