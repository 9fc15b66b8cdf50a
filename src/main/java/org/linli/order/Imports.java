package org.linli.order;

import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.linli.kernel.Refusal;
import org.linli.order.ImportRows.Read;
import org.linli.order.Ticket.Brought;
import org.linli.platform.Acting;
import org.linli.platform.Actor;
import org.linli.platform.Ids;
import org.linli.platform.matter.Matters;
import org.linli.platform.secret.Phone;
import org.linli.platform.secret.Secrets;
import org.linli.platform.web.Words;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/**
 * The imports 导入 of tickets from somebody else's files: read and looked at before anything is made of them, then taken row by row
 * as a job. What a row says is kept sealed until it is taken, or for a day.
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

    /** What became of a row. */
    public enum Outcome {
        /** 等着导入. */
        READY,
        /** 不能导入: the file says something that is no ticket. */
        REFUSED,
        /** 成为服务单. */
        PLACED,
        /** 待认领: nobody knows where it belongs. */
        WAITING,
        /** 原来就有. */
        SAME,
        /** 记为催办. */
        REMINDED
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

    /**
     * One row.
     *
     * @param ticket what it says, until it is taken
     * @param known whether its number was known when it was read
     * @param reason why it is no ticket
     */
    public record Line(
            int row,
            String number,
            Optional<Brought> ticket,
            boolean known,
            Outcome outcome,
            String reason,
            Optional<UUID> order) {}

    /** So many rows are shown before anything is made of them. */
    public static final int SHOWN = 20;

    /** So many rows of what became of them are shown on a page. */
    public static final int PAGE = 50;

    private static final String PURPOSE = "order.import";
    private static final int BATCH = 500;
    private static final int LONGEST_FILE = 200;
    private static final int LONGEST_REASON = 300;
    private static final Duration READY_FOR = Duration.ofDays(1);
    private static final Duration KEPT = Duration.ofDays(30);
    private static final String SELECT = """
            select i.id, i.person, i.appointment, i.layout, i.source, i.file, i.state, i.total, i.ready, i.done, i.begun_at,
                   i.ended_at
              from order_import i
            """;

    /** Of a file's rows, those whose number is known in the acting person's own place, and which of them are our own orders. */
    private record Known(Set<String> tickets, Map<String, UUID> orders) {}

    private final JdbcClient jdbc;
    private final Layouts layouts;
    private final Categories categories;
    private final ImportTask task;
    private final Secrets secrets;
    private final Words words;
    private final JsonMapper json;
    private final Clock clock;

    Imports(
            JdbcClient jdbc,
            Layouts layouts,
            Categories categories,
            ImportTask task,
            Secrets secrets,
            Words words,
            JsonMapper json,
            Clock clock) {
        this.jdbc = jdbc;
        this.layouts = layouts;
        this.categories = categories;
        this.task = task;
        this.secrets = secrets;
        this.words = words;
        this.json = json;
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
        ImportRows rows = new ImportRows(by, layouts::headings, codes, clock.getZone());
        TableFile.read(file, rows::take);
        List<Read> read = rows.rows();
        Known known = known(actor, source, read);
        List<Row> kept = read.stream().map(row -> row(row, known)).toList();
        UUID id = Ids.at(clock.instant());
        jdbc.sql("""
                        insert into order_import (id, person, appointment, place, layout, source, file, digest, state, total, ready,
                                                  begun_at)
                        values (:id, :self, :appointment, :place, :layout, :source, :file, :digest, 'READY', :total, :ready, :now)
                        """)
                .param("id", id)
                .param("self", actor.self())
                .param("appointment", actor.appointment().orElseThrow(() -> Refusal.forbidden("order.hotlineNotYours")))
                .param("place", actor.home().value())
                .param("layout", layouts.name(by, Locale.SIMPLIFIED_CHINESE))
                .param("source", source.name())
                .param("file", named(name))
                .param("digest", digest(file))
                .param("total", kept.size())
                .param("ready", (int) kept.stream()
                        .filter(row -> row.outcome() == Outcome.READY)
                        .count())
                .param("now", Matters.time(clock.instant()))
                .update();
        for (int from = 0; from < kept.size(); from += BATCH) {
            keep(id, kept.subList(from, Math.min(kept.size(), from + BATCH)));
        }
        return id;
    }

    private static byte[] digest(byte[] file) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(file);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String named(String name) {
        String plain = name.replaceAll("\\p{Cntrl}", "").strip();
        return plain.length() > LONGEST_FILE ? plain.substring(plain.length() - LONGEST_FILE) : plain;
    }

    private Known known(Actor actor, Channel source, List<Read> read) {
        String[] numbers = read.stream()
                .filter(row -> row.ticket().isPresent())
                .map(Read::number)
                .toArray(String[]::new);
        Set<String> tickets = new HashSet<>();
        jdbc.sql("""
                        select t.number
                          from hotline_ticket t
                         where t.source = :source
                           and t.number = any(:numbers)
                           and t.place >= :from
                           and t.place < :to
                        """)
                .param("source", source.name())
                .param("numbers", numbers)
                .param("from", actor.home().from())
                .param("to", actor.home().to())
                .query(row -> {
                    tickets.add(row.getString("number"));
                });
        Map<String, UUID> orders = new HashMap<>();
        jdbc.sql("""
                        select m.id, m.opened_at
                          from matter m
                         where m.kind = 'order'
                           and m.place >= :from
                           and m.place < :to
                           and upper(right(m.id::text, 6)) = any(:tails)
                        """)
                .param("from", actor.home().from())
                .param("to", actor.home().to())
                .param(
                        "tails",
                        Arrays.stream(numbers)
                                .filter(number -> number.matches("[0-9]{4}-[0-9A-F]{6}") && !tickets.contains(number))
                                .map(number -> number.substring(5))
                                .toArray(String[]::new))
                .query(row -> {
                    UUID id = row.getObject("id", UUID.class);
                    orders.put(
                            Order.number(id, Matters.instant(row, "opened_at").orElseThrow()), id);
                });
        return new Known(tickets, orders);
    }

    /** A row as it is kept. */
    private record Row(
            int row,
            String number,
            @Nullable String sealed,
            boolean known,
            Outcome outcome,
            String reason,
            @Nullable UUID order) {}

    private Row row(Read read, Known known) {
        Optional<Refusal> why = read.why();
        UUID ours = known.orders().get(read.number());
        boolean ticket = known.tickets().contains(read.number());
        if (why.isEmpty() && ours == null && !ticket) {
            why = refused(read.ticket().orElseThrow());
        }
        if (why.isPresent()) {
            return new Row(read.row(), read.number(), null, false, Outcome.REFUSED, sentence(why.get()), null);
        }
        return ours != null
                ? new Row(read.row(), read.number(), null, true, Outcome.SAME, "", ours)
                : new Row(
                        read.row(),
                        read.number(),
                        Base64.getEncoder().encodeToString(sealed(read.ticket().orElseThrow())),
                        ticket,
                        Outcome.READY,
                        "",
                        null);
    }

    /** A ticket that nobody knows has to say more than one that is known. */
    private static Optional<Refusal> refused(Brought row) {
        try {
            row.incoming();
            return Optional.empty();
        } catch (Refusal why) {
            return Optional.of(why);
        }
    }

    private void keep(UUID id, List<Row> rows) {
        jdbc.sql("""
                        insert into order_import_row (import, row, number, sealed, known, state, reason, matter)
                        select :id, r.row, r.number, decode(r.sealed, 'base64'), r.known, r.state, r.reason, r.matter
                          from unnest(:rows, :numbers, :sealed, :known, :states, :reasons, :orders)
                               as r (row, number, sealed, known, state, reason, matter)
                        """)
                .param("id", id)
                .param("rows", rows.stream().map(Row::row).toArray(Integer[]::new))
                .param("numbers", rows.stream().map(Row::number).toArray(String[]::new))
                .param("sealed", rows.stream().map(Row::sealed).toArray(String[]::new))
                .param("known", rows.stream().map(Row::known).toArray(Boolean[]::new))
                .param("states", rows.stream().map(row -> row.outcome().name()).toArray(String[]::new))
                .param("reasons", rows.stream().map(Row::reason).toArray(String[]::new))
                .param("orders", rows.stream().map(Row::order).toArray(UUID[]::new))
                .update();
    }

    /** In Chinese, as whoever sent the file reads it. */
    String sentence(Refusal why) {
        String text = words.text(
                Locale.SIMPLIFIED_CHINESE,
                "refusal." + why.code(),
                why.facts().values().toArray());
        return text.length() > LONGEST_REASON ? text.substring(0, LONGEST_REASON - 1) + "…" : text;
    }

    private byte[] sealed(Brought ticket) {
        Map<String, String> said = new LinkedHashMap<>();
        said.put("number", ticket.number());
        said.put("title", ticket.title());
        said.put("words", ticket.words());
        said.put("address", ticket.address());
        ticket.category().ifPresent(code -> said.put("category", code));
        said.put("name", ticket.contactName());
        ticket.contactPhone().ifPresent(phone -> said.put("phone", phone.digits()));
        ticket.deadline().ifPresent(due -> said.put("deadline", due.toString()));
        return secrets.seal(json.writeValueAsString(said), PURPOSE);
    }

    private Brought opened(byte[] sealed) {
        Map<String, String> said = new HashMap<>();
        json.readTree(secrets.open(sealed, PURPOSE))
                .properties()
                .forEach(field -> said.put(field.getKey(), field.getValue().stringValue()));
        return new Brought(
                said.getOrDefault("number", ""),
                said.getOrDefault("title", ""),
                said.getOrDefault("words", ""),
                said.getOrDefault("address", ""),
                Optional.ofNullable(said.get("category")),
                said.getOrDefault("name", ""),
                Optional.ofNullable(said.get("phone")).map(Phone::new),
                Optional.ofNullable(said.get("deadline")).map(Instant::parse));
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

    /** Rows of one's own import after a row, so many; of one outcome or all. */
    @Transactional(readOnly = true)
    public List<Line> lines(UUID id, Optional<Outcome> of, int after, int most) {
        return jdbc.sql("""
                        select r.row, r.number, r.sealed, r.known, r.state, r.reason, r.matter
                          from order_import_row r
                          join order_import i on i.id = r.import
                         where r.import = :id
                           and i.person = :me
                           and r.row > :after
                           and (cast(:state as text) is null or r.state = :state)
                         order by r.row
                         limit :most
                        """)
                .param("id", id)
                .param("me", Acting.current().self())
                .param("after", after)
                .param("state", of.map(Outcome::name).orElse(null))
                .param("most", most)
                .query((row, n) -> line(row))
                .list();
    }

    /**
     * Writes the rows of one's own import that were not taken, and why, as comma-separated values. Refuses an import of somebody
     * else as not found.
     *
     * @param headings of the row's number in the file, its ticket's number, and the reason
     */
    @Transactional(readOnly = true)
    public void refused(UUID id, List<String> headings, OutputStream out) throws IOException {
        one(id);
        try (Sheet sheet = new Sheet.Csv(out)) {
            sheet.row(headings);
            List<Line> lines = lines(id, Optional.of(Outcome.REFUSED), 0, BATCH);
            while (!lines.isEmpty()) {
                for (Line line : lines) {
                    sheet.row(List.of(line.row(), line.number(), line.reason()));
                }
                lines = lines(id, Optional.of(Outcome.REFUSED), lines.getLast().row(), BATCH);
            }
        }
    }

    /** How many rows became what. */
    @Transactional(readOnly = true)
    public Map<Outcome, Integer> counts(UUID id) {
        Map<Outcome, Integer> counts = new EnumMap<>(Outcome.class);
        for (Outcome outcome : Outcome.values()) {
            counts.put(outcome, 0);
        }
        jdbc.sql("""
                        select r.state, count(*)::int as many
                          from order_import_row r
                          join order_import i on i.id = r.import
                         where r.import = :id
                           and i.person = :me
                         group by r.state
                        """).param("id", id).param("me", Acting.current().self()).query(row -> {
            counts.put(Outcome.valueOf(row.getString("state")), row.getInt("many"));
        });
        return counts;
    }

    /** How many of the rows that can be taken have a number that was known when they were read. */
    @Transactional(readOnly = true)
    public int known(UUID id) {
        return jdbc.sql("""
                        select count(*)
                          from order_import_row r
                          join order_import i on i.id = r.import
                         where r.import = :id
                           and i.person = :me
                           and r.state = 'READY'
                           and r.known
                        """)
                .param("id", id)
                .param("me", Acting.current().self())
                .query(Integer.class)
                .single();
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
                        .param("ended", to == Progress.RUNNING ? null : Matters.time(clock.instant()))
                        .param("id", id)
                        .param("me", Acting.current().self())
                        .param("from", from.name())
                        .update()
                == 1;
    }

    /** Notes what became of a row, and forgets what it said; whether the import still runs. */
    boolean became(UUID id, int row, Outcome outcome, String reason, Optional<UUID> order) {
        // A second node that takes up the same job may have been here already.
        int noted = jdbc.sql("""
                        update order_import_row
                           set state = :state, reason = :reason, sealed = null, matter = cast(:matter as uuid)
                         where import = :id
                           and row = :row
                           and state = 'READY'
                        """)
                .param("state", outcome.name())
                .param("reason", reason)
                .param("matter", order.orElse(null))
                .param("id", id)
                .param("row", row)
                .update();
        return jdbc.sql("""
                        update order_import
                           set done = done + :noted
                         where id = :id
                           and person = :me
                        returning state = 'RUNNING' as runs
                        """)
                .param("noted", noted)
                .param("id", id)
                .param("me", Acting.current().self())
                .query((found, n) -> found.getBoolean("runs"))
                .optional()
                .orElse(false);
    }

    void forget() {
        Instant now = clock.instant();
        jdbc.sql("select forget_imports(:day, :month)")
                .param("day", Matters.time(now.minus(READY_FOR)))
                .param("month", Matters.time(now.minus(KEPT)))
                .query((row, n) -> 0)
                .list();
    }

    private Line line(ResultSet row) throws SQLException {
        byte[] sealed = row.getBytes("sealed");
        return new Line(
                row.getInt("row"),
                row.getString("number"),
                sealed == null ? Optional.empty() : Optional.of(opened(sealed)),
                row.getBoolean("known"),
                Outcome.valueOf(row.getString("state")),
                row.getString("reason"),
                Optional.ofNullable(row.getObject("matter", UUID.class)));
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
