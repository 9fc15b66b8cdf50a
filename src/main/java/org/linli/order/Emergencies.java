package org.linli.order;

import static org.linli.kernel.Worded.saidInLine;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.linli.kernel.PlaceCode;
import org.linli.kernel.Refusal;
import org.linli.platform.Acting;
import org.linli.platform.Actor;
import org.linli.platform.Ids;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** Whom to call at any hour 应急电话: of the whole country, and of each place and those above it. */
@Repository
@Transactional
public class Emergencies {

    /**
     * One number to call.
     *
     * @param kind what for, in a word: 燃气抢修
     * @param place where it holds; empty for the whole country
     */
    public record Contact(UUID id, String kind, String name, String phone, String hours, Optional<PlaceCode> place) {}

    private static final int MOST = 30;

    private final JdbcClient jdbc;
    private final Clock clock;

    Emergencies(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Whom to call about an order at any hour, while it is open and urgent. */
    @Transactional(readOnly = true)
    public List<Contact> of(Order order) {
        return order.terms().urgent() && !order.state().over()
                ? at(order.matter().place())
                : List.of();
    }

    /** The numbers that hold at a place, its own before those above it and those before the country's. */
    @Transactional(readOnly = true)
    public List<Contact> at(PlaceCode place) {
        return jdbc.sql("""
                        select id, kind, name, phone, hours, place
                          from emergency_contact
                         where place is null
                            or starts_with(:place, place)
                         order by length(coalesce(place, '')) desc, sort, kind, id
                        """)
                .param("place", place.value())
                .query((row, n) -> new Contact(
                        row.getObject("id", UUID.class),
                        row.getString("kind"),
                        row.getString("name"),
                        row.getString("phone"),
                        row.getString("hours"),
                        Optional.ofNullable(row.getString("place")).map(PlaceCode::parse)))
                .list();
    }

    /**
     * Adds a number at a place. Refuses whoever does not appoint there, a place out of reach as not found, what is too short,
     * too long or no number, and more than 30 at a place.
     */
    public void add(PlaceCode place, String kind, String name, String phone, String hours) {
        reached(place);
        String what = saidInLine("emergency.kind", kind, 2, 20);
        String who = saidInLine("emergency.name", name, 1, 50);
        String when = saidInLine("emergency.hours", hours, 0, 50);
        String digits = phone.strip().replaceAll("[ ()（）]", "");
        if (!digits.matches("[0-9][0-9-]{2,19}")) {
            throw Refusal.invalid("emergency.phone");
        }
        if (at(place).stream()
                        .filter(c -> c.place().filter(place::equals).isPresent())
                        .count()
                >= MOST) {
            throw Refusal.invalid("emergency.tooMany", "most", MOST);
        }
        jdbc.sql("""
                        insert into emergency_contact (id, place, kind, name, phone, hours)
                        values (:id, :place, :kind, :name, :phone, :hours)
                        """)
                .param("id", Ids.at(clock.instant()))
                .param("place", place.value())
                .param("kind", what)
                .param("name", who)
                .param("phone", digits)
                .param("hours", when)
                .update();
    }

    /** Drops a number of the actor's own place or inside it. Refuses one elsewhere, and the country's, as not found. */
    public void drop(UUID id) {
        PlaceCode place = jdbc.sql("select place from emergency_contact where id = :id and place is not null")
                .param("id", id)
                .query(String.class)
                .optional()
                .map(PlaceCode::parse)
                .orElseThrow(Refusal::notFound);
        reached(place);
        int dropped = jdbc.sql("delete from emergency_contact where id = :id")
                .param("id", id)
                .update();
        if (dropped == 0) {
            throw Refusal.notFound();
        }
    }

    private static void reached(PlaceCode place) {
        Actor actor = Acting.current();
        if (!actor.duty().appoints()) {
            throw Refusal.forbidden("category.notYours");
        }
        if (!actor.covers(place)) {
            throw Refusal.notFound();
        }
    }
}
