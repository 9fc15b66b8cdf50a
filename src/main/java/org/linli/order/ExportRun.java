package org.linli.order;

import java.io.IOException;
import java.io.OutputStream;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.linli.kernel.Cursor;
import org.linli.kernel.Page;
import org.linli.kernel.Refusal;
import org.linli.order.Exported.Extra;
import org.linli.order.Exports.Export;
import org.linli.order.Exports.Format;
import org.linli.order.Exports.Progress;
import org.linli.order.FoundOrders.Listed;
import org.linli.organisation.Appointment;
import org.linli.organisation.Appointments;
import org.linli.platform.Acting;
import org.linli.platform.Actor;
import org.linli.platform.Bound;
import org.linli.platform.matter.Matters;
import org.linli.platform.web.Words;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * One run of an export 导出任务, in the capacity of whoever asked for it, if they still hold it: page after page is read, each in a
 * transaction of its own, and written to parts of a megabyte, so that a million rows take no more memory than a page.
 */
@Component
class ExportRun {

    private static final Logger log = LoggerFactory.getLogger(ExportRun.class);
    private static final int CHUNK = 5_000;
    private static final int PART = 1 << 20;

    private final Exports exports;
    private final FoundOrders found;
    private final Measured measured;
    private final Layouts layouts;
    private final Appointments appointments;
    private final Words words;
    private final Clock clock;

    ExportRun(
            Exports exports,
            FoundOrders found,
            Measured measured,
            Layouts layouts,
            Appointments appointments,
            Words words,
            Clock clock) {
        this.exports = exports;
        this.found = found;
        this.measured = measured;
        this.layouts = layouts;
        this.appointments = appointments;
        this.words = words;
        this.clock = clock;
    }

    /** Begins it anew, whatever an earlier run has left, and goes on to its end. What was cancelled or ended is left alone. */
    void run(UUID id, UUID person) {
        run(id, person, CHUNK);
    }

    /** The same, so many orders at a time. */
    void run(UUID id, UUID person, int chunk) {
        Acting.run(
                Actor.resident(person, "", Optional.empty()),
                () -> exports.takeUp(id)
                        .ifPresent(export -> capacity(export)
                                .ifPresentOrElse(
                                        actor -> Acting.run(actor, () -> tried(export, chunk)),
                                        () -> exports.end(id, Progress.FAILED, "order.export.noMore"))));
    }

    /** The appointment under which it was asked for, while it holds. */
    private Optional<Actor> capacity(Export export) {
        return appointments.heldBy(export.person()).stream()
                .filter(held -> held.id().equals(export.appointment()))
                .map(Appointment::actor)
                .findFirst();
    }

