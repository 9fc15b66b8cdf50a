package org.linli.organisation.web;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import linli.pages.Templates;
import org.jspecify.annotations.Nullable;
import org.linli.kernel.PlaceCode;
import org.linli.kernel.Refusal;
import org.linli.organisation.Appointment;
import org.linli.organisation.Appointments;
import org.linli.organisation.Calendars;
import org.linli.organisation.Link;
import org.linli.organisation.OfficeHours;
import org.linli.organisation.Organisation;
import org.linli.organisation.OrganisationLists;
import org.linli.organisation.OrganisationLists.Sieve;
import org.linli.organisation.OrganisationLists.Staffed;
import org.linli.organisation.Organisations;
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

/** The organisations of my place: the list, one of them, founding, linking and ending them. */
@Controller
class OrganisationPages {

    private static final int MOST = 200;

    private final Organisations organisations;
    private final OrganisationLists lists;
    private final Appointments appointments;
    private final Calendars calendars;
    private final Places places;
    private final Templates templates;
    private final Clock clock;

    OrganisationPages(
            Organisations organisations,
            OrganisationLists lists,
            Appointments appointments,
            Calendars calendars,
            Places places,
            Templates templates,
            Clock clock) {
        this.organisations = organisations;
        this.lists = lists;
        this.appointments = appointments;
        this.calendars = calendars;
        this.places = places;
        this.templates = templates;
        this.clock = clock;
    }

    @GetMapping("/desk/organisations")
    Answer list(
            @RequestParam(defaultValue = "") String kind,
            @RequestParam(defaultValue = "") String q,
            @RequestParam(defaultValue = "false") boolean vacant,
            Page page) {
        boolean seesPeople = page.actor().duty().readsPeople();
        Sieve sieve = new Sieve(
                Stream.of(Organisation.Kind.values())
                        .filter(known -> known.name().equals(kind))
                        .findFirst(),
                q.strip(),
                vacant && seesPeople);
        List<Staffed> found = lists.among(sieve, MOST + 1);
        List<Staffed> rows = found.subList(0, Math.min(MOST, found.size()));
        return Answer.show(templates.organisationList(
                page,
                new OrganisationsView(
                        sieve,
                        rows,
                        places.fullNames(rows.stream()
                                .map(row -> row.organisation().place())
                                .toList()),
                        lists.coverage(),
                        seesPeople,
                        found.size() > MOST)));
    }

    @GetMapping("/desk/organisations/new")
    Answer founding(Page page) {
        administrator(page.actor());
        return Answer.show(founding(page, FoundingForm.empty(), null));
    }

    @PostMapping("/desk/organisations")
    Answer found(
            @RequestParam Organisation.Kind kind,
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "") String phone,
            @RequestParam(defaultValue = "") String q,
            @RequestParam(defaultValue = "") String where,
            Page page,
            Once once) {
        Actor actor = administrator(page.actor());
        TypedPlace typed = new TypedPlace(q, where);
        try {
            return once.go(() -> {
                PlaceCode place = typed.meant(actor.home(), places).orElse(actor.home());
                return path(organisations.found(kind, name, place, phone));
            });
        } catch (Refusal refusal) {
            refusal.mendable();
            var choices = refusal.code().equals("where.several")
                    ? typed.choices(actor.home(), places)
                    : List.<org.linli.place.Found>of();
            return Answer.again(founding(page, new FoundingForm(kind, name, phone, typed, choices), refusal));
        }
    }

    private gg.jte.models.runtime.JteModel founding(Page page, FoundingForm form, @Nullable Refusal refusal) {
        PlaceCode home = page.actor().home();
        return templates.organisationFounding(
                page, form, places.fullName(home), places.children(home, "", 100), refusal);
    }

    @GetMapping("/desk/organisations/{id}")
    Answer organisation(@PathVariable UUID id, Page page) {
        return Answer.show(show(id, page, null, null));
    }

    @PostMapping("/desk/organisations/{id}/end")
    Answer end(@PathVariable UUID id, Page page, Once once) {
        return change(id, page, once, () -> organisations.end(id));
    }

    @PostMapping("/desk/organisations/{id}/links")
    Answer link(@PathVariable UUID id, @RequestParam Link.Kind kind, @RequestParam UUID target, Page page, Once once) {
        return change(id, page, once, () -> organisations.link(id, kind, target));
    }

    @PostMapping("/desk/organisations/{id}/links/{link}/end")
    Answer unlink(@PathVariable UUID id, @PathVariable UUID link, Page page, Once once) {
        return change(id, page, once, () -> organisations.unlink(id, link));
    }

    /**
     * Its own working hours, or those of the community or street above again.
     *
     * @param as {@code above} for those; anything else for its own
     */
    @PostMapping("/desk/organisations/{id}/hours")
    Answer open(
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String monday,
            @RequestParam(defaultValue = "") String tuesday,
            @RequestParam(defaultValue = "") String wednesday,
            @RequestParam(defaultValue = "") String thursday,
            @RequestParam(defaultValue = "") String friday,
            @RequestParam(defaultValue = "") String saturday,
            @RequestParam(defaultValue = "") String sunday,
            @RequestParam(defaultValue = "") String onHolidays,
            @RequestParam(defaultValue = "own") String as,
            Page page,
            Once once) {
        administrator(page.actor());
        HoursForm typed = new HoursForm(
                List.of(monday, tuesday, wednesday, thursday, friday, saturday, sunday), !onHolidays.isEmpty());
        try {
            return once.go(() -> {
                calendars.open(
                        id, as.equals("above") ? Optional.empty() : Optional.of(typed.week()), typed.onHolidays());
                return path(id) + "#hours";
            });
        } catch (Refusal refusal) {
            refusal.mendable();
            return Answer.again(show(id, page, typed, refusal));
        }
    }

    private Answer change(UUID id, Page page, Once once, Runnable work) {
        administrator(page.actor());
        try {
            return once.go(() -> {
                work.run();
                return path(id);
            });
        } catch (Refusal refusal) {
            refusal.mendable();
            return Answer.again(show(id, page, null, refusal));
        }
    }

    private gg.jte.models.runtime.JteModel show(
            UUID id, Page page, @Nullable HoursForm typed, @Nullable Refusal refusal) {
        Organisation organisation = organisations.mine(id);
        OfficeHours hours = calendars.hours(id);
        Actor actor = page.actor();
        boolean seesPeople = actor.duty().readsPeople();
        boolean appoints = actor.duty().appoints() && organisation.until().isEmpty();
        List<Appointment> held = seesPeople ? appointments.standingIn(id) : List.of();
        return templates.organisationOrganisation(
                page,
                new OrganisationView(
                        organisation,
                        organisations.linksOf(id),
                        held,
                        places.fullNames(Stream.concat(
                                        Stream.of(organisation.place()),
                                        held.stream().map(Appointment::place))
                                .toList()),
                        hours,
                        typed == null ? HoursForm.of(hours) : typed,
                        appoints ? lists.within(id, MOST) : List.of(),
                        seesPeople,
                        appoints,
                        LocalDate.now(clock)),
                refusal);
    }

    private static Actor administrator(Actor actor) {
        if (!actor.duty().appoints()) {
            throw Refusal.forbidden("organisation.notYours");
        }
        return actor;
    }

    static String path(UUID id) {
        return "/desk/organisations/" + id;
    }
}
