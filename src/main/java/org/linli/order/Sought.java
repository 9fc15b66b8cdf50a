package org.linli.order;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.linli.kernel.PlaceCode;
import org.linli.kernel.Refusal;

/**
 * What is looked for among all orders 筛选条件. All conditions hold together; of several states any one. It can be written as
 * the query of an address and read back, so that a list can be bookmarked, saved and exported.
 *
 * @param words parted by spaces, each of which must be found; empty for all
 * @param category a code or its beginning; empty for all
 * @param place at or inside it
 * @param exactly at the place itself, and not inside it
 * @param handler who handles it; {@link #NOBODY} for what nobody does
 * @param from the first day on which it was placed
 * @param until the last such day
 * @param figure only what a rate counts
 */
public record Sought(
        String words,
        Set<State> states,
        Optional<Stand> stand,
        Set<Mark> marks,
        String category,
        Optional<PlaceCode> place,
        boolean exactly,
        Optional<UUID> handler,
        Optional<Channel> channel,
        Optional<LocalDate> from,
        Optional<LocalDate> until,
        Optional<Figure> figure,
        Sort sort) {

    /** Whether it is over 办理情况. */
    public enum Stand {
        /** 在办. */
        OPEN,
        /** 已结束. */
        OVER
    }

    /** What stands out 需要留意的. */
    public enum Mark {
        /** 超时: its running clock has ended. */
        LATE,
        /** 快到时限: 80 % of its running clock is used up, and it has not ended. */
        SOON,
        /** 超时和快到时限: either of the two. */
        PRESSING,
        /** 未评价就办结. */
        UNRATED,
        /** 返工: a bad rating reopened it once. */
        REOPENED,
        /** 已上报: late, and the street or the district was told of it. */
        RAISED,
        /** 联席会议: came back three times, and is not over. */
        MEETING,
        /** 事件: of a national class of events. */
        EVENT,
        /** 部件: of a national class of parts. */
        PART,
        /** 其他: of no national class, as things inside a compound are. */
        UNCLASSED,
        /** 首次答复超时: a first answer was promised, did not come, and is late. */
        ANSWER_LATE,
        /** 首次答复快到时限. */
        ANSWER_SOON,
        /** 待审批: a request for more time, a suspension or a cancellation waits. */
        WAITING,
        /** 紧急. */
        URGENT
    }

    /** The order of the list 排序. */
    public enum Sort {
        /** 最新的在前. */
        NEWEST,
        /** 快到期的在前; what is over has no deadline and is left out. */
        DUE
    }

    /** The longest words that are searched for, in characters. */
    public static final int LONGEST_WORDS = 40;

    /** In the place of a handler: none. */
    public static final UUID NOBODY = new UUID(0, 0);

    private static final Pattern SPACES = Pattern.compile("\\s+");
    private static final Pattern CATEGORY = Pattern.compile("[0-9]{0,8}");

    /** Everything. */
    public static final Sought ALL = new Sought(
            "",
            Set.of(),
            Optional.empty(),
            Set.of(),
            "",
            Optional.empty(),
            false,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Sort.NEWEST);

    /** Refuses more than 40 characters of words, a category that can be none, and a period that ends before it begins. */
    public Sought {
        words = SPACES.matcher(words.strip()).replaceAll(" ");
        if (words.length() > LONGEST_WORDS) {
            throw Refusal.invalid("order.filter", "most", LONGEST_WORDS);
        }
        if (words.chars().anyMatch(Character::isISOControl)) {
            throw broken(words);
        }
        if (!CATEGORY.matcher(category).matches()) {
            throw broken(category);
        }
        if (from.isPresent() && until.isPresent() && until.get().isBefore(from.get())) {
            throw Refusal.invalid("order.period");
        }
        states = ordered(State.class, states);
        marks = ordered(Mark.class, marks);
    }

    private static <E extends Enum<E>> Set<E> ordered(Class<E> type, Set<E> values) {
        Set<E> ordered = EnumSet.noneOf(type);
        ordered.addAll(values);
        return Collections.unmodifiableSet(ordered);
    }

    /** Reads the fields of a form; fields of other names are passed over. Refuses a value that is none. */
    public static Sought read(Map<String, List<String>> fields) {
        return new Sought(
                one(fields, "words"),
                many(fields, "state").map(name -> named(State.class, name)).collect(Collectors.toSet()),
                text(fields, "stand").map(name -> named(Stand.class, name)),
                many(fields, "mark").map(name -> named(Mark.class, name)).collect(Collectors.toSet()),
                one(fields, "category"),
                text(fields, "place").map(PlaceCode::parse),
                text(fields, "exactly").isPresent() && text(fields, "place").isPresent(),
                text(fields, "handler").map(Sought::id),
                text(fields, "channel").map(name -> named(Channel.class, name)),
                text(fields, "from").map(Sought::day),
                text(fields, "until").map(Sought::day),
                text(fields, "figure").map(name -> named(Figure.class, name)),
                text(fields, "sort").map(name -> named(Sort.class, name)).orElse(Sort.NEWEST));
    }

    /** Reads what {@link #query} wrote. */
    public static Sought read(String query) {
        Map<String, List<String>> fields = new LinkedHashMap<>();
        for (String pair : query.split("&")) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                fields.computeIfAbsent(pair.substring(0, equals), name -> new ArrayList<>())
                        .add(decoded(pair.substring(equals + 1)));
            }
        }
        return read(fields);
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            throw broken(text);
        }
    }

    /** As the query of an address, without a question mark; empty for everything. */
    public String query() {
        StringJoiner query = new StringJoiner("&");
        if (!words.isEmpty()) {
            query.add(pair("words", words));
        }
        stand.ifPresent(one -> query.add(pair("stand", one)));
        states.forEach(one -> query.add(pair("state", one)));
        marks.forEach(one -> query.add(pair("mark", one)));
        if (!category.isEmpty()) {
            query.add(pair("category", category));
        }
        place.ifPresent(one -> query.add(pair("place", one)));
        if (exactly) {
            query.add(pair("exactly", "yes"));
        }
        handler.ifPresent(one -> query.add(pair("handler", one)));
        channel.ifPresent(one -> query.add(pair("channel", one)));
        from.ifPresent(day -> query.add(pair("from", day)));
        until.ifPresent(day -> query.add(pair("until", day)));
        figure.ifPresent(one -> query.add(pair("figure", one)));
        if (sort != Sort.NEWEST) {
            query.add(pair("sort", sort));
        }
        return query.toString();
    }

    private static String pair(String name, Object value) {
        return name + "=" + URLEncoder.encode(value.toString(), StandardCharsets.UTF_8);
    }

    /** Whether it looks for anything in particular. */
    public boolean any() {
        return !query().isEmpty() && !equals(ALL.sorted(sort));
    }

    /** The same, in another order. */
    public Sought sorted(Sort other) {
        return new Sought(
                words, states, stand, marks, category, place, exactly, handler, channel, from, until, figure, other);
    }

    /** The same at and inside another place. */
    public Sought at(Optional<PlaceCode> other) {
        return new Sought(
                words, states, stand, marks, category, other, false, handler, channel, from, until, figure, sort);
    }

    /** The same at a place itself. */
    public Sought exactlyAt(PlaceCode other) {
        return new Sought(
                words,
                states,
                stand,
                marks,
                category,
                Optional.of(other),
                true,
                handler,
                channel,
                from,
                until,
                figure,
                sort);
    }

    /** The same of one handler. */
    public Sought handledBy(UUID other) {
        return new Sought(
                words,
                states,
                stand,
                marks,
                category,
                place,
                exactly,
                Optional.of(other),
                channel,
                from,
                until,
                figure,
                sort);
    }

    /** The same at some states, with what stands out. */
    public Sought standing(Set<State> some, Set<Mark> what) {
        return new Sought(
                words, some, stand, what, category, place, exactly, handler, channel, from, until, figure, sort);
    }

    /** The same with what stands out besides. */
    public Sought marked(Mark mark) {
        Set<Mark> more = EnumSet.of(mark);
        more.addAll(marks);
        return standing(states, more);
    }

    /** The same, over or not. */
    public Sought standing(Optional<Stand> other) {
        return new Sought(
                words, states, other, marks, category, place, exactly, handler, channel, from, until, figure, sort);
    }

    /** The same of one category. */
    public Sought of(String other) {
        return new Sought(
                words, states, stand, marks, other, place, exactly, handler, channel, from, until, figure, sort);
    }

    /** The same placed in a period. */
    public Sought between(LocalDate first, LocalDate last) {
        return new Sought(
                words,
                states,
                stand,
                marks,
                category,
                place,
                exactly,
                handler,
                channel,
                Optional.of(first),
                Optional.of(last),
                figure,
                sort);
    }

    /** Only what a rate counts of it. */
    public Sought counting(Figure other) {
        return new Sought(
                words,
                states,
                stand,
                marks,
                category,
                place,
                exactly,
                handler,
                channel,
                from,
                until,
                Optional.of(other),
                sort);
    }

    /** The single words looked for. */
    public List<String> eachWord() {
        return words.isEmpty() ? List.of() : List.of(words.split(" "));
    }

    private static String one(Map<String, List<String>> fields, String name) {
        return many(fields, name).findFirst().orElse("");
    }

    private static Optional<String> text(Map<String, List<String>> fields, String name) {
        return many(fields, name).findFirst();
    }

    private static Stream<String> many(Map<String, List<String>> fields, String name) {
        return fields.getOrDefault(name, List.of()).stream().filter(value -> !value.isBlank());
    }

    private static <E extends Enum<E>> E named(Class<E> type, String name) {
        return Arrays.stream(type.getEnumConstants())
                .filter(value -> value.name().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> broken(name));
    }

    private static UUID id(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException none) {
            throw broken(text);
        }
    }

    private static LocalDate day(String text) {
        try {
            LocalDate day = LocalDate.parse(text);
            if (day.getYear() < 1 || day.getYear() > 9998) {
                throw broken(text);
            }
            return day;
        } catch (DateTimeParseException none) {
            throw broken(text);
        }
    }

    private static Refusal broken(String text) {
        return Refusal.invalid("order.filterBroken", "text", text);
    }
}
