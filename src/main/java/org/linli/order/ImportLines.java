package org.linli.order;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Base64;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.linli.kernel.Refusal;
import org.linli.order.ImportRows.Read;
import org.linli.order.Ticket.Brought;
import org.linli.platform.Acting;
import org.linli.platform.Bound;
import org.linli.platform.web.Words;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** The rows of an import 导入的每一行: what each says, until it is taken, and what became of it. */
@Repository
@Transactional
public class ImportLines {

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

    /** So many rows of what became of them are shown on a page. */
    public static final int PAGE = 50;

    private static final int BATCH = 500;
    private static final int LONGEST_REASON = 300;

    /** A row as it is kept. */
    record Kept(
            int row,
            String number,
            @Nullable String sealed,
            @Nullable String cells,
            boolean known,
            Outcome outcome,
            String reason,
            @Nullable UUID order) {}

    private final JdbcClient jdbc;
    private final SealedRows sealed;
    private final Words words;

    ImportLines(JdbcClient jdbc, SealedRows sealed, Words words) {
        this.jdbc = jdbc;
        this.sealed = sealed;
        this.words = words;
    }

    /** What is kept of a row that was read, and whether it can be taken. */
    Kept kept(Read read, KnownNumbers.Known known) {
        Optional<Refusal> why = read.why();
        UUID ours = known.orders().get(read.number());
        boolean ticket = known.tickets().contains(read.number());
        if (why.isEmpty() && ours == null && !ticket) {
            why = refused(read.ticket().orElseThrow());
        }
        if (why.isPresent()) {
            return new Kept(
                    read.row(), read.number(), null, cells(read), false, Outcome.REFUSED, sentence(why.get()), null);
        }
        return ours != null
                ? new Kept(read.row(), read.number(), null, null, true, Outcome.SAME, "", ours)
                : new Kept(
                        read.row(),
                        read.number(),
                        text(sealed.seal(read.ticket().orElseThrow())),
                        cells(read),
                        ticket,
                        Outcome.READY,
                        "",
                        null);
    }

    private String cells(Read read) {
        return text(sealed.seal(read.cells()));
    }

    private static String text(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
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

    void keep(UUID id, List<Kept> rows) {
        for (int from = 0; from < rows.size(); from += BATCH) {
            batch(id, rows.subList(from, Math.min(rows.size(), from + BATCH)));
        }
    }

    private void batch(UUID id, List<Kept> rows) {
        jdbc.sql("""
                        insert into order_import_row (import, row, number, sealed, cells, known, state, reason, matter)
                        select :id, r.row, r.number, decode(r.sealed, 'base64'), decode(r.cells, 'base64'), r.known, r.state,
                               r.reason, r.matter
                          from unnest(:rows, :numbers, :sealed, :cells, :known, :states, :reasons, :orders)
                               as r (row, number, sealed, cells, known, state, reason, matter)
                        """)
                .param("id", id)
                .param("rows", rows.stream().map(Kept::row).toArray(Integer[]::new))
                .param("numbers", rows.stream().map(Kept::number).toArray(String[]::new))
                .param("sealed", rows.stream().map(Kept::sealed).toArray(String[]::new))
                .param("cells", rows.stream().map(Kept::cells).toArray(String[]::new))
                .param("known", rows.stream().map(Kept::known).toArray(Boolean[]::new))
                .param("states", rows.stream().map(row -> row.outcome().name()).toArray(String[]::new))
                .param("reasons", rows.stream().map(Kept::reason).toArray(String[]::new))
                .param("orders", rows.stream().map(Kept::order).toArray(UUID[]::new))
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
                .param("state", Bound.name(of))
                .param("most", most)
                .query((row, n) -> line(row))
                .list();
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

    /** Notes what became of a row, and forgets what it said unless it was refused; whether the import still runs. */
    boolean became(UUID id, int row, Outcome outcome, String reason, Optional<UUID> order) {
        // A second node that takes up the same job may have been here already.
        int noted = jdbc.sql("""
                        update order_import_row
                           set state = :state,
                               reason = :reason,
                               sealed = null,
                               cells = case when :state = 'REFUSED' then cells end,
                               matter = cast(:matter as uuid)
                         where import = :id
                           and row = :row
                           and state = 'READY'
                        """)
                .param("state", outcome.name())
                .param("reason", reason)
                .param("matter", Bound.id(order))
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

    private Line line(ResultSet row) throws SQLException {
        byte[] said = row.getBytes("sealed");
        return new Line(
                row.getInt("row"),
                row.getString("number"),
                said == null ? Optional.empty() : Optional.of(sealed.ticket(said)),
                row.getBoolean("known"),
                Outcome.valueOf(row.getString("state")),
                row.getString("reason"),
                Optional.ofNullable(row.getObject("matter", UUID.class)));
    }
}
