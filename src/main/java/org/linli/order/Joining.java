package org.linli.order;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.linli.kernel.PlaceCode;
import org.linli.kernel.Refusal;
import org.linli.kernel.Worded;
import org.linli.platform.Acting;
import org.linli.platform.Actor;
import org.linli.platform.Duty;
import org.linli.platform.matter.Matters;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** Neighbours join an order that they met too 我也遇到, follow it, and rate it at its end. See {@link Joined}. */
@Repository
@Transactional
public class Joining {

    /**
     * An open order nearby, as somebody sees it who is about to ask for the same.
     *
     * @param place the building, or less
     * @param joined whether they joined it before
     */
    public record Nearby(
            UUID id,
            Category category,
            State state,
            PlaceCode place,
            Instant openedAt,
            int joiners,
            boolean joined,
            boolean pictured) {}

    /** A step that was taken of an order, and nothing more of it. */
    public record Taken(String step, State state, Instant at) {}

    /**
     * Somebody who joined, as the desk sees them.
     *
     * @param name empty for whoever may not read the people of the place
     * @param merged whether they asked for a duplicate that was merged
     */
    public record Joiner(
            String name,
            Instant at,
            String words,
            boolean merged,
            Optional<Integer> rating,
            Optional<Boolean> solved,
            String ratingWords) {}

    /** So many are shown. */
    public static final int MOST = 5;

    /** The most that somebody says when they join, in characters. */
    public static final int LONGEST = 500;

    /** What is told to whoever joined; what is said between two, and what the office settles among itself, is not. */
    static final List<String> TOLD = List.of(
            "decline",
            "dispatch",
            "recall",
            "accept",
            "return",
            "start",
            "finish",
            "verify",
            "rework",
            "reopen",
            "contest",
            "suspend",
            "resume",
            "lapse",
            "close",
            "void",
            "merge",
            "unmerge",
            "split",
            "gather",
            "redo");

    private final JdbcClient jdbc;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Joining(JdbcClient jdbc, ApplicationEventPublisher events, Clock clock) {
        this.jdbc = jdbc;
        this.events = events;
        this.clock = clock;
    }

    /** The open orders of a category near a place that the acting resident may join, at most {@link #MOST}, the newest first. */
    @Transactional(readOnly = true)
    public List<Nearby> nearby(String category, PlaceCode place) {
        return jdbc.sql("select * from orders_nearby(:category, :place, :most)")
                .param("category", category)
                .param("place", place.value())
                .param("most", MOST)
                .query((row, n) -> new Nearby(
                        row.getObject("id", UUID.class),
                        Categories.category(row),
                        State.valueOf(row.getString("state")),
                        PlaceCode.parse(row.getString("place")),
                        Matters.instant(row, "opened_at").orElseThrow(),
                        row.getInt("joiners"),
                        row.getBoolean("joined"),
                        row.getBoolean("pictured")))
                .list();
    }

    /**
     * The acting resident joins an order, once however often they do. Refuses staff, their own order, one that is over, more
     * than 500 characters; and as not found whatever they would not be shown: of another community, inside a home, or of a
     * category that is not public.
     */
    public void join(UUID order, String words) {
        Actor actor = resident();
        String said = Worded.said("order.joinWords", words, 0, LONGEST);
        switch (standing(order)) {
            case "open" -> {}
            case "own" -> throw Refusal.forbidden("order.joinOwn");
            case "over" -> throw Refusal.movedOn("order.joinOver");
            default -> throw Refusal.notFound();
        }
        jdbc.sql("""
                        insert into order_joiner (matter, person, place, at, words)
                        values (:matter, :me, place_of_matter(:matter), :now, :words)
                        on conflict do nothing
                        """)
                .param("matter", order)
                .param("me", actor.self())
                .param("now", Matters.time(now()))
                .param("words", said)
                .update();
    }

    private String standing(UUID order) {
        return jdbc.sql("select coalesce(order_to_neighbour(:matter), '')")
                .param("matter", order)
                .query(String.class)
                .single();
    }

    /** 不再关注: the acting person follows it no more; what they rated goes with it. Refuses one that they did not join as not found. */
    public void leave(UUID order) {
        Actor actor = resident();
        int left = jdbc.sql("delete from order_joiner where matter = :matter and person = :me")
                .param("matter", order)
                .param("me", actor.self())
                .update();
        if (left == 0) {
            throw Refusal.notFound();
        }
    }

