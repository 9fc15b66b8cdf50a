package org.linli.organisation.web;

import gg.jte.models.runtime.JteModel;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import linli.pages.Templates;
import org.jspecify.annotations.Nullable;
import org.linli.kernel.PlaceCode;
import org.linli.kernel.Refusal;
import org.linli.organisation.Appointments;
import org.linli.organisation.Organisation;
import org.linli.organisation.Organisations;
import org.linli.organisation.Posts;
import org.linli.organisation.Rota;
import org.linli.organisation.Rotas;
import org.linli.organisation.Rotas.Now;
import org.linli.organisation.Skill;
import org.linli.organisation.Spoken;
import org.linli.organisation.web.DutyView.Manned;
import org.linli.organisation.web.DutyView.Typed;
import org.linli.place.Places;
import org.linli.platform.Actor;
import org.linli.platform.web.Answer;
import org.linli.platform.web.Once;
import org.linli.platform.web.Page;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Rotas 值班: who is there now, the week of an organisation, changes of single days, hand-over notes, and who is good at what. */
@Controller
class DutyPages {

    private static final int NOTES = 20;

    private final Rotas rotas;
    private final Posts posts;
    private final Organisations organisations;
    private final Appointments appointments;
    private final Places places;
    private final Templates templates;
    private final Clock clock;

    DutyPages(
            Rotas rotas,
            Posts posts,
            Organisations organisations,
            Appointments appointments,
            Places places,
            Templates templates,
            Clock clock) {
        this.rotas = rotas;
        this.posts = posts;
        this.organisations = organisations;
        this.appointments = appointments;
        this.places = places;
        this.templates = templates;
        this.clock = clock;
    }

    /** Who is on duty in the organisations of my place; whoever works for one of them sees its own. */
    @GetMapping(DutyView.PATH)
    Answer all(Page page) {
        Actor actor = page.actor();
        if (!Rotas.keeps(actor)) {
            if (!actor.duty().handles()) {
                throw Refusal.forbidden("duty.notYours");
            }
            return Answer.go(path(actor.organisation().orElseThrow(() -> Refusal.forbidden("duty.notYours"))));
        }
        List<Organisation> all = organisations.at(actor.home()).stream()
                .filter(organisation -> switch (organisation.kind()) {
                    case COMMUNITY, PROPERTY, GRID_TEAM, VOLUNTEERS, MERCHANT -> true;
                    case PARTY, OWNERS_COMMITTEE, STREET, DEPARTMENT, DELIBERATION, UNIT -> false;
                })
                .toList();
        Map<UUID, Now> now = rotas.now(all.stream().map(Organisation::id).toList());
        Map<PlaceCode, String> names =
                places.fullNames(all.stream().map(Organisation::place).collect(Collectors.toSet()));
        return Answer.show(templates.organisationDuties(
                page,
                all.stream()
                        .map(organisation -> {
                            Now here = now.getOrDefault(organisation.id(), Now.UNKNOWN);
                            return new Manned(
                                    organisation,
                                    names.getOrDefault(organisation.place(), ""),
                                    here.kept(),
                                    here.present());
                        })
                        .toList()));
    }

    @GetMapping(DutyView.PATH + "/{id}")
    Answer one(@PathVariable UUID id, Page page) {
        return Answer.show(show(id, Typed.NOTHING, page, null));
    }

    /** Puts somebody on the rota. */
    @PostMapping(DutyView.PATH + "/{id}/shifts")
    Answer add(
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String appointment,
            @RequestParam(required = false) @Nullable List<String> day,
            @RequestParam(defaultValue = "") String hours,
            Page page,
            Once once) {
        Set<DayOfWeek> days = days(day);
        return changed(
                id,
                new Typed("shift", appointment, days, "", "", hours, ""),
                page,
                once,
                () -> rotas.add(id, person(appointment), days, hours));
    }

    @PostMapping(DutyView.PATH + "/{id}/shifts/{shift}/drop")
    Answer drop(@PathVariable UUID id, @PathVariable UUID shift, Page page, Once once) {
        return changed(id, Typed.NOTHING, page, once, () -> rotas.drop(id, shift));
    }

