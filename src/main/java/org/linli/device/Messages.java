package org.linli.device;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.linli.kernel.PlaceCode;
import org.linli.kernel.PlaceLevel;
import org.linli.kernel.Refusal;
import org.linli.kernel.Sha256;
import org.linli.platform.Acting;
import org.linli.platform.Actor;
import org.linli.platform.Ids;
import org.linli.platform.deadline.Deadlines;
import org.linli.platform.matter.Matters;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionOperations;

/** The messages put aside 搁置的消息 of a place: whoever keeps its devices has them tried again, or drops them. */
@Component
public class Messages {

    static final String ALARM = "device.message";

    /** A longer message is none of a device: it is refused before anything can go wrong with it. */
    static final int LARGEST = Signed.LARGEST;

    private static final String SELECT = """
            select m.id, m.device, d.name, m.topic, length(m.payload) as size, m.heard_at, m.tries, m.error, m.state, m.refused,
                   m.moved_at, m.moved_by
              from device_message m
              join device d on d.id = m.device
            """;

    /** A message that is to be tried again. */
    record Kept(String device, byte[] payload, Instant heardAt, PlaceCode place) {}

    private final JdbcClient jdbc;
    private final Deadlines deadlines;
    private final TransactionOperations transactions;
    private final DeviceSettings settings;
    private final Clock clock;

