package org.linli.place;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.linli.kernel.PlaceCode;
import org.linli.kernel.PlaceLevel;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Finds places by what people type. The order of what is found: nearness to where they are, the exact name, the larger
 * place, the shorter name, the code.
 *
 * <p>It looks in rings around where they are, so that most searches read a few hundred rows. Over the whole country a
 * word that many places have is answered from an index in the order wanted, and a rare word from an index of the names.
 */
@Repository
class Finder {

    static final int MOST = 50;

    /** More places than this have a common word. */
    private static final int COMMON = 2_000;

    /** Reading more rows than this one by one takes too long. */
    private static final int MANY = 40_000;

    /** Of a common word inside common places, so many are looked at, the largest and shortest first. */
    private static final int WINDOW = 500;

    /** So many names, the largest and shortest first, tell a common character at a glance. */
    private static final int GLANCE = 5_000;

    /** All pairs of neighbouring characters of a name, and its last one or two; two characters are looked up by it at once. */
    static final String PAIRS =
            "string_to_array(regexp_replace(%1$s, '(..)', '\\1 ', 'g') || ' ' || regexp_replace(substr(%1$s, 2), '(..)', '\\1 ', 'g'), ' ')";

    private static final String NAMED = "p.level in (2, 4, 6, 9, 12, 15)";
    private static final List<PlaceLevel> RINGS =
            List.of(PlaceLevel.COMPOUND, PlaceLevel.COMMUNITY, PlaceLevel.STREET, PlaceLevel.COUNTY, PlaceLevel.CITY);

    private final JdbcClient jdbc;

