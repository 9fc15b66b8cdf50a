package org.linli.place;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.linli.kernel.PlaceCode;
import org.linli.kernel.PlaceLevel;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Reads a whole address as people write it 地址识别: {@code 集美区杏林街道宁宝世家3号楼2单元1203室（近北门）}. It looks for the names of
 * compounds and communities in the text, and reads what follows the compound as a door. It names a place only if exactly one fits
 * all that was said.
 */
@Repository
class Locator {

    /** More compounds than this of one text are a list, and no address. */
    private static final int MOST = 20;

    private static final Pattern ASIDE = Pattern.compile("[(\\[【〔][^)\\]】〕]*[)\\]】〕]");
    private static final Pattern FLOOR =
            Pattern.compile("(?<![0-9])[0-9]{1,3}\\s*层|(?<=楼|栋|幢|座|单元)[0-9]{1,2}\\s*楼(?=[0-9])");
    private static final Pattern SPOKEN = Pattern.compile("([一二三四五六七八九十]{1,3})(?=\\s*(?:号楼|栋|幢|座|单元|号|楼|室))");

    /** A door directly after the compound's name, perhaps after 小区 or a mark. */
    private static final Pattern DOOR = Pattern.compile(
            "^(?:小区|社区|花园)?[\\s,，、。:：-]*((?:(?:[0-9]{1,4}[A-Z]?|[A-Z][0-9]{0,2})\\s*(?:号楼|#楼|#|栋|幢|座|楼|单元|门|梯|室|户|房|号)?[\\s,，-]*){1,4})");

    private record Named(PlaceCode code, int from, int to) {

        boolean inside(Named other) {
            return other.from <= from && to <= other.to && other.to - other.from > to - from;
        }
    }

    private final JdbcClient jdbc;

    Locator(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** What an address means inside a place. */
    Located locate(String address, PlaceCode within) {
        String text = plain(address);
        List<Named> named = named(text, within);
        List<Named> communities = of(named, PlaceLevel.COMMUNITY);
        List<Named> compounds = of(named, PlaceLevel.COMPOUND);
        List<Named> fitting = compounds.stream()
                .filter(compound -> communities.isEmpty()
                        || communities.stream()
                                .anyMatch(community -> community.code().contains(compound.code())))
                .toList();
        if (compounds.isEmpty()) {
            return communities.size() == 1
                    ? new Located(Optional.of(communities.getFirst().code()), List.of())
                    : new Located(Optional.empty(), codes(communities));
        }
        if (fitting.size() != 1) {
            return new Located(Optional.empty(), codes(fitting.isEmpty() ? named : fitting));
        }
        Named compound = fitting.getFirst();
        return door(text.substring(compound.to()), compound.code());
    }

    private static String plain(String address) {
        String text = ASIDE.matcher(Word.normal(address).toUpperCase(java.util.Locale.ROOT))
                .replaceAll(" ")
                .strip();
        text = SPOKEN.matcher(text).replaceAll(found -> Integer.toString(number(found.group(1))));
        return FLOOR.matcher(text).replaceAll("");
    }

    /** 十二 is 12, 二十 is 20. */
    private static int number(String spoken) {
        int ten = spoken.indexOf('十');
        if (ten < 0) {
            return spoken.chars().reduce(0, (sum, digit) -> sum * 10 + digit(digit));
        }
        int tens = ten == 0 ? 1 : digit(spoken.charAt(ten - 1));
        return tens * 10 + (ten + 1 < spoken.length() ? digit(spoken.charAt(ten + 1)) : 0);
    }

    private static int digit(int character) {
        return "一二三四五六七八九".indexOf(character) + 1;
    }

    /** Each name that stands in the text, but for those inside a longer one. 小区 and 社区 at its end may be left out. */
    private List<Named> named(String text, PlaceCode within) {
        List<Named> all = jdbc.sql("""
                        select p.code, p.called
                          from (select code, upper(name) as called
                                  from place
                                 where code >= :from
                                   and code < :to
                                   and level in (12, 15)
                                 union
                                select code, regexp_replace(upper(name), '(小区|社区)$', '')
                                  from place
                                 where code >= :from
                                   and code < :to
                                   and level = 15) p
                         where length(p.called) >= 2
                           and strpos(:text, p.called) > 0
                         order by length(p.called) desc, p.code
                         limit :most
                        """)
                .param("from", within.from())
                .param("to", within.to())
                .param("text", text)
                .param("most", MOST)
                .query((row, n) -> {
                    int at = text.lastIndexOf(row.getString("called"));
                    return new Named(
                            PlaceCode.parse(row.getString("code")),
                            at,
                            at + row.getString("called").length());
                })
                .list();
        List<Named> named = new ArrayList<>();
        for (Named one : all) {
            boolean known = named.stream().anyMatch(longer -> longer.code().equals(one.code()) || one.inside(longer));
            if (!known) {
                named.add(one);
            }
        }
        return named;
    }

    private static List<Named> of(List<Named> named, PlaceLevel level) {
        return named.stream().filter(one -> one.code().level() == level).toList();
    }

    private static List<PlaceCode> codes(List<Named> named) {
        return named.stream().map(Named::code).toList();
    }

    /** From the compound down as far as the door is told; where it leads to none or several, those, or the last that was found. */
    private Located door(String rest, PlaceCode compound) {
        Matcher told = DOOR.matcher(rest);
        Optional<Address> address = told.find()
                ? Address.read(told.group(1).replaceAll("[,，、]", "-"), PlaceLevel.COMPOUND)
                : Optional.empty();
        if (address.isEmpty()) {
            return new Located(Optional.of(compound), List.of());
        }
        List<PlaceCode> found = List.of(compound);
        for (Step step : Step.of(address.get())) {
            List<PlaceCode> above = found;
            List<PlaceCode> below = above.stream()
                    .flatMap(place -> numbered(place, step.level(), step.number()))
                    .toList();
            if (below.isEmpty()) {
                return new Located(Optional.empty(), above);
            }
            found = below;
        }
        return found.size() == 1
                ? new Located(Optional.of(found.getFirst()), List.of())
                : new Located(Optional.empty(), found);
    }

    private record Step(PlaceLevel level, String number) {

        static List<Step> of(Address address) {
            return Stream.of(
                            new Step(PlaceLevel.BUILDING, address.building()),
                            new Step(PlaceLevel.UNIT, address.unit()),
                            new Step(PlaceLevel.HOME, address.home()))
                    .filter(step -> !step.number().isEmpty())
                    .toList();
        }
    }

    private Stream<PlaceCode> numbered(PlaceCode inside, PlaceLevel level, String number) {
        return jdbc
                .sql("""
                        select code
                          from place
                         where code >= :from
                           and code < :to
                           and level = :level
                           and substring(upper(ltrim(name, '0')) from '^[0-9A-Z]+') = :number
                         order by code
                         limit 10
                        """)
                .param("from", inside.from())
                .param("to", inside.to())
                .param("level", level.digits())
                .param("number", number.replaceFirst("^0+(?=.)", ""))
                .query(String.class)
                .list()
                .stream()
                .map(PlaceCode::new);
    }
}
