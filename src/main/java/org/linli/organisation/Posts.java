package org.linli.organisation;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.linli.kernel.Refusal;
import org.linli.platform.Acting;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** What those in office are good at and which languages they speak 岗位与语言; an administrator says so. */
@Repository
@Transactional
public class Posts {

    /** Somebody in office, with what they are good at. */
    public record Post(
            UUID appointment,
            UUID organisation,
            UUID person,
            String name,
            String title,
            Set<Skill> skills,
            Set<Spoken> languages) {}

    private final JdbcClient jdbc;
    private final Appointments appointments;
    private final Clock clock;

    Posts(JdbcClient jdbc, Appointments appointments, Clock clock) {
        this.jdbc = jdbc;
        this.appointments = appointments;
        this.clock = clock;
    }

    /** Says what somebody in office is good at and speaks. Refuses whoever does not appoint, and an appointment out of reach as not found. */
    public void set(UUID appointment, Set<Skill> skills, Set<Spoken> languages) {
        if (!Acting.current().duty().appoints()) {
            throw Refusal.forbidden("appointment.notYours");
        }
        appointments.appointment(appointment);
        jdbc.sql("delete from appointment_skill where appointment = :appointment")
                .param("appointment", appointment)
                .update();
        jdbc.sql("delete from appointment_language where appointment = :appointment")
                .param("appointment", appointment)
                .update();
        jdbc.sql(
                        "insert into appointment_skill (appointment, skill) select :appointment, unnest(cast(:skills as text[]))")
                .param("appointment", appointment)
                .param("skills", skills.stream().map(Enum::name).toArray(String[]::new))
                .update();
        jdbc.sql("""
                        insert into appointment_language (appointment, language)
                        select :appointment, unnest(cast(:languages as text[]))
                        """)
                .param("appointment", appointment)
                .param("languages", languages.stream().map(Spoken::tag).toArray(String[]::new))
                .update();
    }

    /** Those in office in some organisations today, of those whom the actor may see; whoever has no post in particular too. */
    @Transactional(readOnly = true)
    public List<Post> in(Collection<UUID> organisations) {
        return jdbc.sql("""
                        select a.id, a.organisation, a.person, p.name, a.title,
                               array(select s.skill from appointment_skill s where s.appointment = a.id) as skills,
                               array(select l.language from appointment_language l where l.appointment = a.id) as languages
                          from appointment a
                          join person p on p.id = a.person
                         where a.organisation = any(cast(:organisations as uuid[]))
                           and a.since <= :today
                           and (a.until is null or a.until >= :today)
                         order by a.since, a.id
                         limit 2000
                        """)
                .param("organisations", organisations.toArray(UUID[]::new))
                .param("today", LocalDate.now(clock))
                .query((row, n) -> post(row))
                .list();
    }

    /** The same of one organisation, by appointment. */
    @Transactional(readOnly = true)
    public Map<UUID, Post> of(UUID organisation) {
        return in(List.of(organisation)).stream().collect(Collectors.toMap(Post::appointment, Function.identity()));
    }

    private static Post post(ResultSet row) throws SQLException {
        Set<Skill> skills = EnumSet.noneOf(Skill.class);
        texts(row.getArray("skills")).forEach(name -> skills.add(Skill.valueOf(name)));
        Set<Spoken> languages = EnumSet.noneOf(Spoken.class);
        texts(row.getArray("languages")).forEach(tag -> Spoken.of(tag).ifPresent(languages::add));
        return new Post(
                row.getObject("id", UUID.class),
                row.getObject("organisation", UUID.class),
                row.getObject("person", UUID.class),
                row.getString("name"),
                row.getString("title"),
                skills,
                languages);
    }

    private static List<String> texts(Array array) throws SQLException {
        return Arrays.asList((String[]) array.getArray());
    }
}