    /**
     * Makes one day otherwise.
     *
     * @param comes {@code yes} or {@code no}
     */
    @PostMapping(DutyView.PATH + "/{id}/changes")
    Answer change(
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String appointment,
            @RequestParam(defaultValue = "") String date,
            @RequestParam(defaultValue = "") String comes,
            @RequestParam(defaultValue = "") String hours,
            @RequestParam(defaultValue = "") String words,
            Page page,
            Once once) {
        Typed typed = new Typed("change", appointment, Set.of(), date, comes, hours, words);
        return changed(id, typed, page, once, () -> {
            if (!comes.equals("yes") && !comes.equals("no")) {
                throw Refusal.invalid("duty.comes");
            }
            rotas.change(id, person(appointment), date(date), comes.equals("yes"), hours, words);
        });
    }

    @PostMapping(DutyView.PATH + "/{id}/changes/{change}/drop")
    Answer undo(@PathVariable UUID id, @PathVariable UUID change, Page page, Once once) {
        return changed(id, Typed.NOTHING, page, once, () -> rotas.undo(id, change));
    }

    /** 交班. */
    @PostMapping(DutyView.PATH + "/{id}/notes")
    Answer tell(@PathVariable UUID id, @RequestParam(defaultValue = "") String words, Page page, Once once) {
        return changed(id, new Typed("note", "", Set.of(), "", "", "", words), page, once, () -> rotas.tell(id, words));
    }

    /** Says what somebody is good at and speaks; what is not ticked is taken. */
    @PostMapping(DutyView.PATH + "/{id}/posts/{appointment}")
    Answer post(
            @PathVariable UUID id,
            @PathVariable UUID appointment,
            @RequestParam(required = false) @Nullable List<String> skill,
            @RequestParam(required = false) @Nullable List<String> language,
            Page page,
            Once once) {
        return changed(id, Typed.NOTHING, page, once, () -> posts.set(appointment, skills(skill), languages(language)));
    }

    private Answer changed(UUID id, Typed typed, Page page, Once once, Runnable work) {
        try {
            return once.go(() -> {
                work.run();
                return path(id);
            });
        } catch (Refusal refusal) {
            return Answer.again(show(id, typed, page, refusal.mendable()));
        }
    }

    private JteModel show(UUID id, Typed typed, Page page, @Nullable Refusal refusal) {
        Organisation organisation = rotas.organisation(id);
        Actor actor = page.actor();
        LocalDateTime now = LocalDateTime.now(clock);
        Rota rota = rotas.rota(id, now.toLocalDate());
        boolean keeps = Rotas.keeps(actor) && organisation.until().isEmpty();
        return templates.organisationDuty(
                page,
                new DutyView(
                        organisation,
                        places.fullName(organisation.place()),
                        rota,
                        rota.at(now),
                        rota.kept() ? rota.gaps(now.toLocalDate(), DutyView.DAYS) : List.of(),
                        rotas.notes(id, NOTES),
                        keeps
                                ? appointments.standingIn(id).stream()
                                        .filter(held -> held.holds(now.toLocalDate()))
                                        .toList()
                                : List.of(),
                        keeps ? posts.of(id) : Map.of(),
                        keeps,
                        keeps && actor.duty().appoints(),
                        now.toLocalDate(),
                        typed),
                refusal);
    }

    private static UUID person(String appointment) {
        try {
            return UUID.fromString(appointment);
        } catch (IllegalArgumentException none) {
            throw Refusal.invalid("duty.who");
        }
    }

    private static LocalDate date(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeParseException notADay) {
            throw Refusal.invalid("duty.date", "most", 400);
        }
    }

    private static Set<DayOfWeek> days(@Nullable List<String> names) {
        return named(DayOfWeek.class, names);
    }

    private static Set<Skill> skills(@Nullable List<String> names) {
        return named(Skill.class, names);
    }

    private static Set<Spoken> languages(@Nullable List<String> names) {
        return named(Spoken.class, names);
    }

    /** What is ticked; what is no name is passed over. */
    private static <E extends Enum<E>> Set<E> named(Class<E> type, @Nullable List<String> names) {
        Set<E> ticked = EnumSet.noneOf(type);
        if (names != null) {
            Arrays.stream(type.getEnumConstants())
                    .filter(each -> names.contains(each.name()))
                    .forEach(ticked::add);
        }
        return ticked;
    }

    private static String path(UUID id) {
        return DutyView.PATH + "/" + id;
    }
}
