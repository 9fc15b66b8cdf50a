package org.linli.order;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.linli.kernel.Cursor;
import org.linli.kernel.Page;
import org.linli.kernel.PlaceCode;
import org.linli.kernel.Refusal;
import org.linli.platform.Acting;
import org.linli.platform.Actor;
import org.linli.platform.Bound;
import org.linli.platform.Duty;
import org.linli.platform.Ids;
import org.linli.platform.matter.Matters;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/**
 * The exports 导出 of orders: who takes out what, how far it is, and its file, which the database keeps for a day so that any node
 * serves it. The row of who exported what with which filter stays.
 */
@Repository
@Transactional
public class Exports {

    /** The most orders that one export holds. */
    public static final int MOST = 1_000_000;

    /** The most that one person has running. */
    public static final int AT_ONCE = 2;

    /** How long a file is kept. */
    public static final Duration KEPT = Duration.ofDays(1);

    /** What a file is 文件格式. */
    public enum Format {
        CSV("text/csv;charset=UTF-8"),
        XLSX("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");

        private final String type;

        Format(String type) {
            this.type = type;
        }

        /** Its media type. */
        public String type() {
            return type;
        }
    }

    /** How far it is. */
    public enum Progress {
        /** 正在导出. */
        RUNNING,
        /** 导出好了. */
        DONE,
        /** 没导出成. */
        FAILED,
        /** 取消了. */
        CANCELLED
    }

    /**
     * One export.
     *
     * @param signature who, and for whom, as it was then
     * @param layout what its layout was called
     * @param source whose numbers its rows have, where they have any
     * @param columns and its columns, as they were then
     * @param reason why it failed: the key of a text
     * @param total how many orders it is to hold, once that is known
     */
    public record Export(
            UUID id,
            String signature,
            UUID person,
            UUID appointment,
            String lang,
            String layout,
            Optional<Channel> source,
            List<Layout.Column> columns,
            Format format,
            String filter,
            Progress progress,
            String reason,
            int attempts,
            int total,
            int written,
            long bytes,
            Instant begunAt,
            Optional<Instant> endedAt,
            boolean erased) {

        /** Whether its file can be had. */
        public boolean ready() {
            return progress == Progress.DONE && !erased;
        }

        public boolean running() {
            return progress == Progress.RUNNING;
        }

        /** The name of its file. */
        public String file() {
            return "linli-" + id.toString().substring(24) + "." + format.name().toLowerCase(Locale.ROOT);
        }
    }

    private static final String SELECT = """
            select id, signature, person, appointment, lang, layout, source, columns, format, filter, state, reason, attempts, total,
                   written, bytes, begun_at, ended_at, erased_at is not null as erased
              from order_export
            """;

    private static final int TRIES = 3;

    private final JdbcClient jdbc;
    private final Layouts layouts;
    private final ExportTask task;
    private final Clock clock;

    Exports(JdbcClient jdbc, Layouts layouts, ExportTask task, Clock clock) {
        this.jdbc = jdbc;
        this.layouts = layouts;
        this.task = task;
        this.clock = clock;
    }

    /**
     * Begins an export of what the acting person finds, by a layout of theirs. Refuses whoever sees no orders, a layout that is
     * none, and a third while two run.
     */
    public UUID begin(Sought sought, UUID layout, Format format, String lang) {
        Actor actor = Acting.current();
        UUID appointment = actor.appointment()
                .filter(held -> FoundOrders.sees(actor))
                .orElseThrow(() -> Refusal.forbidden("list.notYours"));
        Layout by = layouts.one(layout);
        String filter = sought.query();
        UUID id = Ids.at(clock.instant());
        int begun = jdbc.sql("""
                        insert into order_export (id, person, appointment, place, signature, lang, layout, source, columns,
                                                  format, filter, slot, state, total, begun_at)
                        select :id, :self, :appointment, :place, :signature, :lang, :layout, cast(:source as text), :columns,
                               :format, :filter, min(free), 'RUNNING', 0, :now
                          from generate_series(1, 2) as free
                         where not exists (select 1
                                             from order_export e
                                            where e.person = :me
                                              and e.slot = free
                                              and e.state = 'RUNNING')
                        having min(free) is not null
                        """)
                .param("id", id)
                .param("self", actor.self())
                .param("me", actor.self())
                .param("appointment", appointment)
                .param("place", actor.home().value())
                .param("signature", actor.signature())
                .param("lang", lang)
                .param("layout", layouts.name(by, Locale.forLanguageTag(lang)))
                .param("source", Bound.name(by.source()))
                .param("columns", Layout.text(by.columns()))
                .param("format", format.name())
                .param("filter", filter)
                .param("now", Matters.time(clock.instant()))
                .update();
        if (begun == 0) {
            throw Refusal.invalid("order.exportBusy", "most", AT_ONCE);
        }
        task.start(id, actor.self(), clock.instant());
        return id;
    }

    /** One of the acting person's own. Refuses one of somebody else as not found. */
    @Transactional(readOnly = true)
    public Export export(UUID id) {
        return jdbc.sql(SELECT + " where id = :id and person = :me")
                .param("id", id)
                .param("me", Acting.current().self())
                .query((row, n) -> export(row))
                .optional()
                .orElseThrow(Refusal::notFound);
    }

    /** The acting person's own, the newest first. */
    @Transactional(readOnly = true)
    public List<Export> mine() {
        return jdbc.sql(SELECT + " where person = :me order by begun_at desc, id desc limit 20")
                .param("me", Acting.current().self())
                .query((row, n) -> export(row))
                .list();
    }

