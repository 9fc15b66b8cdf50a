package org.linli.whistle;

import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.linli.kernel.PlaceCode;
import org.linli.kernel.PlaceLevel;
import org.linli.kernel.Refusal;
import org.linli.kernel.TimeLimit;
import org.linli.organisation.Calendars;
import org.linli.platform.Acting;
import org.linli.platform.Actor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** How long departments have 时限, by place and kind of whistle: the longest prefix that says so; a place's administrator changes it. */
@Repository
@Transactional
public class Limits {

    /**
     * What a place says of one clock.
     *
     * @param place empty for everywhere
     */
    public record Rule(Optional<PlaceCode> place, Kind kind, Limit limit, TimeLimit time) {}

    private final JdbcClient jdbc;
    private final Calendars calendars;

    Limits(JdbcClient jdbc, Calendars calendars) {
        this.jdbc = jdbc;
        this.calendars = calendars;
    }

    /** The rules that hold at a place, one a clock. */
    @Transactional(readOnly = true)
    public Map<Limit, Rule> at(PlaceCode place, Kind kind) {
        Map<Limit, Rule> rules = new EnumMap<>(Limit.class);
        jdbc.sql("""
                        select distinct on (clock) place, kind, clock, amount, unit
                          from whistle_limit
                         where kind = :kind
                           and place in (:prefixes)
                         order by clock, length(place) desc
                        """)
                .param("kind", kind.name())
                .param(
                        "prefixes",
                        Stream.concat(
                                        Stream.of(""),
                                        Stream.iterate(
                                                        Optional.of(place),
                                                        Optional::isPresent,
                                                        p -> p.flatMap(PlaceCode::parent))
                                                .map(p -> p.orElseThrow().value()))
                                .toList())
                .query((row, n) -> new Rule(
                        Optional.of(row.getString("place"))
                                .filter(prefix -> !prefix.isEmpty())
                                .map(PlaceCode::parse),
                        Kind.valueOf(row.getString("kind")),
                        Limit.valueOf(row.getString("clock")),
                        TimeLimit.of(row.getInt("amount"), TimeLimit.Unit.valueOf(row.getString("unit")))))
                .list()
                .forEach(rule -> rules.put(rule.limit(), rule));
        return rules;
    }

    /** When each clock ends that begins now at the place, by its working calendar. */
    @Transactional(readOnly = true)
    public Map<Limit, Instant> due(PlaceCode place, Kind kind, Instant from) {
        Map<Limit, Instant> due = new EnumMap<>(Limit.class);
        at(place, kind).forEach((limit, rule) -> due.put(limit, calendars.after(place, from, rule.time())));
        return due;
    }

    /** The rules that places inside the actor's have of their own, by place. */
    @Transactional(readOnly = true)
    public List<Rule> inside(PlaceCode place, int most) {
        return jdbc.sql("""
                        select place, kind, clock, amount, unit
                          from whistle_limit
                         where place >= :from
                           and place < :to
                         order by place, kind desc, array_position(array['SIGN', 'CONTACT', 'ATTEND', 'DONE'], clock)
                         limit :most
                        """)
                .param("from", place.from())
                .param("to", place.to())
                .param("most", most)
                .query((row, n) -> new Rule(
                        Optional.of(PlaceCode.parse(row.getString("place"))),
                        Kind.valueOf(row.getString("kind")),
                        Limit.valueOf(row.getString("clock")),
                        TimeLimit.of(row.getInt("amount"), TimeLimit.Unit.valueOf(row.getString("unit")))))
                .list();
    }

    /**
     * Gives a place a time of its own; clocks that run already go on as they are. Refuses whoever does not appoint for a street or
     * above, and a place out of reach as not found.
     */
    public void set(PlaceCode place, Kind kind, Limit limit, TimeLimit time) {
        reached(place);
        jdbc.sql("""
                        insert into whistle_limit (place, kind, clock, amount, unit)
                        values (:place, :kind, :clock, :amount, :unit)
                        on conflict (place, kind, clock) do update set amount = excluded.amount, unit = excluded.unit
                        """)
                .param("place", place.value())
                .param("kind", kind.name())
                .param("clock", limit.name())
                .param("amount", time.amount())
                .param("unit", time.unit().name())
                .update();
    }

    /** Takes a place's own time away: what a place above says holds again. Refuses where it has none as not found. */
    public void drop(PlaceCode place, Kind kind, Limit limit) {
        reached(place);
        int dropped = jdbc.sql("delete from whistle_limit where place = :place and kind = :kind and clock = :clock")
                .param("place", place.value())
                .param("kind", kind.name())
                .param("clock", limit.name())
                .update();
        if (dropped == 0) {
            throw Refusal.notFound();
        }
    }

    /** Whether the actor changes the times of their place: a community does not tell departments how long they have. */
    public static boolean decides(Actor actor) {
        return actor.duty().appoints()
                && actor.place()
                        .filter(place -> place.level().compareTo(PlaceLevel.STREET) <= 0)
                        .isPresent();
    }

    private static void reached(PlaceCode place) {
        Actor actor = Acting.current();
        if (!decides(actor)) {
            throw Refusal.forbidden("whistle.limitsNotYours");
        }
        if (!actor.covers(place)) {
            throw Refusal.notFound();
        }
    }
}
