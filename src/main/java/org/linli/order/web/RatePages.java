package org.linli.order.web;

import java.time.Clock;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import linli.pages.Templates;
import org.linli.kernel.PlaceCode;
import org.linli.kernel.PlaceLevel;
import org.linli.kernel.Refusal;
import org.linli.order.Categories;
import org.linli.order.Category;
import org.linli.order.FoundOrders;
import org.linli.order.OrderRates;
import org.linli.order.OrderRates.By;
import org.linli.order.OrderRates.Group;
import org.linli.order.Rates;
import org.linli.order.Rates.Rate;
import org.linli.order.Sought;
import org.linli.order.web.RatesView.Line;
import org.linli.order.web.RatesView.Span;
import org.linli.order.web.RatesView.SpanLink;
import org.linli.place.Places;
import org.linli.place.TypedPlace;
import org.linli.platform.Actor;
import org.linli.platform.web.Answer;
import org.linli.platform.web.Page;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The rates 考核指标 of a place and a period, each figure a link to the orders that it counts. */
@Controller
class RatePages {

    private static final int MONTHS = 12;
    private static final int NEAR = 100;

    private final OrderRates rates;
    private final Categories categories;
    private final Places places;
    private final Templates templates;
    private final Clock clock;

    RatePages(OrderRates rates, Categories categories, Places places, Templates templates, Clock clock) {
        this.rates = rates;
        this.categories = categories;
        this.places = places;
        this.templates = templates;
        this.clock = clock;
    }

    @GetMapping(RatesView.PATH)
    Answer show(
            SoughtForm form,
            @RequestParam(defaultValue = "") String by,
            @RequestParam(defaultValue = "") String rate,
            @RequestParam(defaultValue = "") String beyond,
            Page page) {
        Actor actor = page.actor();
        if (!FoundOrders.sees(actor)) {
            throw Refusal.forbidden("list.notYours");
        }
        Sought sought = thisMonth(Sought.ALL);
        By way = named(By.values(), by).orElse(ways(sought, actor).getFirst());
        Rate shown = named(Rate.values(), rate).orElse(Rate.CLOSING_ON_TIME);
        TypedPlace typed = form.typed();
        try {
            Sought asked = thisMonth(form.sought());
            Optional<PlaceCode> meant = typed.meant(actor.home(), places);
            if (meant.isPresent()) {
                return Answer.go(RatesView.address(asked.at(meant), way, shown));
            }
            sought = asked;
            By told =
                    ways(asked, actor).contains(way) ? way : ways(asked, actor).getFirst();
            return Answer.show(show(
                    asked,
                    told,
                    shown,
                    beyond,
                    new RoutesView.Where(TypedPlace.none(), List.of()),
                    page,
                    Optional.empty()));
        } catch (Refusal refusal) {
            refusal.mendable();
            boolean several = refusal.code().equals("where.several");
            RoutesView.Where where =
                    new RoutesView.Where(typed, several ? typed.choices(actor.home(), places) : List.of());
            Sought kept = sought.place().isPresent() ? sought.at(Optional.empty()) : sought;
            return Answer.show(show(kept, ways(kept, actor).getFirst(), shown, "", where, page, Optional.of(refusal)));
        }
    }

    /** This month, where no day is given. */
    private Sought thisMonth(Sought sought) {
        LocalDate today = LocalDate.now(clock);
        return sought.from().isPresent() || sought.until().isPresent()
                ? sought
                : sought.between(Span.THIS_MONTH.first(today), Span.THIS_MONTH.last(today));
    }

    private static <E extends Enum<E>> Optional<E> named(E[] values, String name) {
        return Arrays.stream(values).filter(value -> value.name().equals(name)).findFirst();
    }

    /** Above a community by its communities, within one by its compounds; and by handler, category and national kind. */
    private static List<By> ways(Sought sought, Actor actor) {
        PlaceCode place = sought.place().filter(actor::covers).orElse(actor.home());
        By where = place.level().compareTo(PlaceLevel.COMMUNITY) < 0 ? By.COMMUNITY : By.COMPOUND;
        return List.of(where, By.HANDLER, By.CATEGORY, By.NATIONAL);
    }