    /** Who exported what in the chief's place, the newest first. Refuses everybody but the chief. */
    @Transactional(readOnly = true)
    public Page<Export> log(Optional<Cursor> after, int size) {
        Actor actor = Acting.current();
        if (actor.duty() != Duty.CHIEF) {
            throw Refusal.forbidden("order.exportLog");
        }
        PlaceCode place = actor.home();
        Cursor from = after.orElse(new Cursor(Instant.parse("9999-12-31T00:00:00Z"), new UUID(-1, -1)));
        return Page.cut(
                jdbc.sql(SELECT + """
                                 where place >= :from
                                   and place < :to
                                   and (begun_at, id) < (:at, :id)
                                 order by begun_at desc, id desc
                                 limit :most
                                """)
                        .param("from", place.from())
                        .param("to", place.to())
                        .param("at", Matters.time(from.at()))
                        .param("id", from.id())
                        .param("most", size + 1)
                        .query((row, n) -> export(row))
                        .list(),
                size,
                export -> new Cursor(export.begunAt(), export.id()));
    }

    /** Stops one that runs; what it has written is thrown away. Refuses one of somebody else as not found. */
    public void cancel(UUID id) {
        export(id);
        end(id, Progress.CANCELLED, "");
    }

    /** A part of the file, from the first on (0); none after the last. Refuses the file of somebody else as not found. */
    @Transactional(readOnly = true)
    public Optional<byte[]> part(UUID id, int part) {
        return jdbc.sql("""
                        select p.bytes
                          from order_export_part p
                          join order_export e on e.id = p.export
                         where e.id = :id
                           and e.person = :me
                           and e.state = 'DONE'
                           and p.part = :part
                        """)
                .param("id", id)
                .param("me", Acting.current().self())
                .param("part", part)
                .query((row, n) -> row.getBytes("bytes"))
                .optional();
    }

    /** Takes up an export that still runs, from the beginning, whatever an earlier try has left. None where it has failed too often. */
    Optional<Export> takeUp(UUID id) {
        Optional<Export> running = Optional.of(export(id)).filter(Export::running);
        if (running.filter(export -> export.attempts() >= TRIES).isPresent()) {
            end(id, Progress.FAILED, "order.export.interrupted");
            return Optional.empty();
        }
        if (running.isPresent()) {
            jdbc.sql("update order_export set attempts = attempts + 1, written = 0 where id = :id and person = :me")
                    .param("id", id)
                    .param("me", Acting.current().self())
                    .update();
            empty(id);
        }
        return running;
    }

    private void empty(UUID id) {
        jdbc.sql("delete from order_export_part where export = :id")
                .param("id", id)
                .update();
    }

    void total(UUID id, int total) {
        jdbc.sql("update order_export set total = :total where id = :id and person = :me")
                .param("total", total)
                .param("id", id)
                .param("me", Acting.current().self())
                .update();
    }

    void write(UUID id, int part, byte[] bytes) {
        jdbc.sql("insert into order_export_part (export, part, bytes) values (:id, :part, :bytes)")
                .param("id", id)
                .param("part", part)
                .param("bytes", bytes)
                .update();
    }

    /** Says how far it is; gives back false where it was cancelled meanwhile. */
    boolean wrote(UUID id, int written) {
        return jdbc.sql("""
                        update order_export
                           set written = :written
                         where id = :id
                           and person = :me
                           and state = 'RUNNING'
                        """)
                        .param("written", written)
                        .param("id", id)
                        .param("me", Acting.current().self())
                        .update()
                == 1;
    }

    void done(UUID id, long bytes) {
        jdbc.sql("update order_export set bytes = :bytes where id = :id and person = :me")
                .param("bytes", bytes)
                .param("id", id)
                .param("me", Acting.current().self())
                .update();
        end(id, Progress.DONE, "");
    }

    /** Ends one that runs; of one that was not finished nothing is kept. */
    void end(UUID id, Progress progress, String reason) {
        jdbc.sql("""
                        update order_export
                           set state = :state,
                               reason = :reason,
                               ended_at = :now
                         where id = :id
                           and person = :me
                           and state = 'RUNNING'
                        """)
                .param("state", progress.name())
                .param("reason", reason)
                .param("now", Matters.time(clock.instant()))
                .param("id", id)
                .param("me", Acting.current().self())
                .update();
        if (progress != Progress.DONE) {
            empty(id);
        }
    }

    /** Erases the files of what ended a day ago. */
    public void forget() {
        jdbc.sql("select forget_exports(:before, :now)")
                .param("before", Matters.time(clock.instant().minus(KEPT)))
                .param("now", Matters.time(clock.instant()))
                .query((row, n) -> 0)
                .list();
    }

    private static Export export(ResultSet row) throws SQLException {
        return new Export(
                row.getObject("id", UUID.class),
                row.getString("signature"),
                row.getObject("person", UUID.class),
                row.getObject("appointment", UUID.class),
                row.getString("lang"),
                row.getString("layout"),
                Optional.ofNullable(row.getString("source")).map(Channel::valueOf),
                Layout.columns(row.getString("columns")),
                Format.valueOf(row.getString("format")),
                row.getString("filter"),
                Progress.valueOf(row.getString("state")),
                row.getString("reason"),
                row.getInt("attempts"),
                row.getInt("total"),
                row.getInt("written"),
                row.getLong("bytes"),
                Matters.instant(row, "begun_at").orElseThrow(),
                Matters.instant(row, "ended_at"),
                row.getBoolean("erased"));
    }
}
