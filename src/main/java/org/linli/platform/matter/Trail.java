package org.linli.platform.matter;

import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.linli.kernel.Refusal;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** The trail 留痕链 of all timelines: sealed each day, and recomputed by whoever wants to know. */
@Repository
@Transactional
public class Trail {

    /**
     * What a recomputation found.
     *
     * @param fault entry, words, gap, chain, missing or seal; empty if all is whole
     */
    public record Finding(
            long entries,
            long seals,
            Optional<String> fault,
            Optional<UUID> matter,
            Optional<Integer> seq,
            Optional<LocalDate> day) {

        public boolean whole() {
            return fault.isEmpty();
        }
    }

    /** One day's Merkle root 日封存, in hexadecimal. */
    public record Seal(LocalDate day, long entries, String root) {}

    private static final long TURN = 0x4C696E6C69_02L;

    private final JdbcClient jdbc;
    private final Clock clock;
    private final Duration longest;

    Trail(JdbcClient jdbc, Clock clock, @Value("${linli.trail-timeout:30s}") Duration longest) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.longest = longest;
    }

    /** Seals every day before today that is not sealed yet; gives back how many. */
    public int seal() {
        return jdbc.sql("select seal_days(:today, :zone, :now)")
                .param("today", LocalDate.now(clock))
                .param("zone", clock.getZone().getId())
                .param("now", Matters.time(clock.instant()))
                .query(Integer.class)
                .single();
    }

    /** Recomputes every entry, every chain and every seal, and names the first that is broken. */
    @Transactional(readOnly = true)
    public Finding verify() {
        return jdbc.sql("select * from verify_trail(:zone)")
                .param("zone", clock.getZone().getId())
                .query((row, n) -> new Finding(
                        row.getLong("entries"),
                        row.getLong("seals"),
                        Optional.ofNullable(row.getString("fault")),
                        Optional.ofNullable(row.getObject("broken_matter", UUID.class)),
                        Optional.ofNullable(row.getObject("broken_seq", Integer.class)),
                        Optional.ofNullable(row.getObject("broken_day", LocalDate.class))))
                .single();
    }

    /**
     * As {@link #verify}, for a page: one at a time over all nodes, and only for so long. Refuses while another runs, and what
     * takes longer; the whole of a large trail is for the command.
     */
    public Finding verifyInTurn() {
        boolean mine = jdbc.sql("select pg_try_advisory_xact_lock(:turn)")
                .param("turn", TURN)
                .query(Boolean.class)
                .single();
        if (!mine) {
            throw Refusal.tooOften("trail.running");
        }
        jdbc.sql("select set_config('statement_timeout', :longest, true)")
                .param("longest", Long.toString(longest.toMillis()))
                .query(String.class)
                .single();
        try {
            return verify();
        } catch (QueryTimeoutException tooLong) {
            throw Refusal.tooOften("trail.tooLong");
        }
    }

    /** The newest seals, newest first. */
    @Transactional(readOnly = true)
    public List<Seal> seals(int most) {
        return jdbc.sql("""
                        select day, entries, encode(root, 'hex') as root
                          from seal
                         order by day desc
                         limit :most
                        """)
                .param("most", most)
                .query((row, n) ->
                        new Seal(row.getObject("day", LocalDate.class), row.getLong("entries"), row.getString("root")))
                .list();
    }
}
