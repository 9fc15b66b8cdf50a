package org.linli.resident;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.linli.kernel.Cursor;
import org.linli.kernel.Page;
import org.linli.kernel.PlaceCode;
import org.linli.kernel.PlaceLevel;
import org.linli.kernel.Refusal;
import org.linli.kernel.Worded;
import org.linli.platform.Acting;
import org.linli.platform.Actor;
import org.linli.platform.Bound;
import org.linli.platform.Ids;
import org.linli.platform.matter.Matters;
import org.linli.platform.secret.Looks;
import org.linli.platform.secret.Phone;
import org.linli.platform.secret.Secrets;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** The people of a place 居民, and the homes they are tied to. */
@Repository
@Transactional
public class Residents {

    /** Before the newest: where the first page of {@link #among} begins. */
    public static final Cursor NEWEST = new Cursor(Instant.parse("9999-12-31T00:00:00Z"), new UUID(-1, -1));

    private static final int PAGE = 20;
    private static final String PURPOSE = "person.phone";

    private final JdbcClient jdbc;
    private final Secrets secrets;
    private final Looks looks;
    private final Clock clock;

    Residents(JdbcClient jdbc, Secrets secrets, Looks looks, Clock clock) {
        this.jdbc = jdbc;
        this.secrets = secrets;
        this.looks = looks;
        this.clock = clock;
    }

    /**
     * Registers a person in a community of the actor's place.
     * Refuses an empty or overlong name, and a phone that belongs to somebody already.
     */
    public UUID register(String name, PlaceCode community, Optional<Phone> phone) {
        String shown = named(name);
        UUID id = Ids.at(clock.instant());
        try {
            jdbc.sql("""
                            insert into person (id, name, community, phone, phone_hash, phone_mask, since)
                            values (:id, :name, :community, :phone, :hash, :mask, :now)
                            """)
                    .param("id", id)
                    .param("name", shown)
                    .param(
                            "community",
                            community.level().digits() > PlaceLevel.COMMUNITY.digits()
                                    ? community.at(PlaceLevel.COMMUNITY).value()
                                    : community.value())
                    .param("phone", Bound.bytes(phone.map(p -> secrets.seal(p.digits(), PURPOSE))))
                    .param("hash", Bound.bytes(phone.map(this::fingerprint)))
                    .param("mask", phone.map(Phone::masked).orElse(""))
                    .param("now", Matters.time(clock.instant()))
                    .update();
        } catch (DuplicateKeyException taken) {
            throw Refusal.invalid("person.phoneTaken");
        }
        return id;
    }

    /** The keyed hash by which a phone is looked up. */
    public byte[] fingerprint(Phone phone) {
        return secrets.fingerprint(phone.digits(), PURPOSE);
    }

    /**
     * Ties a person the actor may see to a home from a day on. Refuses a place above a compound, a day to come, and a tie
     * that exists.
     */
    public void tie(UUID person, PlaceCode home, Tie.Kind kind, LocalDate since) {
        person(person);
        if (home.level().compareTo(PlaceLevel.COMPOUND) < 0) {
            throw Refusal.invalid("tie.home");
        }
        if (since.isAfter(LocalDate.now(clock))) {
            throw Refusal.invalid("tie.since");
        }
        try {
            jdbc.sql("insert into tie (id, person, home, kind, since) values (:id, :person, :home, :kind, :since)")
                    .param("id", Ids.at(clock.instant()))
                    .param("person", person)
                    .param("home", home.value())
                    .param("kind", kind.name())
                    .param("since", since)
                    .update();
        } catch (DuplicateKeyException exists) {
            throw Refusal.invalid("tie.exists");
        }
    }

    /** Ends a tie of a person today. Refuses one out of reach or ended. */
    public void untie(UUID person, UUID tie) {
        int ended = jdbc.sql("update tie set until = :today where id = :id and person = :person and until is null")
                .param("today", LocalDate.now(clock))
                .param("id", tie)
                .param("person", person)
                .update();
        if (ended == 0) {
            throw Refusal.notFound();
        }
    }

    /** Chooses the language of the acting person. */
    public void speak(String language) {
        jdbc.sql("update person set language = :language where id = :me")
                .param("language", language)
                .param("me", Acting.current().self())
                .update();
    }

    /** Someone the actor may see. Refuses others as not found. */
    @Transactional(readOnly = true)
    public Person person(UUID id) {
        return jdbc.sql("select id, name, community, phone_mask, language from person where id = :id")
                .param("id", id)
                .query((row, n) -> person(row))
                .optional()
                .filter(Residents::reached)
                .orElseThrow(Refusal::notFound);
    }