    Messages(
            JdbcClient jdbc,
            Deadlines deadlines,
            TransactionOperations transactions,
            DeviceSettings settings,
            Clock clock) {
        this.jdbc = jdbc;
        this.deadlines = deadlines;
        this.transactions = transactions;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * Puts a message aside, as the machinery of its device's community; what another node has put aside already stays as it is.
     *
     * @param heardAt when we first had it
     * @param tries in vain
     * @param error under which the log tells of it
     * @return whether it is kept: not where no device is known by that id
     */
    public boolean putAside(UUID device, String topic, byte[] payload, Instant heardAt, int tries, String error) {
        Optional<PlaceCode> place = jdbc.sql("select device_stands(:id)")
                .param("id", device)
                .query((row, n) -> Optional.ofNullable(row.getString(1)).map(PlaceCode::parse))
                .single();
        place.ifPresent(where -> Acting.run(
                Actor.system(where.at(PlaceLevel.COMMUNITY)),
                () -> transactions.executeWithoutResult(status -> jdbc.sql("""
                                        insert into device_message (id, device, place, topic, payload, digest, heard_at, tries,
                                                                    error, state, moved_at)
                                        values (:id, :device, :place, :topic, :payload, :digest, :heard, :tries,
                                                :error, 'ASIDE', :now)
                                        on conflict (device, digest) do nothing
                                        """)
                        .param("id", Ids.at(clock.instant()))
                        .param("device", device)
                        .param("place", where.value())
                        .param("topic", topic)
                        .param("payload", payload)
                        .param("digest", Sha256.of(payload))
                        .param("heard", Matters.time(heardAt.truncatedTo(ChronoUnit.MICROS)))
                        .param("tries", tries)
                        .param("error", error)
                        .param("now", Matters.time(now()))
                        .update())));
        return place.isPresent();
    }

    /** Those of the acting person's place: first what waits, then what was settled last; 200 at most. */
    @Transactional(readOnly = true)
    public List<Message> mine() {
        PlaceCode home = Kinds.keeper();
        return jdbc.sql(SELECT + """
                         where m.place >= :from
                           and m.place < :to
                         order by m.state in ('ASIDE', 'AGAIN') desc, m.moved_at desc, m.id desc
                         limit 200
                        """)
                .param("from", home.from())
                .param("to", home.to())
                .query((row, n) -> message(row))
                .list();
    }

    /** How many wait for somebody. */
    @Transactional(readOnly = true)
    public int waiting() {
        PlaceCode home = Kinds.keeper();
        return jdbc.sql("""
                        select count(*)
                          from device_message
                         where place >= :from
                           and place < :to
                           and state = 'ASIDE'
                        """)
                .param("from", home.from())
                .param("to", home.to())
                .query(Integer.class)
                .single();
    }

    /** Has one tried again, at once and on whichever node. Refuses one elsewhere, or that does not wait, as not found. */
    @Transactional
    public void again(UUID id) {
        PlaceCode home = Kinds.keeper();
        record Asked(PlaceCode place, int asked) {}
        Asked asked = jdbc.sql("""
                        update device_message
                           set state = 'AGAIN', asked = asked + 1, moved_at = :now, moved_by = :by
                         where id = :id
                           and place >= :from
                           and place < :to
                           and state = 'ASIDE'
                        returning place, asked
                        """)
                .param("now", Matters.time(now()))
                .param("by", Acting.current().signature())
                .param("id", id)
                .param("from", home.from())
                .param("to", home.to())
                .query((row, n) -> new Asked(PlaceCode.parse(row.getString("place")), row.getInt("asked")))
                .optional()
                .orElseThrow(Refusal::notFound);
        deadlines.set(ALARM, id, asked.asked(), asked.place().at(PlaceLevel.COMMUNITY), clock.instant());
    }

    /** Drops one: it is never taken. Refuses one elsewhere, or that does not wait, as not found. */
    @Transactional
    public void drop(UUID id) {
        PlaceCode home = Kinds.keeper();
        int dropped = jdbc.sql("""
                        update device_message
                           set state = 'DROPPED', moved_at = :now, moved_by = :by
                         where id = :id
                           and place >= :from
                           and place < :to
                           and state = 'ASIDE'
                        """)
                .param("now", Matters.time(now()))
                .param("by", Acting.current().signature())
                .param("id", id)
                .param("from", home.from())
                .param("to", home.to())
                .update();
        if (dropped == 0) {
            throw Refusal.notFound();
        }
    }

    /** What is to be tried again; empty where that was done. As the machinery of its place. */
    @Transactional(readOnly = true)
    Optional<Kept> kept(UUID id) {
        return jdbc.sql(
                        "select device, payload, heard_at, place from device_message where id = :id and state = 'AGAIN'")
                .param("id", id)
                .query((row, n) -> new Kept(
                        row.getString("device"),
                        row.getBytes("payload"),
                        Matters.instant(row, "heard_at").orElseThrow(),
                        PlaceCode.parse(row.getString("place"))))
                .optional();
    }

    /** What became of it when it was tried again; refused with a code. */
    @Transactional
    void settled(UUID id, Message.State state, String refused) {
        jdbc.sql("""
                        update device_message
                           set state = :state, refused = :refused, moved_at = :now
                         where id = :id
                           and state = 'AGAIN'
                        """)
                .param("state", state.name())
                .param("refused", refused)
                .param("now", Matters.time(now()))
                .param("id", id)
                .update();
    }

    /** It failed once more. */
    @Transactional
    void failed(UUID id, String error) {
        jdbc.sql("""
                        update device_message
                           set state = 'ASIDE', tries = tries + 1, error = :error, moved_at = :now
                         where id = :id
                           and state = 'AGAIN'
                        """)
                .param("error", error)
                .param("now", Matters.time(now()))
                .param("id", id)
                .update();
    }

    /** Forgets what was settled long ago, of all places; gives back how many. */
    @Transactional
    int forget() {
        return jdbc.sql("select device_messages_forget(:before)")
                .param("before", Matters.time(now().minus(settings.messagesKept())))
                .query(Integer.class)
                .single();
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private static Message message(ResultSet row) throws SQLException {
        return new Message(
                row.getObject("id", UUID.class),
                row.getObject("device", UUID.class),
                row.getString("name"),
                row.getString("topic"),
                row.getInt("size"),
                Matters.instant(row, "heard_at").orElseThrow(),
                row.getInt("tries"),
                row.getString("error"),
                Message.State.valueOf(row.getString("state")),
                row.getString("refused"),
                Matters.instant(row, "moved_at").orElseThrow(),
                row.getString("moved_by"));
    }
}