    Finder(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** At most {@link #MOST} codes, the best first. */
    Collection<String> find(String typed, Optional<PlaceCode> near, Optional<PlaceCode> within) {
        Set<String> found = new LinkedHashSet<>();
        String text = Word.normal(typed);
        if (text.matches("[0-9]{2,24}")) {
            found.addAll(code(text, within));
        }
        Address.read(text, within.map(PlaceCode::level).orElse(PlaceLevel.COMMUNITY))
                .ifPresent(address -> found.addAll(address(address, near, within)));
        List<Word> words = Word.of(text);
        if (!words.isEmpty()) {
            named(words, near, within, found);
        }
        return found.stream().limit(MOST).toList();
    }

    private List<String> code(String digits, Optional<PlaceCode> within) {
        return jdbc.sql("select code from place where code = :code and code >= :from and code < :to")
                .param("code", digits)
                .param("from", within.map(PlaceCode::from).orElse(""))
                .param("to", within.map(PlaceCode::to).orElse(":"))
                .query(String.class)
                .list();
    }

    private List<String> address(Address address, Optional<PlaceCode> near, Optional<PlaceCode> within) {
        List<String> places = bases(address.base(), near, within);
        boolean homeAsked = !address.home().isEmpty();
        boolean unitAsked = !address.unit().isEmpty();
        if (!address.building().isEmpty()) {
            places = numbered(places, PlaceLevel.BUILDING, address.building(), unitAsked || homeAsked);
        }
        if (unitAsked) {
            places = numbered(places, PlaceLevel.UNIT, address.unit(), homeAsked);
        }
        return homeAsked ? numbered(places, PlaceLevel.HOME, address.home(), false) : places;
    }

    /** The compounds and communities in which to look for an address. */
    private List<String> bases(String base, Optional<PlaceCode> near, Optional<PlaceCode> within) {
        if (!base.isEmpty()) {
            Set<String> found = new LinkedHashSet<>();
            named(Word.of(base), near, within, found);
            return found.stream()
                    .filter(code -> code.length() == PlaceLevel.COMMUNITY.digits()
                            || code.length() == PlaceLevel.COMPOUND.digits())
                    .limit(5)
                    .toList();
        }
        List<String> bases = new ArrayList<>();
        for (PlaceLevel level : List.of(PlaceLevel.COMPOUND, PlaceLevel.COMMUNITY)) {
            near.filter(place -> place.level().compareTo(level) >= 0)
                    .map(place -> place.at(level))
                    .filter(place -> within.isEmpty() || within.get().contains(place))
                    .ifPresent(place -> bases.add(place.value()));
        }
        within.filter(place -> place.level().compareTo(PlaceLevel.COMMUNITY) >= 0)
                .map(PlaceCode::value)
                .filter(place -> !bases.contains(place))
                .ifPresent(bases::add);
        return bases;
    }

    /** The places of a level whose name begins with the number; with the number alone if others go on from there. */
    private List<String> numbered(List<String> inside, PlaceLevel level, String number, boolean alone) {
        List<String> found = new ArrayList<>();
        for (String start : inside.subList(0, Math.min(inside.size(), 10))) {
            found.addAll(numbered(new PlaceCode(start), level, number, alone));
        }
        return found;
    }

    private List<String> numbered(PlaceCode inside, PlaceLevel level, String number, boolean alone) {
        return jdbc.sql("""
                        select p.code
                          from place p
                         where p.code >= :from
                           and p.code < :to
                           and p.level = %d
                           and starts_with(upper(ltrim(p.name, '0')), :number)
                           and (not :alone or substring(upper(ltrim(p.name, '0')) from '^[0-9A-Z]+') = :number)
                         order by substring(upper(ltrim(p.name, '0')) from '^[0-9A-Z]+') <> :number, p.code
                         limit 50
                        """.formatted(level.digits()))
                .param("from", inside.from())
                .param("to", inside.to())
                .param("number", number.replaceFirst("^0+(?=.)", ""))
                .param("alone", alone)
                .query(String.class)
                .list();
    }

    private void named(List<Word> words, Optional<PlaceCode> near, Optional<PlaceCode> within, Set<String> found) {
        for (PlaceLevel level : RINGS) {
            Optional<PlaceCode> ring = near.filter(place -> place.level().compareTo(level) >= 0)
                    .map(place -> place.at(level))
                    .filter(place -> within.isEmpty() || within.get().contains(place));
            if (ring.isPresent() && found.size() < MOST) {
                found.addAll(inRange(words, ring.get()));
            }
        }
        if (found.size() >= MOST) {
            return;
        }
        if (within.isPresent()) {
            found.addAll(inRange(words, within.get()));
        } else {
            inCountry(words, near, found);
        }
    }

    private List<String> inRange(List<Word> words, PlaceCode range) {
        boolean small = range.level().compareTo(PlaceLevel.COMMUNITY) >= 0;
        return search(
                        """
                select p.code
                  from place p
                 where p.code >= :from
                   and p.code < :to
                   and %s
                   and %s
                   %s
                 order by %s, p.level, length(p.name), p.code
                 limit 50
                """.formatted(
                                        small ? "p.level in (12, 15, 18)" : NAMED,
                                        is(words, "p"),
                                        above(words, 0),
                                        otherThan(words)),
                        words)
                .param("from", range.from())
                .param("to", range.to())
                .query(String.class)
                .list();
    }

    private void inCountry(List<Word> words, Optional<PlaceCode> near, Set<String> found) {
        Optional<PlaceCode> province = near.map(place -> place.at(PlaceLevel.PROVINCE));
        if (!common(words) && rare(words, province, found)) {
            return;
        }
        province.ifPresent(place -> found.addAll(inRange(words, place)));
        if (found.size() < MOST && !insideRare(words, found)) {
            found.addAll(search("""
                    select p.code
                      from place p
                     where p.level <= 15
                       and %s
                       %s
                     order by p.level, p.code
                     limit 50
                    """.formatted(exactly(words), above(words, 0)), words)
                    .query(String.class)
                    .list());
            found.addAll(search(
                            """
                    with met as materialized (
                        select p.code, p.name, p.level
                          from place p
                         where p.level <= 15
                           and %s
                         order by p.level, length(p.name), p.code
                         limit %d
                    )
                    select p.code
                      from met p
                     where true
                       %s
                     order by p.level, length(p.name), p.code
                     limit 50
                    """.formatted(is(words, "p"), words.size() == 1 ? MOST : WINDOW, above(words, 0)), words)
                    .query(String.class)
                    .list());
        }
    }

    /** Whether the first names alone show that too many places have the word to count them; false says nothing. */
    private boolean common(List<Word> words) {
        return !words.getLast().initials()
                && search("""
                        select count(*) = %d
                          from (select true
                                  from (select p.name
                                          from place p
                                         where p.level <= 15
                                         order by p.level, length(p.name), p.code
                                         limit %d) p
                                 where %s
                                 limit %d) met
                        """.formatted(MOST, GLANCE, is(words, "p"), MOST), words)
                        .query(Boolean.class)
                        .single();
    }

    /** Answers a word that few places have; gives back false, and adds nothing, for a common one. */
    private boolean rare(List<Word> words, Optional<PlaceCode> province, Set<String> found) {
        Map<String, Integer> met = new LinkedHashMap<>();
        search(
                        """
                with met as materialized (
                    select p.code, p.name, p.initials, p.level
                      from place p
                     where p.level <= 15
                       and %s
                     limit %d
                )
                select coalesce(best.code, '') as code, counted.n
                  from (select count(*) as n from met) counted
                  left join lateral (
                    select p.code
                      from met p
                     where counted.n <= %d
                       %s
                     order by left(p.code, 2) <> :province, %s, p.level, length(p.name), p.code
                     limit 50
                  ) best on true
                """.formatted(
                                        indexed(words.getLast(), words.size() - 1, "p"),
                                        COMMON + 1,
                                        COMMON,
                                        above(words, 0),
                                        otherThan(words)),
                        words)
                .param("province", province.map(PlaceCode::value).orElse(""))
                .query((row, n) -> met.put(row.getString("code"), row.getInt("n")))
                .list();
        boolean few = met.values().stream().allMatch(n -> n <= COMMON);
        met.remove("");
        if (few) {
            found.addAll(met.keySet());
        }
        return few;
    }

    /** Answers a common word inside a place that is found by a rare one; gives back false where that would read too much. */
    private boolean insideRare(List<Word> words, Set<String> found) {
        if (words.size() == 1) {
            return false;
        }
        List<String> starts = starts(words, PlaceLevel.COMMUNITY);
        if (starts.isEmpty()) {
            starts = starts(words, PlaceLevel.STREET);
        }
        if (starts.isEmpty()) {
            return false;
        }
        found.addAll(search("""
                select p.code
                  from unnest(cast(:starts as text[])) as s (code)
                 cross join lateral (
                    select p.code, p.name, p.initials, p.level
                      from place p
                     where p.code > s.code
                       and p.code < s.code || ':'
                       and %s
                       and %s
                    offset 0
                  ) p
                 where true
                   %s
                 order by %s, p.level, length(p.name), p.code
                 limit 50
                """.formatted(NAMED, is(words, "p"), above(words, 1), otherThan(words)), words)
                .param("starts", starts.toArray(String[]::new))
                .query(String.class)
                .list());
        return true;
    }

    /** The places of that level or larger with the first word; none where they hold too much to read. */
    private List<String> starts(List<Word> words, PlaceLevel smallest) {
        List<String> starts = jdbc.sql("""
                        select p.code
                          from place p
                         where p.level <= %d
                           and %s
                         limit %d
                        """.formatted(smallest.digits(), indexed(words.getFirst(), 0, "p"), COMMON))
                .params(parameters(words.subList(0, 1)))
                .query(String.class)
                .list();
        boolean tooMany = starts.size() == COMMON
                || starts.stream().mapToInt(Finder::size).sum() > MANY;
        return tooMany ? List.of() : outermost(starts);
    }

    /** Without those that lie in another of them. */
    private static List<String> outermost(List<String> codes) {
        List<String> outermost = new ArrayList<>();
        for (String code : codes.stream().sorted().toList()) {
            if (outermost.isEmpty() || !code.startsWith(outermost.getLast())) {
                outermost.add(code);
            }
        }
        return outermost;
    }

    /** About how many places of the national list lie in one with this code. */
    private static int size(String code) {
        return switch (code.length()) {
            case 2 -> 21_000;
            case 4 -> 1_950;
            case 6 -> 220;
            case 9 -> 16;
            default -> 5;
        };
    }

    private JdbcClient.StatementSpec search(String sql, List<Word> words) {
        return jdbc.sql(sql).params(parameters(words));
    }

    private static Map<String, Object> parameters(List<Word> words) {
        Map<String, Object> parameters = new LinkedHashMap<>();
        for (int i = 0; i < words.size(); i++) {
            parameters.put("w" + i, words.get(i).text());
            parameters.put("end" + i, words.get(i).end());
            parameters.put("pairs" + i, words.get(i).pairs());
        }
        return parameters;
    }

    private static String matches(Word word, int i, String place) {
        return word.initials()
                ? "starts_with(%s.initials, :w%d)".formatted(place, i)
                : "position(:w%d in %s.name) > 0".formatted(i, place);
    }

    /** As {@link #matches}, in the form that an index of the whole list answers. */
    private static String indexed(Word word, int i, String place) {
        if (word.initials()) {
            return "%2$s.initials >= :w%1$d and %2$s.initials < :end%1$d".formatted(i, place);
        }
        String held = word.pairs().length == 0
                ? "string_to_array(%s.name, null) @> string_to_array(:w%d, null)".formatted(place, i)
                : PAIRS.formatted(place + ".name") + " @> cast(:pairs%d as text[])".formatted(i);
        return held + " and " + matches(word, i, place);
    }

    private static String is(List<Word> words, String place) {
        return matches(words.getLast(), words.size() - 1, place);
    }

    private static String exactly(List<Word> words) {
        return "p.%s = :w%d"
                .formatted(words.getLast().initials() ? "initials" : "name collate \"C\"", words.size() - 1);
    }

    private static String otherThan(List<Word> words) {
        return "not (" + exactly(words) + ")";
    }

    /** Each word before the last, from the given one on, is of a place that holds the place. */
    private static String above(List<Word> words, int first) {
        StringBuilder conditions = new StringBuilder();
        for (int i = first; i < words.size() - 1; i++) {
            // Not "exists": as a join of everything above with everything below, it would be read as a whole.
            conditions.append("""
                    and (select true
                           from place a
                          where a.code = any(array[left(p.code, 2), left(p.code, 4), left(p.code, 6), left(p.code, 9),
                                                   left(p.code, 12), left(p.code, 15)])
                            and a.code < p.code
                            and %s
                          limit 1)
                    """.formatted(matches(words.get(i), i, "a")));
        }
        return conditions.toString();
    }
}