    private gg.jte.models.runtime.JteModel show(
            Sought sought,
            By by,
            Rate rate,
            String beyond,
            RoutesView.Where where,
            Page page,
            Optional<Refusal> refused) {
        Actor actor = page.actor();
        LocalDate today = LocalDate.now(clock);
        PlaceCode place = sought.place().filter(actor::covers).orElse(actor.home());
        YearMonth last = sought.until().map(YearMonth::from).orElse(YearMonth.from(today));
        YearMonth first = last.minusMonths(MONTHS - 1);
        Sought year = sought.between(first.atDay(1), last.atEndOfMonth());
        // Control characters are no key, and would not be sent to the database.
        String after = beyond.length() <= 40 && beyond.chars().noneMatch(Character::isISOControl) ? beyond : "";
        List<Group> groups = rates.of(sought, by, after, OrderRates.GROUPS + 1);
        boolean more = groups.size() > OrderRates.GROUPS;
        List<Group> shown = more ? groups.subList(0, OrderRates.GROUPS) : groups;
        List<SpanLink> spans = Arrays.stream(Span.values())
                .map(span -> {
                    Sought other = sought.between(span.first(today), span.last(today));
                    return new SpanLink(span, RatesView.address(other, by, rate), other.equals(sought));
                })
                .toList();
        return templates.orderRates(
                page,
                new RatesView(
                        sought,
                        places.fullName(place),
                        rates.of(sought),
                        by,
                        ways(sought, actor),
                        lines(shown, sought, by, page),
                        more ? Optional.of(shown.getLast().key()) : Optional.empty(),
                        !after.isEmpty(),
                        rate,
                        months(year, first),
                        spans,
                        new ListView.Choices(
                                categories.at(page.actor().home()),
                                List.of(),
                                places.children(actor.home(), "", NEAR),
                                actor.home(),
                                places.fullName(actor.home())),
                        where,
                        refused));
    }

    private List<Line> lines(List<Group> groups, Sought sought, By by, Page page) {
        return switch (by) {
            case COMMUNITY, COMPOUND -> {
                Map<PlaceCode, String> names = places.fullNames(groups.stream()
                        .map(group -> PlaceCode.parse(group.key()))
                        .toList());
                yield groups.stream()
                        .map(group -> at(PlaceCode.parse(group.key()), by, group, sought, names, page))
                        .toList();
            }
            case HANDLER ->
                groups.stream()
                        .map(group -> group.key().isEmpty()
                                ? new Line(
                                        page.t("order.list.noHandler"), sought.handledBy(Sought.NOBODY), group.rates())
                                : new Line(
                                        group.handlerName(),
                                        sought.handledBy(UUID.fromString(group.key())),
                                        group.rates()))
                        .toList();
            case CATEGORY -> {
                Map<String, String> names = categories.all().stream()
                        .collect(Collectors.toMap(Category::code, category -> named(category, page)));
                yield groups.stream()
                        .map(group -> new Line(
                                names.getOrDefault(group.key(), group.key()), sought.of(group.key()), group.rates()))
                        .toList();
            }
            case NATIONAL ->
                groups.stream()
                        .map(group -> new Line(
                                page.t("order.list.mark."
                                        + national(group.key()).name()),
                                sought.marked(national(group.key())),
                                group.rates()))
                        .toList();
            case MONTH -> throw new IllegalStateException("Months have a table of their own");
        };
    }

    private static Sought.Mark national(String key) {
        return switch (key) {
            case "E" -> Sought.Mark.EVENT;
            case "P" -> Sought.Mark.PART;
            default -> Sought.Mark.UNCLASSED;
        };
    }

    /** What lies in no compound counts for the community itself, and only that. */
    private static Line at(
            PlaceCode place, By by, Group group, Sought sought, Map<PlaceCode, String> names, Page page) {
        String name = names.getOrDefault(place, place.value());
        boolean itself = by == By.COMPOUND && place.level() == PlaceLevel.COMMUNITY;
        return itself
                ? new Line(page.t("order.rates.noCompound", name), sought.exactlyAt(place), group.rates())
                : new Line(name, inside(sought, place), group.rates());
    }

    /** The group's place; what is asked for inside of it stays. */
    private static Sought inside(Sought sought, PlaceCode place) {
        return sought.place().filter(place::contains).isPresent() ? sought : sought.at(Optional.of(place));
    }

    private static String named(Category category, Page page) {
        String key = "order.category.".concat(category.code());
        String text = page.t(key);
        return text.equals(key) ? category.name() : text;
    }

    private List<Line> months(Sought year, YearMonth first) {
        Map<String, Rates> known =
                rates.of(year, By.MONTH).stream().collect(Collectors.toMap(Group::key, Group::rates));
        List<Line> months = new ArrayList<>();
        for (int n = 0; n < MONTHS; n++) {
            YearMonth month = first.plusMonths(n);
            months.add(new Line(
                    month.toString(),
                    year.between(month.atDay(1), month.atEndOfMonth()),
                    known.getOrDefault(month.toString(), new Rates(Map.of()))));
        }
        return months;
    }
}
