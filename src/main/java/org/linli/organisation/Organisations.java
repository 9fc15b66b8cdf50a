package org.linli.organisation;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.linli.kernel.PlaceCode;
import org.linli.kernel.Refusal;
import org.linli.platform.Ids;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** The organisations 组织 of a place and how they are linked. Founding and ending them is an administrator's. */
@Repository
@Transactional
public class Organisations {

    private final JdbcClient jdbc;
    private final Clock clock;

    Organisations(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Founds an organisation. Refuses a name of 0 or over 100 characters, and one that the place has already. */
    public UUID found(Organisation.Kind kind, String name, PlaceCode place, String phone) {
        String shown = name.strip();
        if (shown.isEmpty() || shown.length() > 100) {
            throw Refusal.invalid("organisation.name", "most", 100);
        }
        if (phone.length() > 30 || !phone.matches("[0-9+\\- ]*")) {
            throw Refusal.invalid("phone.malformed");
        }
        UUID id = Ids.at(clock.instant());
        try {
            jdbc.sql("""
                            insert into organisation (id, kind, name, place, phone, since)
                            values (:id, :kind, :name, :place, :phone, :today)
                            """)
                    .param("id", id)
                    .param("kind", kind.name())
                    .param("name", shown)
                    .param("place", place.value())
                    .param("phone", phone.isBlank() ? null : phone.strip())
                    .param("today", LocalDate.now(clock))
                    .update();
        } catch (DuplicateKeyException exists) {
            throw Refusal.invalid("organisation.exists");
        }
        return id;
    }

    /** Links two organisations from today on. Refuses a link to itself and one that exists. */
    public void link(UUID source, Link.Kind kind, UUID target) {
        if (source.equals(target)) {
            throw Refusal.invalid("organisation.linkSelf");
        }
        organisation(source);
        organisation(target);
        try {
            jdbc.sql("""
                            insert into organisation_link (id, source, kind, target, since)
                            values (:id, :source, :kind, :target, :today)
                            """)
                    .param("id", Ids.at(clock.instant()))
                    .param("source", source)
                    .param("kind", kind.name())
                    .param("target", target)
                    .param("today", LocalDate.now(clock))
                    .update();
        } catch (DuplicateKeyException exists) {
            throw Refusal.invalid("organisation.linkExists");
        }
    }

    /** Ends a link today. */
    public void unlink(UUID link) {
        ended(jdbc.sql("update organisation_link set until = :today where id = :id and until is null")
                .param("today", LocalDate.now(clock))
                .param("id", link)
                .update());
    }

    /** Ends an organisation today; its history stays. */
    public void end(UUID id) {
        ended(jdbc.sql("update organisation set until = :today where id = :id and until is null")
                .param("today", LocalDate.now(clock))
                .param("id", id)
                .update());
    }

    private static void ended(int rows) {
        if (rows == 0) {
            throw Refusal.notFound();
        }
    }

    /** One organisation. Refuses an unknown id as not found. */
    @Transactional(readOnly = true)
    public Organisation organisation(UUID id) {
        return jdbc.sql("select * from organisation where id = :id")
                .param("id", id)
                .query((row, n) -> organisation(row))
                .optional()
                .orElseThrow(Refusal::notFound);
    }

    /** The organisations at and below a place that exist today, by kind and name. */
    @Transactional(readOnly = true)
    public List<Organisation> at(PlaceCode place) {
        return jdbc.sql("""
                        select *
                          from organisation
                         where place >= :from
                           and place < :to
                           and until is null
                         order by length(place), kind, place, name
                         limit 500
                        """)
                .param("from", place.from())
                .param("to", place.to())
                .query((row, n) -> organisation(row))
                .list();
    }

    /** The links of an organisation in both directions that hold today. */
    @Transactional(readOnly = true)
    public List<Link> linksOf(UUID id) {
        return jdbc.sql("""
                        select l.id, l.source, s.name as source_name, l.kind, l.target, t.name as target_name, l.since
                          from organisation_link l
                          join organisation s on s.id = l.source
                          join organisation t on t.id = l.target
                         where (l.source = :id or l.target = :id)
                           and l.until is null
                         order by l.since, l.id
                        """)
                .param("id", id)
                .query((row, n) -> new Link(
                        row.getObject("id", UUID.class),
                        row.getObject("source", UUID.class),
                        row.getString("source_name"),
                        Link.Kind.valueOf(row.getString("kind")),
                        row.getObject("target", UUID.class),
                        row.getString("target_name"),
                        row.getObject("since", LocalDate.class)))
                .list();
    }

    private static Organisation organisation(ResultSet row) throws SQLException {
        return new Organisation(
                row.getObject("id", UUID.class),
                Organisation.Kind.valueOf(row.getString("kind")),
                row.getString("name"),
                PlaceCode.parse(row.getString("place")),
                Optional.ofNullable(row.getString("phone")).orElse(""),
                row.getObject("since", LocalDate.class),
                Optional.ofNullable(row.getObject("until", LocalDate.class)));
    }
}
