package org.linli.identity.web;

import gg.jte.models.runtime.JteModel;
import java.time.Clock;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import linli.pages.Templates;
import org.jspecify.annotations.Nullable;
import org.linli.identity.Accounts;
import org.linli.kernel.PlaceCode;
import org.linli.kernel.PlaceLevel;
import org.linli.kernel.Refusal;
import org.linli.organisation.Appointment;
import org.linli.organisation.Appointments;
import org.linli.place.Found;
import org.linli.place.Places;
import org.linli.place.TypedPlace;
import org.linli.platform.Actor;
import org.linli.platform.web.Answer;
import org.linli.platform.web.Once;
import org.linli.platform.web.Page;
import org.linli.resident.Person;
import org.linli.resident.Residents;
import org.linli.resident.Tie;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** One person: their phone, homes, appointments and account. */
@Controller
class PersonPages {

    private final Residents residents;
    private final Appointments appointments;
    private final Accounts accounts;
    private final Places places;
    private final Templates templates;
    private final Clock clock;

    PersonPages(
            Residents residents,
            Appointments appointments,
            Accounts accounts,
            Places places,
            Templates templates,
            Clock clock) {
        this.residents = residents;
        this.appointments = appointments;
        this.accounts = accounts;
        this.places = places;
        this.templates = templates;
        this.clock = clock;
    }

    @GetMapping("/desk/people/{id}")
    Answer person(@PathVariable UUID id, Page page) {
        return Answer.show(show(reached(id, page.actor()), page));
    }

    /** Shows the whole phone on the answer itself: each time it is shown is a look of its own, and recorded. */
    @PostMapping("/desk/people/{id}/phone")
    Answer phone(@PathVariable UUID id, Page page) {
        Person person = reached(id, page.actor());
        return Answer.show(show(person, residents.phone(id), none(), "", page, null));
    }

    @PostMapping("/desk/people/{id}/ties")
    Answer tie(
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String q,
            @RequestParam(defaultValue = "") String where,
            @RequestParam Tie.Kind kind,
            @RequestParam(defaultValue = "") String since,
            Page page,
            Once once) {
        Person person = reached(id, page.actor());
        HomeForm home = new HomeForm(new TypedPlace(q, where), kind, since);
        try {
            return once.go(() -> {
                residents.tie(
                        id,
                        home.where().meant(page.actor().home(), places).orElseThrow(() -> Refusal.invalid("tie.home")),
                        kind,
                        day(since));
                return path(id);
            });
        } catch (Refusal refusal) {
            return again(refusal, () -> show(person, "", home, "", page, refusal));
        }
    }

    @PostMapping("/desk/people/{id}/ties/{tie}/end")
    Answer untie(@PathVariable UUID id, @PathVariable UUID tie, Page page, Once once) {
        reached(id, page.actor());
        return once.go(() -> {
            residents.untie(id, tie);
            return path(id);
        });
    }

    @PostMapping("/desk/people/{id}/account")
    Answer openAccount(@PathVariable UUID id, @RequestParam(defaultValue = "") String name, Page page, Once once) {
        Person person = reached(id, page.actor());
        try {
            return shownOnce(person, page, once, () -> accounts.openWithInventedPassword(id, name));
        } catch (Refusal refusal) {
            return again(refusal, () -> show(person, "", none(), name, page, refusal));
        }
    }

    @PostMapping("/desk/people/{id}/account/password")
    Answer resetPassword(@PathVariable UUID id, Page page, Once once) {
        Person person = reached(id, page.actor());
        return shownOnce(person, page, once, () -> accounts.reset(id));
    }

    /**
     * The password lives on this one answer only. What is remembered of the request is where it leads, so a repetition
     * does nothing and finds no password: its page says that it was shown already.
     */
    private Answer shownOnce(Person person, Page page, Once once, Supplier<String> password) {
        AtomicReference<String> shown = new AtomicReference<>("");
        once.path(() -> {
            shown.set(password.get());
            return path(person.id());
        });
        String account = accounts.of(person.id()).map(Accounts.Account::name).orElse("");
        return Answer.show(templates.peoplePassword(page, person, account, shown.get()));
    }

    private static Answer again(Refusal refusal, Supplier<JteModel> page) {
        refusal.mendable();
        return Answer.again(page.get());
    }

    private Person reached(UUID id, Actor actor) {
        PeoplePages.reader(actor);
        Person person = residents.person(id);
        if (!actor.covers(person.community())) {
            throw Refusal.notFound();
        }
        return person;
    }

    private JteModel show(Person person, Page page) {
        return show(person, "", none(), "", page, null);
    }

    private HomeForm none() {
        return new HomeForm(
                TypedPlace.none(), Tie.Kind.OWNER, LocalDate.now(clock).toString());
    }

    private JteModel show(
            Person person, String phone, HomeForm home, String accountName, Page page, @Nullable Refusal refusal) {
        Actor actor = page.actor();
        boolean appoints = actor.duty().appoints();
        List<Tie> ties = residents.tiesOf(person.id());
        List<Appointment> held = appointments.everHeldBy(person.id());
        List<Found> choices = refusal != null && refusal.code().equals("where.several")
                ? home.where().choices(actor.home(), places)
                : List.of();
        return templates.peoplePerson(
                page,
                new PersonView(
                        person,
                        phone,
                        ties,
                        households(person, ties),
                        held,
                        places.fullNames(Stream.of(
                                        Stream.of(person.community()),
                                        ties.stream().map(Tie::home),
                                        held.stream().map(Appointment::place))
                                .flatMap(codes -> codes)
                                .toList()),
                        appoints ? accounts.of(person.id()) : Optional.empty(),
                        appoints,
                        accounts.keeps(person.id()),
                        home,
                        choices,
                        accountName,
                        LocalDate.now(clock)),
                places.children(actor.home(), "", 100),
                refusal);
    }

    /** 一户: who else is tied to the same home. */
    private Map<PlaceCode, List<Tie>> households(Person person, List<Tie> ties) {
        return ties.stream()
                .filter(tie -> tie.until().isEmpty() && tie.home().level() == PlaceLevel.HOME)
                .map(Tie::home)
                .distinct()
                .collect(Collectors.toMap(
                        home -> home,
                        home -> residents.household(home).stream()
                                .filter(tie -> !tie.person().equals(person.id()))
                                .toList()));
    }

    private static LocalDate day(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeParseException notADay) {
            throw Refusal.invalid("tie.since");
        }
    }

    private static String path(UUID id) {
        return "/desk/people/" + id;
    }
}
