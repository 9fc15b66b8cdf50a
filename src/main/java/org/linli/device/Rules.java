package org.linli.device;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.linli.kernel.PlaceCode;
import org.linli.kernel.PlaceLevel;
import org.linli.kernel.Refusal;
import org.linli.order.Categories;
import org.linli.platform.Acting;
import org.linli.platform.Actor;
import org.linli.platform.Ids;
import org.linli.platform.matter.Matters;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** The rules by which alerts become orders 告警规则: of one kind the closest place decides, and where none does, what is usual. */
@Repository
@Transactional
public class Rules {

    private final JdbcClient jdbc;
    private final Kinds kinds;
    private final Categories categories;
    private final Clock clock;

    Rules(JdbcClient jdbc, Kinds kinds, Categories categories, Clock clock) {
        this.jdbc = jdbc;
        this.kinds = kinds;
        this.categories = categories;
        this.clock = clock;
    }

    /** The rules at and inside a place, and those of its community above it, by kind and place. */
    @Transactional(readOnly = true)
    public List<Rule> at(PlaceCode place) {
        return jdbc.sql("""
                        select id, place, alert, orders, category, severity, window_minutes, quiet
                          from device_rule
                         where place in (:holders)
                            or place >= :from and place < :to
                         order by alert, place
                         limit 500
                        """)
                .param("holders", holders(place))
                .param("from", place.from())
                .param("to", place.to())
                .query((row, n) -> rule(row))
                .list();
    }

    /** The rule that decides what becomes of a kind of alerts at a place. */
    @Transactional(readOnly = true)
    public Rule of(AlertKind kind, PlaceCode place) {
        return jdbc.sql("""
                        select id, place, alert, orders, category, severity, window_minutes, quiet
                          from device_rule
                         where alert = :alert
                           and place in (:holders)
                         order by length(place) desc
                         limit 1
                        """)
                .param("alert", kind.code())
                .param("holders", holders(place))
                .query((row, n) -> rule(row))
                .optional()
                .orElseGet(kind::usual);
    }

    /** The place itself and those above it, as far as its community. */
    private static List<String> holders(PlaceCode place) {
        return place.holders()
                .filter(p -> p.equals(place) || p.level().compareTo(PlaceLevel.COMMUNITY) >= 0)
                .map(PlaceCode::value)
                .toList();
    }

    /**
     * Sets a rule at a place of the acting person's own, in the stead of one that stood there. Refuses whoever keeps no devices, a
     * place elsewhere or below a unit, a word that no kind has, and a category that is none there.
     */
    public void set(PlaceCode place, Rule rule) {
        Actor actor = Acting.current();
        Kinds.keeper();
        if (!actor.covers(place) || !Devices.hangs(place)) {
            throw Refusal.invalid("device.place");
        }
        kinds.alert(rule.alert(), place);
        jdbc.sql("delete from device_rule where place = :place and alert = :alert")
                .param("place", place.value())
                .param("alert", rule.alert())
                .update();
        try {
            jdbc.sql("""
                            insert into device_rule (id, place, alert, orders, category, severity, window_minutes, quiet, made_by,
                                                     made_at)
                            values (:id, :place, :alert, :orders, :category, :severity, :window, :quiet, :me,
                                    :now)
                            """)
                    .param("id", Ids.at(clock.instant()))
                    .param("place", place.value())
                    .param("alert", rule.alert())
                    .param("orders", rule.orders())
                    .param("category", categories.choose(rule.category(), place).code())
                    .param("severity", rule.severity().name())
                    .param("window", rule.windowMinutes())
                    .param("quiet", rule.quiet())
                    .param("me", actor.self())
                    .param("now", Matters.time(clock.instant()))
                    .update();
        } catch (DuplicateKeyException atTheSameTime) {
            throw Refusal.movedOn("device.ruleMoved");
        }
    }

    /** Drops a rule; from then on the next further one decides. Refuses one elsewhere, and one dropped already, as not found. */
    public void drop(UUID id) {
        Actor actor = Acting.current();
        Kinds.keeper();
        int dropped = jdbc.sql("delete from device_rule where id = :id and place >= :from and place < :to")
                .param("id", id)
                .param("from", actor.home().from())
                .param("to", actor.home().to())
                .update();
        if (dropped == 0) {
            throw Refusal.notFound();
        }
    }

    private static Rule rule(ResultSet row) throws SQLException {
        return new Rule(
                Optional.of(row.getObject("id", UUID.class)),
                Optional.of(PlaceCode.parse(row.getString("place"))),
                row.getString("alert"),
                row.getBoolean("orders"),
                row.getString("category"),
                Severity.valueOf(row.getString("severity")),
                row.getInt("window_minutes"),
                row.getString("quiet"));
    }
}