    private void tried(Export export, int chunk) {
        try {
            write(export, chunk);
        } catch (Cancelled gone) {
            log.info("Export {} was cancelled", export.id());
            exports.end(export.id(), Progress.CANCELLED, "");
        } catch (Refusal refusal) {
            log.warn("Export {} is refused: {}", export.id(), refusal.code());
            exports.end(export.id(), Progress.FAILED, "order.export.refused");
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private void write(Export export, int chunk) throws IOException {
        Sought sought = Sought.read(export.filter());
        exports.total(export.id(), Math.min(found.count(sought, Exports.MOST), Exports.MOST));
        Locale locale = Locale.forLanguageTag(export.lang());
        Parts parts = new Parts(export.id());
        try (Sheet sheet = export.format() == Format.CSV ? new Sheet.Csv(parts) : new Sheet.Xlsx(parts)) {
            sheet.row(export.columns().stream()
                    .map(column -> layouts.heading(column, locale))
                    .toList());
            rows(export, sought, locale, sheet, chunk);
        }
        parts.close();
        exports.done(export.id(), parts.bytes());
    }

    private void rows(Export export, Sought sought, Locale locale, Sheet sheet, int chunk) throws IOException {
        Map<String, String> texts = new HashMap<>();
        Instant now = clock.instant();
        int written = 0;
        List<Sought> pieces = found.pieces(sought);
        int piece = 0;
        Optional<Cursor> after = Optional.empty();
        while (piece < pieces.size() && written < Exports.MOST) {
            Page<Listed> page = found.page(pieces.get(piece), after, chunk);
            Map<UUID, Extra> extras = measured.of(
                    export.source(),
                    page.items().stream().map(row -> row.order().id()).toList());
            for (Listed row : page.items().subList(0, Math.min(page.items().size(), Exports.MOST - written))) {
                Exported exported = new Exported(
                        row.order(),
                        row.placeName(),
                        extras.getOrDefault(row.order().id(), Extra.NONE),
                        now,
                        clock.getZone(),
                        key -> texts.computeIfAbsent(key, asked -> words.text(locale, asked)));
                List<Object> cells = export.columns().stream()
                        .map(column -> column.field().written(exported))
                        .toList();
                sheet.row(cells);
                written++;
            }
            if (!exports.wrote(export.id(), written)) {
                throw new Cancelled();
            }
            after = page.next();
            piece += after.isPresent() ? 0 : 1;
        }
    }

    /** Somebody does not want it any more. */
    private static final class Cancelled extends RuntimeException {
        Cancelled() {
            super("cancelled", null, false, false);
        }
    }

    /** The file, part by part into the database. */
    private final class Parts extends OutputStream {

        private final UUID export;
        private final byte[] buffer = new byte[PART];
        private int filled;
        private int part;
        private long bytes;

        Parts(UUID export) {
            this.export = export;
        }

        @Override
        public void write(int b) {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] from, int offset, int length) {
            int done = 0;
            while (done < length) {
                int some = Math.min(PART - filled, length - done);
                System.arraycopy(from, offset + done, buffer, filled, some);
                filled += some;
                done += some;
                if (filled == PART) {
                    send();
                }
            }
        }

        private void send() {
            if (filled > 0) {
                exports.write(export, part, Arrays.copyOf(buffer, filled));
                bytes += filled;
                part++;
                filled = 0;
            }
        }

        @Override
        public void close() {
            send();
        }

        long bytes() {
            return bytes + filled;
        }
    }

    /** What the order itself does not hold: times that the database writes down as it moves, what others call it, what was done. */
    @Component
    @Transactional(readOnly = true)
    static class Measured {

        private final JdbcClient jdbc;

        Measured(JdbcClient jdbc) {
            this.jdbc = jdbc;
        }

        /** Another’s number is none of the table of whoever the source is. */
        Map<UUID, Extra> of(Optional<Channel> source, List<UUID> orders) {
            Map<UUID, Extra> extras = new HashMap<>();
            if (!orders.isEmpty()) {
                jdbc.sql("""
                                select o.matter, o.filed_at, o.dispose_by, t.number, t.address, t.due_at, n.code as national,
                                       n.name as national_name, s.code as subclass, b.name as subclass_name,
                                       (select e.words
                                          from timeline_entry e
                                         where e.matter = o.matter
                                           and e.step in ('finish', 'decline', 'withdraw', 'void')
                                         order by e.seq desc
                                         limit 1) as result
                                  from service_order o
                                  join order_category c on c.code = o.category
                                  join matter m on m.id = o.matter
                                  left join lateral (select x.subclass
                                                       from category_term x
                                                      where x.category = c.code
                                                        and starts_with(m.place, x.place)
                                                      order by length(x.place) desc
                                                      limit 1) y on true
                                 cross join lateral (select nullif(coalesce(y.subclass, c.subclass), '') as code) s
                                  left join national_class n on n.code = coalesce(left(s.code, 3), c.national)
                                  left join lateral (select v.name
                                                       from (select l.name, length(l.place) as far
                                                               from local_subclass l
                                                              where l.code = s.code
                                                                and starts_with(m.place, l.place)
                                                              union all
                                                             select g.name, 0
                                                               from national_subclass g
                                                              where g.code = s.code) v
                                                      order by v.far desc
                                                      limit 1) b on true
                                  left join hotline_ticket t on t.matter = o.matter
                                         and t.source = coalesce(cast(:source as text), t.source)
                                 where o.matter = any(:orders)
                                """)
                        .param("source", Bound.name(source))
                        .param("orders", orders.toArray(UUID[]::new))
                        .query(row -> {
                            extras.put(row.getObject("matter", UUID.class), extra(row));
                        });
            }
            return extras;
        }

        private static Extra extra(ResultSet row) throws SQLException {
            return new Extra(
                    Matters.instant(row, "filed_at"),
                    Matters.instant(row, "dispose_by"),
                    Optional.ofNullable(row.getString("number")),
                    Optional.ofNullable(row.getString("address")),
                    Matters.instant(row, "due_at"),
                    Optional.ofNullable(row.getString("national")),
                    Optional.ofNullable(row.getString("national_name")),
                    Optional.ofNullable(row.getString("subclass")),
                    Optional.ofNullable(row.getString("subclass_name")),
                    Optional.ofNullable(row.getString("result")).orElse(""));
        }
    }
}
