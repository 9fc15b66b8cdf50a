package org.linli.patrol;

import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.linli.kernel.Cursor;
import org.linli.kernel.Page;
import org.linli.kernel.PlaceCode;
import org.linli.kernel.Refusal;
import org.linli.place.Places;
import org.linli.platform.Acting;
import org.linli.platform.Actor;
import org.linli.platform.matter.Matters;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** The lists of reports 报告单; what was handed over stands in none. */
@Repository
@Transactional(readOnly = true)
public class ReportLists {

    /** The parts of a list 分类. */
    public enum Tab {
        /** 等人处理: nobody has answered. */
        WAITING,
        /** 处理中. */
        OPEN,
        /** 处理完了. */
        ENDED
    }

    /** What to look for: a kind, and words of at most 40 characters; empty for all. */
    public record Filter(Optional<Kind> kind, String words) {

        /** Nothing in particular. */
        public static final Filter NONE = new Filter(Optional.empty(), "");

        public Filter {
            words = words.strip();
            if (words.length() > 40) {
                throw Refusal.invalid("patrol.filter", "most", 40);
            }
        }

        public boolean any() {
            return kind.isPresent() || !words.isEmpty();
        }
    }

    /** A report as a list shows it. */
    public record Row(Report report, String placeName) {}

    private static final int PAGE = 20;
    private static final Cursor NEWEST = new Cursor(Instant.parse("9999-12-31T00:00:00Z"), new UUID(-1, -1));

    private final JdbcClient jdbc;
    private final Places places;

    ReportLists(JdbcClient jdbc, Places places) {
        this.jdbc = jdbc;
        this.places = places;
    }

    /** One part of what the acting person reaches, of their place or reported by them; newest first, 20 a page. */
    public Page<Row> list(Tab tab, Filter filter, Optional<Cursor> after) {
        Cursor from = after.orElse(NEWEST);
        List<Report> found = jdbc.sql(Reports.SELECT + which(tab) + """
                           and (:kind = '' or r.kind = :kind)
                           and (:words = '' or position(lower(:words) in lower(r.words)) > 0)
                           and (m.opened_at, m.id) < (:at, :id)
                         order by m.opened_at desc, m.id desc
                         limit :most
                        """)
                .params(Matters.reach())
                .param("kind", filter.kind().map(Enum::name).orElse(""))
                .param("words", filter.words())
                .param("at", Matters.time(from.at()))
                .param("id", from.id())
                .param("most", PAGE + 1)
                .query((row, n) -> Reports.report(row))
                .list();
        return named(Page.cut(
                found,
                PAGE,
                last -> new Cursor(last.matter().openedAt(), last.matter().id())));
    }

    /** What the acting person reported themselves, the newest 50 first. */
    public List<Row> mine() {
        return named(Page.cut(
                        jdbc.sql(Reports.SELECT + """
                                   and m.requester = :me
                                 order by m.opened_at desc, m.id desc
                                 limit 50
                                """)
                                .params(Matters.reach())
                                .param("me", Acting.current().self())
                                .query((row, n) -> Reports.report(row))
                                .list(),
                        50,
                        last -> NEWEST))
                .items();
    }

    /** How many wait and are open, of what the acting person's duty shows them. */
    public Map<Tab, Integer> counts() {
        Map<Tab, Integer> counts = new EnumMap<>(Tab.class);
        jdbc.sql("""
                        select count(*) filter (where m.state = 'ESCALATED') as waiting,
                               count(*) filter (where m.state = 'TAKEN_UP') as open
                          from matter m
                         where m.kind = 'report'
                           and m.ended_at is null
                           and\s""" + Matters.REACHED).params(Matters.reach()).query(row -> {
            counts.put(Tab.WAITING, row.getInt("waiting"));
            counts.put(Tab.OPEN, row.getInt("open"));
        });
        return counts;
    }

    /** Whether this actor has the list of their place. */
    public static boolean has(Actor actor) {
        return actor.duty().staff() && Report.reports(actor.duty());
    }

    private static String which(Tab tab) {
        return switch (tab) {
            case WAITING -> " and m.state = 'ESCALATED'\n";
            case OPEN -> " and m.state = 'TAKEN_UP'\n";
            case ENDED -> " and m.state in ('SETTLED', 'CLOSED')\n";
        };
    }

    private Page<Row> named(Page<Report> page) {
        Map<PlaceCode, String> names = places.fullNames(
                page.items().stream().map(one -> one.matter().place()).collect(Collectors.toSet()));
        return page.map(one -> new Row(one, names.getOrDefault(one.matter().place(), "")));
    }
}
