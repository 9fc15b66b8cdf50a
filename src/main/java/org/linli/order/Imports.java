package org.linli.order;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.linli.kernel.Refusal;
import org.linli.kernel.Sha256;
import org.linli.order.ImportLines.Kept;
import org.linli.order.ImportRows.Read;
import org.linli.platform.Acting;
import org.linli.platform.Actor;
import org.linli.platform.Bound;
import org.linli.platform.Ids;
import org.linli.platform.matter.Matters;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/**
 * The imports 导入 of tickets from somebody else's files: read and looked at before anything is made of them, then taken row by row
 * as a job. What a row says is kept sealed until it is taken, or for a day; what one says that was not taken, for a week, so that it can
 * be mended. What became of each row is told by {@link ImportLines}.
 */
@Repository
@Transactional
public class Imports {

    /** How far it is. */
    public enum Progress {
        /** 等您确认. */
        READY,
        /** 正在导入. */
        RUNNING,
        /** 导入完了. */
        DONE,
        /** 取消了. */
        CANCELLED,
        /** 没有导完. */
        FAILED
    }

    /**
     * One import.
     *
     * @param layout the name of its layout, as it was then
     * @param ready how many rows of all can be taken
     * @param done how many of these were
     */
    public record Import(
            UUID id,
            UUID person,
            UUID appointment,
            String layout,
            Channel source,
            String file,
            Progress progress,
            int total,
            int ready,
            int done,
            Instant begunAt,
            Optional<Instant> endedAt) {}

    /** So many rows are shown before anything is made of them. */
    public static final int SHOWN = 20;

    private static final int LONGEST_FILE = 200;
    private static final Duration READY_FOR = Duration.ofDays(1);
    private static final Duration KEPT = Duration.ofDays(30);

    /** So long what a row said that was not taken may be fetched, to be mended. */
    public static final Duration MENDABLE_FOR = Duration.ofDays(7);

    private static final String SELECT = """
            select i.id, i.person, i.appointment, i.layout, i.source, i.file, i.state, i.total, i.ready, i.done, i.begun_at,
                   i.ended_at
              from order_import i
            """;

    private final JdbcClient jdbc;
    private final Layouts layouts;
    private final Categories categories;
    private final ImportTask task;
    private final ImportLines lines;
    private final RefusedRows refused;
    private final KnownNumbers numbers;
    private final Clock clock;

    Imports(
            JdbcClient jdbc,
            Layouts layouts,
            Categories categories,
            ImportTask task,
            ImportLines lines,
            RefusedRows refused,
            KnownNumbers numbers,
            Clock clock) {
        this.jdbc = jdbc;
        this.layouts = layouts;
        this.categories = categories;
        this.task = task;
        this.lines = lines;
        this.refused = refused;
        this.numbers = numbers;
        this.clock = clock;
    }

    /** The layouts by which files can be read. Refuses whoever passes no tickets on. */
    @Transactional(readOnly = true)
    public List<Layout> readable() {
        Hotline.intake();
        return layouts.all().stream().filter(Layout::read).toList();
    }

    /**
     * Reads a file by a layout, and keeps its rows to be looked at; nothing is made of them yet. Refuses whoever passes no tickets
     * on, a file that {@link TableFile#read} refuses, one without a column of the layout, and one without rows.
     */
    public UUID read(UUID layout, String name, byte[] file) {
        Actor actor = Hotline.intake();
        Layout by = readable().stream()
                .filter(one -> one.id().equals(layout))
                .findFirst()
                .orElseThrow(() -> Refusal.invalid("order.layout"));
        Channel source = by.source().orElseThrow();
        Map<String, String> codes = new HashMap<>();
        categories.at(actor.home()).forEach(category -> {
            codes.put(category.name(), category.code());
            codes.put(category.code(), category.code());
        });
        ImportRows rows = new ImportRows(by, layouts::headings, codes, refused.reasons(), clock.getZone());
        TableFile.read(file, rows::take);
        List<Read> read = rows.rows();
        KnownNumbers.Known known = numbers.of(read, source, actor.home());
        List<Kept> kept = read.stream().map(row -> lines.kept(row, known)).toList();
        UUID id = Ids.at(clock.instant());
        jdbc.sql("""
                        insert into order_import (id, person, appointment, place, layout, source, file, digest, headings, state, total,
                                                  ready, begun_at)
                        values (:id, :self, :appointment, :place, :layout, :source, :file, :digest, :headings, 'READY', :total,
                                :ready, :now)
                        """)
                .param("id", id)
                .param("self", actor.self())
                .param("appointment", actor.appointment().orElseThrow(() -> Refusal.forbidden("order.hotlineNotYours")))
                .param("place", actor.home().value())
                .param("layout", layouts.name(by, Locale.SIMPLIFIED_CHINESE))
                .param("source", source.name())
                .param("file", named(name))
                .param("digest", Sha256.of(file))
                .param("headings", rows.headings().toArray(String[]::new))
                .param("total", kept.size())
                .param("ready", (int) kept.stream()
                        .filter(row -> row.outcome() == ImportLines.Outcome.READY)
                        .count())
                .param("now", Matters.time(clock.instant()))
                .update();
        lines.keep(id, kept);
        return id;
    }

