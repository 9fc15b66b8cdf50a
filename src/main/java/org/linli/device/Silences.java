package org.linli.device;

import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.linli.device.Devices.Proven;
import org.linli.kernel.PlaceCode;
import org.linli.kernel.PlaceLevel;
import org.linli.kernel.Refusal;
import org.linli.order.Channel;
import org.linli.order.Orders;
import org.linli.order.Step;
import org.linli.organisation.Appointments;
import org.linli.platform.Acting;
import org.linli.platform.Actor;
import org.linli.platform.Bound;
import org.linli.platform.Duty;
import org.linli.platform.Ids;
import org.linli.platform.live.Live;
import org.linli.platform.matter.Matters;
import org.linli.platform.notice.Notices;
import org.linli.platform.web.Words;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Notices when a device falls silent 静默, once a silence: whoever keeps the devices of its community is told, and where the device's
 * own rule says so, an order is made.
 */
@Component
public class Silences {

    private static final Logger log = LoggerFactory.getLogger(Silences.class);
    private static final int MOST = 1000;
    private static final Set<Duty> KEEPERS = Set.of(Duty.CLERK, Duty.CHIEF, Duty.ADMINISTRATOR);
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

    private final JdbcClient jdbc;
    private final Devices devices;
    private final Orders orders;
    private final OpenOrders openOrders;
    private final Appointments appointments;
    private final Notices notices;
    private final Live live;
    private final Words words;
    private final TransactionOperations transactions;
    private final Clock clock;

    Silences(
            JdbcClient jdbc,
            Devices devices,
            Orders orders,
            OpenOrders openOrders,
            Appointments appointments,
            Notices notices,
            Live live,
            Words words,
            TransactionOperations transactions,
            Clock clock) {
        this.jdbc = jdbc;
        this.devices = devices;
        this.orders = orders;
        this.openOrders = openOrders;
        this.appointments = appointments;
        this.notices = notices;
        this.live = live;
        this.words = words;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** Looks at all devices of which nothing was heard for too long; what goes wrong with one keeps no other back. */
    public void notice() {
        jdbc.sql("select id, name, place from devices_unheard(:now, :most)")
                .param("now", Matters.time(now()))
                .param("most", MOST)
                .query((row, n) -> new Proven(
                        row.getObject("id", UUID.class),
                        row.getString("name"),
                        PlaceCode.parse(row.getString("place"))))
                .list()
                .forEach(this::notice);
    }

    private void notice(Proven device) {
        try {
            asMachinery(device.place(), () -> fell(device.id(), true));
        } catch (Refusal noOrder) {
            log.warn("No order of the silence of device {}: {}", device.id(), noOrder.code());
            asMachinery(device.place(), () -> fell(device.id(), false));
        } catch (RuntimeException broken) {
            log.error("The silence of device {} was not noted", device.id(), broken);
        }
    }

    private void asMachinery(PlaceCode place, Runnable work) {
        Acting.run(
                Actor.system(place.at(PlaceLevel.COMMUNITY)),
                () -> transactions.executeWithoutResult(status -> work.run()));
    }

    /** Nothing, where it was heard of, retired or noted by another node since. */
    private void fell(UUID id, boolean ordering) {
        Device device = devices.held(id);
        Optional<Instant> since = device.unheard(now());
        if (since.isEmpty() || device.silence().isPresent()) {
            return;
        }
        Optional<UUID> order =
                device.silenceCategory().filter(category -> ordering).map(category -> ordered(device, since.get()));
        UUID silence = Ids.at(clock.instant());
        jdbc.sql("""
                        insert into device_silence (id, device, place, since, noticed_at, matter)
                        values (:id, :device, :place, :since, :now, :matter)
                        """)
                .param("id", silence)
                .param("device", id)
                .param("place", device.place().value())
                .param("since", Matters.time(since.get()))
                .param("now", Matters.time(now()))
                .param("matter", Bound.id(order))
                .update();
        Set<UUID> keepers = appointments.holding(KEEPERS, device.place().at(PlaceLevel.COMMUNITY));
        notices.tell(
                keepers,
                new Notices.Thing(
                        id,
                        silence,
                        device.place(),
                        "device",
                        "silent",
                        device.declared().name(),
                        now()));
        live.moved(id, keepers);
    }

    /** The order of an earlier silence goes on, where it is still open. */
    private UUID ordered(Device device, Instant since) {
        Optional<UUID> open = openOrders.of(last(device.id()));
        String name = device.declared().name();
        if (open.isPresent()) {
            note(open.get(), device.id(), text("device.order.silentAgain", name, minute(since)));
            return open.get();
        }
        String said = text(
                "device.order.silent",
                name,
                device.declared().spot(),
                minute(since),
                device.declared().silentMinutes());
        return orders.place(
                Ids.at(clock.instant()),
                new Step.Place(
                        device.silenceCategory().orElseThrow(),
                        said,
                        device.place(),
                        "",
                        Channel.DEVICE,
                        name,
                        Optional.empty()),
                Map.of(
                        "silentDevice",
                        device.id().toString(),
                        "silentMinutes",
                        Integer.toString(device.declared().silentMinutes())));
    }

    private Optional<UUID> last(UUID device) {
        return jdbc.sql("""
                        select matter
                          from device_silence
                         where device = :device
                           and matter is not null
                         order by since desc
                         limit 1
                        """)
                .param("device", device)
                .query((row, n) -> row.getObject("matter", UUID.class))
                .optional();
    }

    /** A device is heard of again: its silence is over, and the line of its order says so. In the transaction of what it told. */
    void over(Proven device, Instant at) {
        jdbc.sql("""
                        update device_silence
                           set ended_at = :now
                         where device = :device
                           and ended_at is null
                        returning matter
                        """)
                .param("device", device.id())
                .param("now", Matters.time(at))
                .query((row, n) -> Optional.ofNullable(row.getObject("matter", UUID.class)))
                .optional()
                .flatMap(openOrders::of)
                .ifPresent(order -> note(order, device.id(), text("device.order.heardAgain", device.name())));
    }

    /** A device that comes and goes fills no line: it grows with each doubling only. */
    private void note(UUID order, UUID device, String said) {
        int silences = jdbc.sql("select count(*) from device_silence where matter = :order")
                .param("order", order)
                .query(Integer.class)
                .single();
        if (Integer.bitCount(silences) == 1) {
            orders.note(order, new Step.Reply(said), Map.of("silentDevice", device.toString()));
        }
    }

    private String minute(Instant at) {
        return MINUTE.format(at.atZone(clock.getZone()));
    }

    private String text(String key, Object... facts) {
        return words.text(Locale.SIMPLIFIED_CHINESE, key, facts);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
