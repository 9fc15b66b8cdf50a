package org.linli.device;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.linli.device.Device.SeenBy;
import org.linli.kernel.PlaceCode;
import org.linli.kernel.Refusal;
import org.linli.platform.Bound;
import org.linli.platform.matter.Matters;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** What anybody may know of a device 设备公示: what its sign says, who may look, and how often it gave an alert. Nothing of any alert. */
@Repository
@Transactional(readOnly = true)
public class PublicDevices {

    /**
     * One device as anybody may know it.
     *
     * @param works whether it is heard of as often as it should be; empty where nobody watches that
     */
    public record Shown(
            UUID id,
            PlaceCode place,
            String kind,
            boolean films,
            String name,
            String spot,
            String purpose,
            String law,
            String operator,
            SeenBy seenBy,
            int retentionDays,
            String sign,
            Instant since,
            Optional<Instant> until,
            Optional<Boolean> works) {}

    /** A month with its alerts, and the orders that came of them. */
    public record Month(YearMonth month, int alerts, int orders) {}

    /**
     * How often it gave an alert.
     *
     * @param recent in the last 30 days
     * @param before in the 30 days before those
     * @param looks how often somebody looked at its alerts, in the last 30 days
     */
    public record Told(List<Month> months, int recent, int before, int looks) {}

    private static final int MONTHS = 12;
    private static final Duration THIRTY_DAYS = Duration.ofDays(30);
    private static final String SELECT = """
            select id, place, kind, films, name, spot, purpose, law, operator, seen_by, retention_days, sign, registered_at, retired_at,
                   works
              from devices_public(:place, :id)
            """;

    private final JdbcClient jdbc;
    private final Clock clock;

    PublicDevices(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Those that hang at a place and inside it; the retired are not among them. */
    public List<Shown> at(PlaceCode place) {
        return jdbc.sql(SELECT)
                .param("place", place.value())
                .param("id", Bound.id(Optional.empty()))
                .query((row, n) -> shown(row))
                .list();
    }

    /** One device, also after it was retired. Refuses an unknown one as not found. */
    public Shown one(UUID id) {
        return jdbc.sql(SELECT)
                .param("place", "")
                .param("id", id)
                .query((row, n) -> shown(row))
                .optional()
                .orElseThrow(Refusal::notFound);
    }

    /** The last twelve months, those before it was registered left out, the oldest first. */
    public Told told(Shown device) {
        YearMonth now = YearMonth.now(clock);
        YearMonth since = now.minusMonths(MONTHS - 1);
        Map<YearMonth, Month> met = new TreeMap<>();
        jdbc.sql("select month, alerts, orders from device_months(:id, :since, :zone)")
                .param("id", device.id())
                .param(
                        "since",
                        Matters.time(
                                since.atDay(1).atStartOfDay(clock.getZone()).toInstant()))
                .param("zone", clock.getZone().getId())
                .query(row -> {
                    YearMonth month = YearMonth.parse(row.getString("month"));
                    met.put(month, new Month(month, row.getInt("alerts"), row.getInt("orders")));
                });
        YearMonth hung = YearMonth.from(device.since().atZone(clock.getZone()));
        YearMonth first = hung.isAfter(since) ? hung : since;
        List<Month> months = new ArrayList<>();
        for (YearMonth month = first; !month.isAfter(now); month = month.plusMonths(1)) {
            months.add(met.getOrDefault(month, new Month(month, 0, 0)));
        }
        Instant today = clock.instant();
        int[] recent = counts(device.id(), today.minus(THIRTY_DAYS), today);
        int[] before = counts(device.id(), today.minus(THIRTY_DAYS.multipliedBy(2)), today.minus(THIRTY_DAYS));
        return new Told(months, recent[0], before[0], recent[1]);
    }

    private int[] counts(UUID id, Instant since, Instant before) {
        return jdbc.sql("select alerts, looks from device_counts(:id, :since, :before)")
                .param("id", id)
                .param("since", Matters.time(since))
                .param("before", Matters.time(before))
                .query((row, n) -> new int[] {row.getInt("alerts"), row.getInt("looks")})
                .single();
    }

    private static Shown shown(ResultSet row) throws SQLException {
        return new Shown(
                row.getObject("id", UUID.class),
                PlaceCode.parse(row.getString("place")),
                row.getString("kind"),
                row.getBoolean("films"),
                row.getString("name"),
                row.getString("spot"),
                row.getString("purpose"),
                row.getString("law"),
                row.getString("operator"),
                SeenBy.valueOf(row.getString("seen_by")),
                row.getInt("retention_days"),
                row.getString("sign"),
                Matters.instant(row, "registered_at").orElseThrow(),
                Matters.instant(row, "retired_at"),
                Optional.ofNullable(row.getObject("works", Boolean.class)));
    }
}