    /**
     * The acting person rates an order that they joined; “not solved” has it done again, once. Refuses one that they did not
     * join as not found, and one that is not done, was done too long ago, or that they have rated, as moved on.
     */
    public void rate(UUID order, Joined.Voice voice) {
        Actor actor = resident();
        Joined joined = joined(order).orElseThrow(Refusal::notFound);
        Instant now = now();
        joined.rates(now);
        int rated = jdbc.sql("""
                        update order_joiner
                           set rating = :stars,
                               solved = :solved,
                               rating_words = :words,
                               rated_at = :now
                         where matter = :matter
                           and person = :me
                        """)
                .param("stars", voice.stars())
                .param("solved", voice.solved())
                .param("words", voice.words())
                .param("now", Matters.time(now))
                .param("matter", order)
                .param("me", actor.self())
                .update();
        if (rated == 0) {
            throw Refusal.notFound();
        }
        if (joined.contests(voice)) {
            events.publishEvent(new OrderContested(order, joined.place().value(), now));
        }
    }

    private static Actor resident() {
        Actor actor = Acting.current();
        if (actor.duty() != Duty.RESIDENT) {
            throw Refusal.forbidden("order.residentOnly");
        }
        return actor;
    }

    /** One that the acting person joined. */
    @Transactional(readOnly = true)
    public Optional<Joined> joined(UUID order) {
        return found(order).stream().findFirst();
    }

    /** All that the acting person joined, what is open first, then the newest; at most 100. */
    @Transactional(readOnly = true)
    public List<Joined> mine() {
        return found(null);
    }

    private List<Joined> found(@Nullable UUID order) {
        return jdbc.sql("select * from orders_joined(cast(:matter as uuid))")
                .param("matter", order)
                .query((row, n) -> joined(row))
                .list();
    }

    /** What was done of an order that the acting person joined, oldest first. */
    @Transactional(readOnly = true)
    public List<Taken> line(UUID order) {
        return jdbc.sql("select * from steps_joined(:matter, :steps)")
                .param("matter", order)
                .param("steps", TOLD.toArray(String[]::new))
                .query((row, n) -> new Taken(
                        row.getString("step"),
                        State.valueOf(row.getString("state")),
                        Matters.instant(row, "at").orElseThrow()))
                .list();
    }

    /** The small picture of an order that the acting person may join, or did. */
    @Transactional(readOnly = true)
    public Optional<byte[]> picture(UUID order) {
        return jdbc.sql("select order_picture(:matter) as jpeg")
                .param("matter", order)
                .query((row, n) -> Optional.ofNullable(row.getBytes("jpeg")))
                .single();
    }

    /** Who joined an order in reach, in the order in which they did. */
    @Transactional(readOnly = true)
    public List<Joiner> of(Order order) {
        if (order.joiners() == 0) {
            return List.of();
        }
        return jdbc.sql("""
                        select coalesce(p.name, '') as name, j.at, j.words, j.merged_from is not null as merged,
                               j.rating, j.solved, j.rating_words
                          from order_joiner j
                          left join person p on p.id = j.person
                         where j.matter = :matter
                         order by j.at, j.person
                         limit 200
                        """)
                .param("matter", order.id())
                .query((row, n) -> new Joiner(
                        row.getString("name"),
                        Matters.instant(row, "at").orElseThrow(),
                        row.getString("words"),
                        row.getBoolean("merged"),
                        Optional.ofNullable(row.getObject("rating", Integer.class)),
                        Optional.ofNullable(row.getObject("solved", Boolean.class)),
                        row.getString("rating_words")))
                .list();
    }

    /** Who is told of a step beside those whose order it is, and what they know it by: its category. For the machinery. */
    List<UUID> followers(UUID order) {
        return jdbc.sql("select person from order_joiner where matter = :matter order by at, person")
                .param("matter", order)
                .query(UUID.class)
                .list();
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private static Joined joined(ResultSet row) throws SQLException {
        return new Joined(
                row.getObject("id", UUID.class),
                Categories.category(row),
                State.valueOf(row.getString("state")),
                PlaceCode.parse(row.getString("place")),
                row.getString("handler_name"),
                Matters.instant(row, "opened_at").orElseThrow(),
                Matters.instant(row, "due_at"),
                Matters.instant(row, "done_at"),
                Matters.instant(row, "ended_at"),
                row.getInt("reopened"),
                row.getInt("joiners"),
                Optional.ofNullable(row.getObject("merged_into", UUID.class)),
                row.getString("words"),
                Optional.ofNullable(row.getObject("rating", Integer.class)),
                Optional.ofNullable(row.getObject("solved", Boolean.class)),
                Matters.instant(row, "rated_at"),
                row.getBoolean("pictured"));
    }
}
