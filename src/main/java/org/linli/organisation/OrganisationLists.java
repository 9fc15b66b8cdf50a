package org.linli.organisation;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.linli.kernel.PlaceCode;
import org.linli.platform.Acting;
import org.linli.platform.Actor;
import org.linli.platform.Bound;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** The organisations of a place as lists to read, with how many people work in each. */
@Repository
@Transactional(readOnly = true)
public class OrganisationLists {

    /** One organisation and how many people hold an appointment in it today that the actor may see. */
    public record Staffed(Organisation organisation, int people) {

        /** Nobody is appointed: 网中有格、格中定人 is not yet so. */
        public boolean vacant() {
            return people == 0;
        }
    }

    /** How many organisations a place has, and how many of them nobody works in. */
    public record Coverage(int organisations, int vacant) {}

    /** What to look for: any kind if none is given, a part of the name, only those in which nobody works. */
    public record Sieve(Optional<Organisation.Kind> kind, String part, boolean vacant) {}

    private static final String COUNTED = """
            with counted as (
                select o.*,
                       (select count(distinct a.person)
                          from appointment a
                         where a.organisation = o.id
                           and a.since <= :today
                           and (a.until is null or a.until >= :today)) as people
                  from organisation o
                 where (o.place >= :from and o.place < :to or o.id = :own)
                   and o.until is null
            )
            """;

    private final JdbcClient jdbc;
    private final Clock clock;

    OrganisationLists(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** The organisations of the actor's place that exist today, by kind, place and name. */
    public List<Staffed> among(Sieve sieve, int most) {
        return counted("""
                        select *
                          from counted
                         where (cast(:kind as text) is null or kind = :kind)
                           and position(:part in name) > 0
                           and (not :vacant or people = 0)
                         order by array_position(cast(:kinds as text[]), kind), place, name, id
                         limit :most
                        """)
                .param("kind", Bound.name(sieve.kind()))
                .param("part", sieve.part())
                .param("vacant", sieve.vacant())
                .param("kinds", kinds())
                .param("most", most)
                .query((row, n) -> new Staffed(Organisations.organisation(row), row.getInt("people")))
                .list();
    }

    /** How well the organisations of the actor's place are staffed. */
    public Coverage coverage() {
        return counted("select count(*) as organisations, count(*) filter (where people = 0) as vacant from counted")
                .query((row, n) -> new Coverage(row.getInt("organisations"), row.getInt("vacant")))
                .single();
    }

    /** The organisations that one of the actor's place may be linked to: its neighbours, and those of the places above. */
    public List<Organisation> within(UUID without, int most) {
        PlaceCode place = Acting.current().home();
        return jdbc.sql("""
                        select *
                          from organisation
                         where (place >= :from and place < :to or starts_with(:from, place))
                           and until is null
                           and id <> :without
                         order by place, array_position(cast(:kinds as text[]), kind), name, id
                         limit :most
                        """)
                .param("from", place.from())
                .param("to", place.to())
                .param("without", without)
                .param("kinds", kinds())
                .param("most", most)
                .query((row, n) -> Organisations.organisation(row))
                .list();
    }

    private JdbcClient.StatementSpec counted(String select) {
        Actor actor = Acting.current();
        return jdbc.sql(COUNTED + select)
                .param("from", actor.home().from())
                .param("to", actor.home().to())
                .param("own", Bound.id(actor.organisation()))
                .param("today", LocalDate.now(clock));
    }

    private static String[] kinds() {
        return java.util.Arrays.stream(Organisation.Kind.values())
                .map(Enum::name)
                .toArray(String[]::new);
    }
}
