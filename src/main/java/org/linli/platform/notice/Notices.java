package org.linli.platform.notice;

import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.linli.kernel.Cursor;
import org.linli.kernel.Page;
import org.linli.kernel.PlaceCode;
import org.linli.platform.Acting;
import org.linli.platform.Ids;
import org.linli.platform.matter.Matters;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** The inbox 消息 of each person: what happened in matters that concern them, until they have read it. */
@Repository
@Transactional
public class Notices {

    /** One line of an inbox: of a matter, or of another thing. */
    public record Notice(UUID id, UUID about, String kind, String step, String title, Instant at, boolean read) {}

    /** What is told: a step of a matter that stands in a timeline. */
    public record News(UUID matter, UUID entry, PlaceCode place, String kind, String step, Instant at) {}

    /** What is told of a thing that is no matter: which, and what happened to it. */
    public record Thing(
            UUID about, UUID occasion, PlaceCode place, String kind, String step, String title, Instant at) {}

    private static final int PAGE = 20;

    private final JdbcClient jdbc;
    private final Clock clock;

    Notices(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Tells each person once, however often it is called. Only the machinery of the place may. */
    public void tell(Collection<UUID> people, News news) {
        tell(people, news, "");
    }

    /** The same, under another title than the matter's own: for whoever may not read that. */
    public void tell(Collection<UUID> people, News news, String title) {
        if (people.isEmpty()) {
            return;
        }
        jdbc.sql("""
                        insert into notice (id, person, matter, entry, place, kind, step, title, at)
                        select t.id, t.person, m.id, :entry, :place, :kind, :step, coalesce(nullif(:title, ''), m.title), :at
                          from unnest(:ids, :people) as t (id, person)
                         cross join (select id, title from matter where id = :matter) m
                        on conflict do nothing
                        """)
                .param("ids", people.stream().map(p -> Ids.at(clock.instant())).toArray(UUID[]::new))
                .param("people", people.toArray(UUID[]::new))
                .param("matter", news.matter())
                .param("entry", news.entry())
                .param("place", news.place().value())
                .param("kind", news.kind())
                .param("step", news.step())
                .param("title", title)
                .param("at", Matters.time(news.at()))
                .update();
    }

    /** Tells one person of something else than a matter, under a title of its own, on the occasion of a step. Only the machinery may. */
    public void tell(UUID person, News occasion, String title) {
        jdbc.sql("""
                        insert into notice (id, person, matter, entry, place, kind, step, title, at)
                        values (:id, :person, :matter, :entry, :place, :kind, :step, :title, :at)
                        on conflict do nothing
                        """)
                .param("id", Ids.at(clock.instant()))
                .param("person", person)
                .param("matter", occasion.matter())
                .param("entry", occasion.entry())
                .param("place", occasion.place().value())
                .param("kind", occasion.kind())
                .param("step", occasion.step())
                .param("title", title)
                .param("at", Matters.time(occasion.at()))
                .update();
    }

    /** Tells each person once of a thing that is no matter. Only the machinery of the place may. */
    public void tell(Collection<UUID> people, Thing thing) {
        jdbc.sql("""
                        insert into notice (id, person, about, occasion, place, kind, step, title, at)
                        select t.id, t.person, :about, :occasion, :place, :kind, :step, :title, :at
                          from unnest(:ids, :people) as t (id, person)
                        on conflict do nothing
                        """)
                .param("ids", people.stream().map(p -> Ids.at(clock.instant())).toArray(UUID[]::new))
                .param("people", people.toArray(UUID[]::new))
                .param("about", thing.about())
                .param("occasion", thing.occasion())
                .param("place", thing.place().value())
                .param("kind", thing.kind())
                .param("step", thing.step())
                .param("title", thing.title())
                .param("at", Matters.time(thing.at()))
                .update();
    }

    /** The acting person's notices, newest first, 20 a page. */
    @Transactional(readOnly = true)
    public Page<Notice> mine(Cursor after) {
        List<Notice> found = jdbc.sql("""
                        select id, coalesce(matter, about) as about, kind, step, title, at, read_at is not null as read
                          from notice
                         where person = :me
                           and (at, id) < (:at, :id)
                         order by at desc, id desc
                         limit :most
                        """)
                .param("me", Acting.current().self())
                .param("at", Matters.time(after.at()))
                .param("id", after.id())
                .param("most", PAGE + 1)
                .query((row, n) -> new Notice(
                        row.getObject("id", UUID.class),
                        row.getObject("about", UUID.class),
                        row.getString("kind"),
                        row.getString("step"),
                        row.getString("title"),
                        Matters.instant(row, "at").orElseThrow(),
                        row.getBoolean("read")))
                .list();
        return Page.cut(found, PAGE, last -> new Cursor(last.at(), last.id()));
    }

    /** Marks the acting person's notices of a matter, or of another thing, as read. */
    public void readAbout(UUID id) {
        jdbc.sql("""
                        update notice
                           set read_at = :now
                         where person = :me
                           and read_at is null
                           and (matter = :id or about = :id)
                        """)
                .param("now", Matters.time(clock.instant()))
                .param("me", Acting.current().self())
                .param("id", id)
                .update();
    }

    /** Marks the acting person's notices of a kind that is no matter as read. */
    public void readOf(String kind) {
        jdbc.sql(
                        "update notice set read_at = :now where person = :me and read_at is null and matter is null and kind = :kind")
                .param("now", Matters.time(clock.instant()))
                .param("me", Acting.current().self())
                .param("kind", kind)
                .update();
    }

    /** Marks all of the acting person's notices up to a time as read. */
    public void readBefore(Instant time) {
        jdbc.sql("update notice set read_at = :now where person = :me and read_at is null and at <= :time")
                .param("now", Matters.time(clock.instant()))
                .param("me", Acting.current().self())
                .param("time", Matters.time(time))
                .update();
    }
}
