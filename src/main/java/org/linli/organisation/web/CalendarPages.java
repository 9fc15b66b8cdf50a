package org.linli.organisation.web;

import gg.jte.models.runtime.JteModel;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import linli.pages.Templates;
import org.jspecify.annotations.Nullable;
import org.linli.kernel.Refusal;
import org.linli.kernel.TimeLimit;
import org.linli.kernel.WorkingCalendar;
import org.linli.organisation.Calendars;
import org.linli.organisation.Holiday;
import org.linli.organisation.HolidayLines;
import org.linli.organisation.HolidayLines.Wrong;
import org.linli.organisation.Holidays;
import org.linli.organisation.web.CalendarView.Asked;
import org.linli.organisation.web.CalendarView.Due;
import org.linli.organisation.web.CalendarView.Skipped;
import org.linli.organisation.web.CalendarView.YearForm;
import org.linli.place.Places;
import org.linli.platform.Actor;
import org.linli.platform.web.Answer;
import org.linli.platform.web.Once;
import org.linli.platform.web.Page;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;

/** The working calendar 工作日历: a year of holidays to read, to enter, and to ask when something is due. */
@Controller
class CalendarPages {

    private static final String PATH = "/desk/calendar";
    private static final Charset GB18030 = Charset.forName("GB18030");

    private final Holidays holidays;
    private final Calendars calendars;
    private final Places places;
    private final Templates templates;
    private final Clock clock;

    CalendarPages(Holidays holidays, Calendars calendars, Places places, Templates templates, Clock clock) {
        this.holidays = holidays;
        this.calendars = calendars;
        this.places = places;
        this.templates = templates;
        this.clock = clock;
    }

    /**
     * A year, this one unless another is asked for, and the answer to a question.
     *
     * @param from the moment of the question, as a browser's field writes it; empty where nothing is asked
     */
    @GetMapping(PATH)
    Answer calendar(
            @RequestParam(defaultValue = "") String year,
            @RequestParam(defaultValue = "") String from,
            @RequestParam(defaultValue = "") String amount,
            @RequestParam(defaultValue = "") String unit,
            Page page) {
        reader(page.actor());
        int shown = year(year);
        Asked nothing = new Asked(from, amount, unit, Optional.empty());
        if (from.isBlank() && amount.isBlank()) {
            String now =
                    LocalDateTime.now(clock).truncatedTo(ChronoUnit.MINUTES).toString();
            Asked first = new Asked(now, "3", TimeLimit.Unit.WORKING_DAYS.name(), Optional.empty());
            return Answer.show(show(page, shown, known(shown), List.of(), first, null));
        }
        try {
            Due due = due(page.actor(), from, TimeLimit.of(amount, unit));
            Asked answered = new Asked(from, amount, unit, Optional.of(due));
            return Answer.show(show(page, shown, known(shown), List.of(), answered, null));
        } catch (Refusal refusal) {
            return Answer.again(show(page, shown, known(shown), List.of(), nothing, refusal.mendable()));
        }
    }

    private Due due(Actor actor, String typed, TimeLimit limit) {
        WorkingCalendar calendar = mine(actor);
        Instant from = moment(typed);
        Instant at = calendar.after(from, limit);
        LocalDate first = LocalDate.ofInstant(from, clock.getZone());
        LocalDate last = LocalDate.ofInstant(at.minusNanos(1), clock.getZone());
        List<LocalDate> rest = limit.unit().needsCalendar() ? rest(calendar, first, last) : List.of();
        List<Integer> years =
                IntStream.rangeClosed(first.getYear(), last.getYear()).boxed().toList();
        Set<Integer> entered = holidays.years();
        Map<LocalDate, Holiday> known = CalendarView.byDate(years.stream()
                .filter(entered::contains)
                .flatMap(year -> holidays.of(year).stream())
                .toList());
        List<LocalDate> shown = rest.subList(0, Math.min(CalendarView.SHOWN, rest.size()));
        return new Due(
                from,
                at,
                shown.stream()
                        .map(day -> new Skipped(day, Optional.ofNullable(known.get(day))))
                        .toList(),
                rest.size() - shown.size(),
                limit.unit().needsCalendar()
                        ? years.stream().filter(year -> !entered.contains(year)).toList()
                        : List.of());
    }

    /** The first day is passed over as well if it begins on one of rest: nothing is counted on it. */
    private static List<LocalDate> rest(WorkingCalendar calendar, LocalDate first, LocalDate last) {
        Stream<LocalDate> start = calendar.works(first) ? Stream.empty() : Stream.of(first);
        return Stream.concat(start, calendar.restDays(first, last).stream()).toList();
    }

    private Instant moment(String typed) {
        try {
            return LocalDateTime.parse(typed.strip()).atZone(clock.getZone()).toInstant();
        } catch (DateTimeParseException notAMoment) {
            throw Refusal.invalid("calendar.moment");
        }
    }

