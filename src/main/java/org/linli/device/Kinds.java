package org.linli.device;

import java.time.Clock;
import java.util.List;
import java.util.Locale;
import org.linli.kernel.PlaceCode;
import org.linli.kernel.Refusal;
import org.linli.kernel.Worded;
import org.linli.order.Categories;
import org.linli.platform.Acting;
import org.linli.platform.Actor;
import org.linli.platform.Ids;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** The kinds of devices and of alerts 设备类别与告警类别: those of everywhere, and those that a community added. */
@Repository
@Transactional
public class Kinds {

    private final JdbcClient jdbc;
    private final Categories categories;
    private final Clock clock;

    Kinds(JdbcClient jdbc, Categories categories, Clock clock) {
        this.jdbc = jdbc;
        this.categories = categories;
        this.clock = clock;
    }

    /** The kinds of devices that a place has. */
    @Transactional(readOnly = true)
    public List<DeviceKind> of(PlaceCode place) {
        return jdbc.sql("""
                        select code, name, films, law
                          from device_kind
                         where place is null or starts_with(:place, place)
                         order by place nulls first, films desc, code
                        """)
                .param("place", place.value())
                .query((row, n) -> new DeviceKind(
                        row.getString("code"), row.getString("name"), row.getBoolean("films"), row.getString("law")))
                .list();
    }

    /** One of them. Refuses another as {@code device.kind}. */
    @Transactional(readOnly = true)
    public DeviceKind kind(String code, PlaceCode place) {
        return of(place).stream()
                .filter(kind -> kind.code().equals(code))
                .findFirst()
                .orElseThrow(() -> Refusal.invalid("device.kind"));
    }

    /** The kinds of alerts that a place knows; of one word the closest. */
    @Transactional(readOnly = true)
    public List<AlertKind> alerts(PlaceCode place) {
        return jdbc.sql("""
                        select distinct on (code) code, name, category, severity, window_minutes
                          from device_alert_kind
                         where starts_with(:place, place)
                         order by code, length(place) desc
                        """)
                .param("place", place.value())
                .query((row, n) -> new AlertKind(
                        row.getString("code"),
                        row.getString("name"),
                        row.getString("category"),
                        Severity.valueOf(row.getString("severity")),
                        row.getInt("window_minutes")))
                .list();
    }

    /** One of them, by its word. Refuses another as {@code device.alert}. */
    @Transactional(readOnly = true)
    public AlertKind alert(String code, PlaceCode place) {
        return alerts(place).stream()
                .filter(kind -> kind.code().equals(code))
                .findFirst()
                .orElseThrow(() -> Refusal.invalid("device.alert", "alert", code));
    }

    /** Adds a kind of devices of the acting person's place. Refuses whoever keeps none, and a name of 0 or over 30 characters. */
    public void add(String name, boolean films) {
        PlaceCode place = keeper();
        String shown = Worded.named("device.kindName", name, 30);
        jdbc.sql("insert into device_kind (code, place, name, films, law) values (:code, :place, :name, :films, :law)")
                .param("code", "own_" + Ids.at(clock.instant()).toString().substring(24))
                .param("place", place.value())
                .param("name", shown)
                .param("films", films)
                .param("law", "")
                .update();
    }

    /**
     * Adds a kind of alerts of the acting person's place, or names there one that holds everywhere. Refuses a word that no device
     * could send, one that the place has already, and a category that is none there.
     */
    public void addAlert(String code, String name, String category, Severity severity) {
        PlaceCode place = keeper();
        String word = code.strip().toLowerCase(Locale.ROOT);
        if (!word.matches("[a-z][a-z0-9_]{1,29}") || word.equals(AlertKind.HEARTBEAT)) {
            throw Refusal.invalid("device.alertWord");
        }
        String shown = Worded.named("device.kindName", name, 30);
        try {
            jdbc.sql("""
                            insert into device_alert_kind (code, place, name, category, severity, window_minutes)
                            values (:code, :place, :name, :category, :severity, 10)
                            """)
                    .param("code", word)
                    .param("place", place.value())
                    .param("name", shown)
                    .param("category", categories.choose(category, place).code())
                    .param("severity", severity.name())
                    .update();
        } catch (DuplicateKeyException known) {
            throw Refusal.invalid("device.alertKnown", "alert", word);
        }
    }

    /** The acting person's place. Refuses whoever keeps no devices. */
    static PlaceCode keeper() {
        Actor actor = Acting.current();
        if (!Device.keeps(actor)) {
            throw Refusal.forbidden("device.notYours");
        }
        return actor.home();
    }
}