    private static String named(String name) {
        String plain = name.replaceAll("\\p{Cntrl}", "").strip();
        return plain.length() > LONGEST_FILE ? plain.substring(plain.length() - LONGEST_FILE) : plain;
    }

    /** One of the acting person's own. Refuses one of somebody else as not found. */
    @Transactional(readOnly = true)
    public Import one(UUID id) {
        return jdbc.sql(SELECT + " where i.id = :id and i.person = :me")
                .param("id", id)
                .param("me", Acting.current().self())
                .query((row, n) -> read(row))
                .optional()
                .orElseThrow(Refusal::notFound);
    }

    /** The acting person's own, the newest first. Refuses whoever passes no tickets on. */
    @Transactional(readOnly = true)
    public List<Import> mine() {
        return jdbc.sql(SELECT + " where i.person = :me order by i.begun_at desc, i.id desc limit 20")
                .param("me", Hotline.intake().self())
                .query((row, n) -> read(row))
                .list();
    }

    /** When the acting person last imported the very same file, if they did. Refuses one of somebody else as not found. */
    @Transactional(readOnly = true)
    public Optional<Import> before(UUID id) {
        one(id);
        return jdbc.sql(SELECT + """
                          join order_import same on same.digest = i.digest and same.person = i.person
                         where same.id = :id
                           and i.person = :me
                           and i.id <> same.id
                           and i.state in ('RUNNING', 'DONE')
                         order by i.begun_at desc
                         limit 1
                        """)
                .param("id", id)
                .param("me", Acting.current().self())
                .query((row, n) -> read(row))
                .optional();
    }

    /**
     * Begins to take the rows. Refuses one of somebody else as not found, one that was begun or cancelled as moved on, and one in
     * which there is nothing to take.
     */
    public void begin(UUID id) {
        Import read = one(id);
        if (read.ready() == 0) {
            throw Refusal.invalid("order.importNothing");
        }
        if (!moves(id, Progress.READY, Progress.RUNNING)) {
            throw Refusal.movedOn("order.importBegun");
        }
        task.start(id, read.person(), clock.instant());
    }

    /** Stops one; what was taken stays taken. Refuses one of somebody else as not found, and one that has ended as moved on. */
    public void cancel(UUID id) {
        one(id);
        if (!moves(id, Progress.READY, Progress.CANCELLED) && !moves(id, Progress.RUNNING, Progress.CANCELLED)) {
            throw Refusal.movedOn("order.importBegun");
        }
    }

    boolean moves(UUID id, Progress from, Progress to) {
        return jdbc.sql("""
                        update order_import
                           set state = :to, ended_at = cast(:ended as timestamptz)
                         where id = :id
                           and person = :me
                           and state = :from
                        """)
                        .param("to", to.name())
                        .param("ended", Bound.time(Optional.of(clock.instant()).filter(at -> to != Progress.RUNNING)))
                        .param("id", id)
                        .param("me", Acting.current().self())
                        .param("from", from.name())
                        .update()
                == 1;
    }

    void forget() {
        Instant now = clock.instant();
        jdbc.sql("select forget_imports(:day, :week, :month)")
                .param("day", Matters.time(now.minus(READY_FOR)))
                .param("week", Matters.time(now.minus(MENDABLE_FOR)))
                .param("month", Matters.time(now.minus(KEPT)))
                .query((row, n) -> 0)
                .list();
    }

    private static Import read(ResultSet row) throws SQLException {
        return new Import(
                row.getObject("id", UUID.class),
                row.getObject("person", UUID.class),
                row.getObject("appointment", UUID.class),
                row.getString("layout"),
                Channel.valueOf(row.getString("source")),
                row.getString("file"),
                Progress.valueOf(row.getString("state")),
                row.getInt("total"),
                row.getInt("ready"),
                row.getInt("done"),
                Matters.instant(row, "begun_at").orElseThrow(),
                Matters.instant(row, "ended_at"));
    }
}
