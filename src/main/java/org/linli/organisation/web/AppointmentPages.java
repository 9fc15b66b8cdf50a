package org.linli.organisation.web;

import gg.jte.models.runtime.JteModel;
import java.time.Clock;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import linli.pages.Templates;
import org.jspecify.annotations.Nullable;
import org.linli.kernel.PlaceCode;
import org.linli.kernel.Refusal;
import org.linli.organisation.Appointment;
import org.linli.organisation.Appointments;
import org.linli.organisation.Organisation;
import org.linli.organisation.OrganisationLists;
import org.linli.organisation.OrganisationLists.Sieve;
import org.linli.organisation.OrganisationLists.Staffed;
import org.linli.organisation.Organisations;
import org.linli.place.Places;
import org.linli.place.TypedPlace;
import org.linli.platform.Actor;
import org.linli.platform.Duty;
import org.linli.platform.web.Answer;
import org.linli.platform.web.Once;
import org.linli.platform.web.Page;
import org.linli.resident.Residents;
import org.linli.resident.TypedPerson;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Appointing somebody, from the page of an organisation or of a person, and ending an appointment. */
@Controller
class AppointmentPages {

    private static final int MOST = 500;

    /** What the form brought. */
    private record Typed(
            @Nullable UUID organisation,
            @Nullable UUID person,
            TypedPerson who,
            Duty duty,
            String title,
            TypedPlace where,
            String since) {}

    private final Appointments appointments;
    private final Organisations organisations;
    private final OrganisationLists lists;
    private final Residents residents;
    private final Places places;
    private final Templates templates;
    private final Clock clock;

    AppointmentPages(
            Appointments appointments,
            Organisations organisations,
            OrganisationLists lists,
            Residents residents,
            Places places,
            Templates templates,
            Clock clock) {
        this.appointments = appointments;
        this.organisations = organisations;
        this.lists = lists;
        this.residents = residents;
        this.places = places;
        this.templates = templates;
        this.clock = clock;
    }

    @GetMapping("/desk/appointments/new")
    Answer form(
            @RequestParam(required = false) @Nullable UUID organisation,
            @RequestParam(required = false) @Nullable UUID person,
            Page page) {
        administrator(page.actor());
        Duty usual = organisation == null
                ? Duty.CLERK
                : organisations.mine(organisation).kind().usualDuty();
        Typed typed = new Typed(
                organisation,
                person,
                TypedPerson.none(),
                usual,
                "",
                TypedPlace.none(),
                LocalDate.now(clock).toString());
        return Answer.show(show(typed, organisation != null, page, null));
    }

    /**
     * @param from the page the form was opened from, {@code person} or {@code organisation}: there it returns
     */
    @PostMapping("/desk/appointments")
    Answer appoint(
            @RequestParam UUID organisation,
            @RequestParam(required = false) @Nullable UUID person,
            @RequestParam(defaultValue = "") String who,
            @RequestParam(required = false) @Nullable UUID whoChosen,
            @RequestParam Duty duty,
            @RequestParam(defaultValue = "") String title,
            @RequestParam(defaultValue = "") String q,
            @RequestParam(defaultValue = "") String where,
            @RequestParam(defaultValue = "") String since,
            @RequestParam(defaultValue = "organisation") String from,
            Page page,
            Once once) {
        Actor actor = administrator(page.actor());
        Typed typed = new Typed(
                organisation,
                person,
                new TypedPerson(who, Optional.ofNullable(whoChosen)),
                duty,
                title,
                new TypedPlace(q, where),
                since);
        boolean fromPerson = from.equals("person");
        try {
            return once.go(() -> {
                PlaceCode whole = organisations.mine(organisation).place();
                UUID appointee = person == null
                        ? typed.who().meant(actor.home(), residents).id()
                        : person;
                appointments.appoint(
                        appointee,
                        organisation,
                        duty,
                        title,
                        typed.where().meant(whole, places).orElse(whole),
                        day(since));
                return fromPerson ? "/desk/people/" + appointee : OrganisationPages.path(organisation);
            });
        } catch (Refusal refusal) {
            refusal.mendable();
            return Answer.again(show(typed, !fromPerson, page, refusal));
        }
    }

    private JteModel show(Typed typed, boolean fromOrganisation, Page page, @Nullable Refusal refusal) {
        Actor actor = page.actor();
        Optional<Organisation> chosen =
                Optional.ofNullable(typed.organisation()).map(organisations::mine);
        String asked = refusal == null ? "" : refusal.code();
        return templates.organisationAppointing(
                page,
                new AppointmentForm(
                        chosen,
                        fromOrganisation ? List.of() : offered(),
                        Optional.ofNullable(typed.person()).map(residents::person),
                        typed.who(),
                        asked.equals("who.several") ? typed.who().choices(actor.home(), residents) : List.of(),
                        typed.duty(),
                        typed.title(),
                        typed.where(),
                        asked.equals("where.several")
                                ? typed.where()
                                        .choices(chosen.map(Organisation::place).orElse(actor.home()), places)
                                : List.of(),
                        typed.since()),
                chosen.map(organisation -> places.fullName(organisation.place()))
                        .orElse(""),
                chosen.map(organisation -> places.children(organisation.place(), "", 100))
                        .orElse(List.of()),
                refusal);
    }

    private List<Organisation> offered() {
        return lists.among(new Sieve(Optional.empty(), "", false), MOST).stream()
                .map(Staffed::organisation)
                .toList();
    }

    @PostMapping("/desk/appointments/{id}/end")
    Answer end(@PathVariable UUID id, @RequestParam(defaultValue = "organisation") String from, Page page, Once once) {
        administrator(page.actor());
        Appointment appointment = appointments.appointment(id);
        return once.go(() -> {
            appointments.end(id);
            return from.equals("person")
                    ? "/desk/people/" + appointment.person()
                    : OrganisationPages.path(appointment.organisation());
        });
    }

    private static LocalDate day(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeParseException notADay) {
            throw Refusal.invalid("appointment.since");
        }
    }

    private static Actor administrator(Actor actor) {
        if (!actor.duty().appoints()) {
            throw Refusal.forbidden("appointment.notYours");
        }
        return actor;
    }
}