    /** Who has this phone, if the actor may see them. */
    @Transactional(readOnly = true)
    public Optional<Person> byPhone(Phone phone) {
        return jdbc.sql("select id, name, community, phone_mask, language from person where phone_hash = :hash")
                .param("hash", fingerprint(phone))
                .query((row, n) -> person(row))
                .optional()
                .filter(Residents::reached);
    }

    /** Whether the acting person sees this one: themselves, or the people of their place. Row security is the net below. */
    private static boolean reached(Person person) {
        Actor actor = Acting.current();
        return actor.person().filter(person.id()::equals).isPresent()
                || actor.duty().readsPeople() && actor.covers(person.community());
    }

    /** The phone in full; the look is recorded, and the person can read the record. */
    public String phone(UUID person) {
        byte[] sealed = jdbc.sql("select phone from person where id = :id and phone is not null")
                .param("id", person)
                .query((row, n) -> row.getBytes("phone"))
                .optional()
                .orElseThrow(Refusal::notFound);
        looks.record(Optional.of(person), Optional.empty(), "phone");
        return secrets.open(sealed, PURPOSE);
    }

    /** The acting person's own phone, if they gave one. */
    @Transactional(readOnly = true)
    public Optional<Phone> ownPhone() {
        return jdbc.sql("select phone from person where id = :me and phone is not null")
                .param("me", Acting.current().self())
                .query((row, n) -> new Phone(secrets.open(row.getBytes("phone"), PURPOSE)))
                .optional();
    }

    /** The people of the actor's place by name, optionally with a part of the name. */
    @Transactional(readOnly = true)
    public Page<Person> among(PlaceCode place, String part, Cursor after) {
        List<Row> rows = jdbc.sql("""
                        select id, name, community, phone_mask, language, since
                          from person
                         where community >= :from
                           and community < :to
                           and position(:part in name) > 0
                           and (since, id) < (:since, :id)
                         order by since desc, id desc
                         limit :most
                        """)
                .param("from", place.from())
                .param("to", place.to())
                .param("part", part)
                .param("since", Matters.time(after.at()))
                .param("id", after.id())
                .param("most", PAGE + 1)
                .query((row, n) ->
                        new Row(person(row), Matters.instant(row, "since").orElseThrow()))
                .list();
        return Page.cut(rows, PAGE, row -> new Cursor(row.since(), row.person().id()))
                .map(Row::person);
    }

    private record Row(Person person, Instant since) {}

    /** The ties of a person, those that hold first. */
    @Transactional(readOnly = true)
    public List<Tie> tiesOf(UUID person) {
        return ties("t.person = :person", "person", person);
    }

    /** The ties of several people that hold today. */
    @Transactional(readOnly = true)
    public Map<UUID, List<Tie>> tiesOf(Collection<UUID> people) {
        return people.isEmpty()
                ? Map.of()
                : ties("t.person in (:people) and t.until is null", "people", people).stream()
                        .collect(Collectors.groupingBy(Tie::person));
    }

    /** Who lives in a home today 一户. */
    @Transactional(readOnly = true)
    public List<Tie> household(PlaceCode home) {
        return ties("t.home = :home and t.until is null", "home", home.value());
    }

    private List<Tie> ties(String which, String name, Object value) {
        return jdbc.sql("""
                        select t.id, t.person, p.name, t.home, t.kind, t.since, t.until
                          from tie t
                          join person p on p.id = t.person
                         where %s
                         order by t.until is not null, t.since, t.id
                        """.formatted(which))
                .param(name, value)
                .query((row, n) -> new Tie(
                        row.getObject("id", UUID.class),
                        row.getObject("person", UUID.class),
                        row.getString("name"),
                        PlaceCode.parse(row.getString("home")),
                        Tie.Kind.valueOf(row.getString("kind")),
                        row.getObject("since", LocalDate.class),
                        Optional.ofNullable(row.getObject("until", LocalDate.class))))
                .list();
    }

    private static String named(String name) {
        return Worded.named("person.name", name, 50);
    }

    private static Person person(ResultSet row) throws SQLException {
        return new Person(
                row.getObject("id", UUID.class),
                row.getString("name"),
                PlaceCode.parse(row.getString("community")),
                row.getString("phone_mask"),
                row.getString("language"));
    }
}