    /**
     * Enters a year: first shown for confirmation, or again with what is wrong of each line; done where it comes back as sure.
     *
     * @param file a table saved as text (CSV), instead of the lines or after them
     */
    @PostMapping(PATH)
    Answer enter(
            @RequestParam(defaultValue = "") String year,
            @RequestParam(defaultValue = "") String source,
            @RequestParam(defaultValue = "") String lines,
            @RequestParam(required = false) @Nullable MultipartFile file,
            @RequestParam(defaultValue = "") String sure,
            Page page,
            Once once) {
        reader(page.actor());
        if (!holidays.mayChange()) {
            throw Refusal.forbidden("holiday.notYours");
        }
        int entered = year(year);
        YearForm typed = new YearForm(source, lines);
        List<Wrong> wrong = List.of();
        try {
            if (!year.equals(Integer.toString(entered))) {
                throw Refusal.invalid("calendar.year");
            }
            typed = new YearForm(
                    source,
                    Stream.of(lines, text(file)).filter(text -> !text.isBlank()).collect(Collectors.joining("\n")));
            HolidayLines read = HolidayLines.read(typed.lines(), entered);
            wrong = read.wrong();
            Holidays.checked(entered, source, read);
            if (sure.isEmpty()) {
                return Answer.show(confirmation(page, entered, typed, read));
            }
            return once.go(() -> {
                holidays.replace(entered, source, read);
                return PATH + "?year=" + entered;
            });
        } catch (Refusal refusal) {
            Asked nothing = new Asked("", "", "", Optional.empty());
            return Answer.again(show(page, entered, typed, wrong, nothing, refusal.mendable()));
        }
    }

    private JteModel confirmation(Page page, int year, YearForm typed, HolidayLines read) {
        LocalDate today = LocalDate.now(clock);
        List<Holiday> fresh = read.days().stream()
                .map(day -> new Holiday(day.date(), day.kind(), day.name(), typed.source(), today))
                .toList();
        Set<String> before = holidays.of(year).stream().map(Holiday::line).collect(Collectors.toSet());
        Set<String> after = fresh.stream().map(Holiday::line).collect(Collectors.toSet());
        return templates.organisationCalendarCheck(
                page,
                year,
                typed,
                CalendarView.festivals(fresh),
                Long.toString(read.gained()),
                before.isEmpty()
                        ? List.of()
                        : after.stream()
                                .filter(line -> !before.contains(line))
                                .sorted()
                                .toList(),
                before.stream().filter(line -> !after.contains(line)).sorted().toList(),
                !before.isEmpty());
    }

    /** What a table saved by an office program holds: UTF-8, or else the national code that Excel writes. */
    private static String text(@Nullable MultipartFile file) {
        if (file == null || file.isEmpty()) {
            return "";
        }
        if (file.getSize() > 4L * HolidayLines.MOST_CHARACTERS) {
            throw Refusal.invalid("holiday.tooLong", "most", HolidayLines.MOST_CHARACTERS);
        }
        try {
            byte[] bytes = file.getBytes();
            try {
                return StandardCharsets.UTF_8
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .decode(ByteBuffer.wrap(bytes))
                        .toString();
            } catch (CharacterCodingException notUnicode) {
                return new String(bytes, GB18030);
            }
        } catch (IOException gone) {
            throw Refusal.invalid("holiday.line");
        }
    }

    private JteModel show(
            Page page, int year, YearForm typed, List<Wrong> wrong, Asked asked, @Nullable Refusal refusal) {
        int now = LocalDate.now(clock).getYear();
        List<Holiday> known = holidays.of(year);
        Set<Integer> entered = holidays.years();
        Actor actor = page.actor();
        return templates.organisationCalendar(
                page,
                new CalendarView(
                        year,
                        Stream.concat(IntStream.rangeClosed(now - 1, now + 1).boxed(), Stream.of(year))
                                .distinct()
                                .sorted()
                                .toList(),
                        CalendarView.months(year, mine(actor), known, LocalDate.now(clock)),
                        CalendarView.festivals(known),
                        Stream.of(now, now + 1)
                                .filter(one -> !entered.contains(one))
                                .toList(),
                        known.isEmpty() ? "" : known.getFirst().source(),
                        actor.organisation().map(calendars::hours).orElseGet(() -> calendars.hours(actor.home())),
                        places.fullName(actor.home()),
                        holidays.mayChange(),
                        typed,
                        wrong,
                        asked),
                refusal);
    }

    /** What is known of the year, to be mended in the form that enters it. */
    private YearForm known(int year) {
        List<Holiday> known = holidays.of(year);
        return new YearForm(
                known.isEmpty() ? "" : known.getFirst().source(),
                known.stream().map(Holiday::line).collect(Collectors.joining("\n")));
    }

    private WorkingCalendar mine(Actor actor) {
        return actor.organisation().map(calendars::of).orElseGet(() -> calendars.at(actor.home()));
    }

    private int year(String typed) {
        return typed.matches("2[01][0-9]{2}")
                ? Integer.parseInt(typed)
                : LocalDate.now(clock).getYear();
    }

    private static void reader(Actor actor) {
        if (!actor.duty().staff()) {
            throw Refusal.forbidden("calendar.notYours");
        }
    }
}
