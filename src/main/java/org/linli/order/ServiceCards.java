package org.linli.order;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.linli.kernel.Cursor;
import org.linli.kernel.Page;
import org.linli.kernel.PlaceCode;
import org.linli.kernel.PlaceLevel;
import org.linli.kernel.Refusal;
import org.linli.kernel.Worded;
import org.linli.platform.Acting;
import org.linli.platform.Actor;
import org.linli.platform.Bound;
import org.linli.platform.Duty;
import org.linli.platform.Ids;
import org.linli.platform.matter.Matters;
import org.linli.resident.Person;
import org.linli.resident.Residents;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** The free service cards 上门免费服务卡 of a community, and the ledger of their uses. */
@Repository
@Transactional
public class ServiceCards {

    /**
     * A card to be issued.
     *
     * @param number 2 to 20 letters, digits and hyphens, written in capitals; refused where the community has it already
     * @param covers 1 to 200 characters
     * @param yearly 1 to 366, or empty for no bound
     * @param until not before {@code from}, and at most ten years after it
     */
    public record Issue(
            UUID person, String number, String covers, Optional<Integer> yearly, LocalDate from, LocalDate until) {

        public Issue {
            number = written(number);
            if (!number.matches("[0-9A-Z-]{2,20}")) {
                throw Refusal.invalid("card.number");
            }
            covers = Worded.saidInLine("card.covers", covers, 1, 200);
            if (yearly.filter(most -> most < 1 || most > 366).isPresent()) {
                throw Refusal.invalid("card.yearly");
            }
            if (until.isBefore(from) || until.isAfter(from.plusYears(LONGEST_YEARS))) {
                throw Refusal.invalid("card.until", "most", LONGEST_YEARS);
            }
        }
    }

    /** One use 使用记录: an order, and what became of it. */
    public record Use(UUID order, String number, String title, State state, LocalDate on) {

        /** Whether it counts: nothing was used by what was never worked on. */
        public boolean counts() {
            return !GIVEN_BACK.contains(state);
        }
    }

    private static final int LONGEST_YEARS = 10;
    private static final int PAGE = 20;
    private static final Cursor LAST = new Cursor(Instant.parse("9999-12-31T00:00:00Z"), new UUID(-1, -1));
    private static final Set<State> GIVEN_BACK = Set.of(State.DECLINED, State.WITHDRAWN, State.VOIDED, State.MERGED);

    private static final String SELECT = """
            select c.id, c.community, c.number, c.person, p.name, c.covers, c.yearly, c.valid_from, c.valid_until,
                   c.issued_at, c.ended_at, c.end_reason,
                   (select count(*)
                      from service_card_use u
                      join matter m on m.id = u.matter
                     where u.card = c.id
                       and extract(year from u.used_on) = :year
                       and m.state not in ('DECLINED', 'WITHDRAWN', 'VOIDED', 'MERGED')) as used
              from service_card c
              join person p on p.id = c.person
            """;

    private final JdbcClient jdbc;
    private final Residents residents;
    private final Clock clock;

    ServiceCards(JdbcClient jdbc, Residents residents, Clock clock) {
        this.jdbc = jdbc;
        this.residents = residents;
        this.clock = clock;
    }

    /** Whether somebody in this capacity sees the cards of their place: whoever registers orders for others. */
    public static boolean sees(Actor actor) {
        return actor.duty().readsMatters() && actor.duty().readsPeople() && actor.duty() != Duty.SYSTEM;
    }

    /** Whether they may issue cards and end them. */
    public static boolean issues(Actor actor) {
        return sees(actor) && actor.duty().dispatches();
    }

    /** As it is written on a card, however it was typed. */
    static String written(String number) {
        return number.strip().toUpperCase(Locale.ROOT).replace('－', '-');
    }

    /** Issues a card to a person of the actor's place, in that person's community. Refuses a number that is taken there. */
    public UUID issue(Issue card) {
        Actor actor = Acting.current();
        if (!issues(actor)) {
            throw Refusal.forbidden("card.notYours");
        }
        Person holder = residents.person(card.person());
        if (!actor.covers(holder.community())) {
            throw Refusal.notFound();
        }
        Instant now = clock.instant();
        UUID id = Ids.at(now);
        try {
            jdbc.sql("""
                            insert into service_card (id, community, number, person, covers, yearly, valid_from, valid_until,
                                                      issued_at, issued_by)
                            values (:id, :community, :number, :person, :covers, :yearly, :from, :until, :now, :me)
                            """)
                    .param("id", id)
                    .param("community", holder.community().value())
                    .param("number", card.number())
                    .param("person", holder.id())
                    .param("covers", card.covers())
                    .param("yearly", Bound.number(card.yearly()))
                    .param("from", card.from())
                    .param("until", card.until())
                    .param("now", Matters.time(now))
                    .param("me", actor.self())
                    .update();
        } catch (DuplicateKeyException taken) {
            throw Refusal.invalid("card.taken", "number", card.number());
        }
        return id;
    }

    /** Ends a card, with the reason; 2 to 200 characters. Refuses one that is ended already. */
    public void end(UUID id, String reason) {
        if (!issues(Acting.current())) {
            throw Refusal.forbidden("card.notYours");
        }
        String said = Worded.saidInLine("card.reason", reason, 2, 200);
        ServiceCard card = card(id);
        int ended = jdbc.sql("""
                        update service_card
                           set ended_at = :now, end_reason = :reason
                         where id = :id
                           and ended_at is null
                        """)
                .param("now", Matters.time(clock.instant()))
                .param("reason", said)
                .param("id", card.id())
                .update();
        if (ended == 0) {
            throw Refusal.movedOn("card.endedAlready");
        }
    }

    /** One card of the actor's place, or their own. Refuses any other as not found. */
    @Transactional(readOnly = true)
    public ServiceCard card(UUID id) {
        Actor actor = Acting.current();
        return jdbc.sql(SELECT + """
                         where c.id = :id
                           and (c.person = :me or c.community >= :from and c.community < :to)
                        """)
                .param("id", id)
                .param("year", today().getYear())
                .param("me", Bound.id(actor.person()))
                .param("from", sees(actor) ? actor.home().from() : "")
                .param("to", sees(actor) ? actor.home().to() : "")
                .query((row, n) -> card(row))
                .optional()
                .orElseThrow(Refusal::notFound);
    }

    private record Row(ServiceCard card, Instant issued) {}

    /** The cards of the actor's place, the newest first, or those whose number or holder's name has a part. */
    @Transactional(readOnly = true)
    public Page<ServiceCard> page(String part, Optional<Cursor> after) {
        Actor actor = Acting.current();
        if (!sees(actor)) {
            throw Refusal.forbidden("card.notYours");
        }
        Cursor from = after.orElse(LAST);
        List<Row> rows = jdbc.sql(SELECT + """
                         where c.community >= :from
                           and c.community < :to
                           and (position(:part in p.name) > 0 or position(upper(:part) in c.number) > 0)
                           and (c.issued_at, c.id) < (:at, :id)
                         order by c.issued_at desc, c.id desc
                         limit :most
                        """)
                .param("year", today().getYear())
                .param("from", actor.home().from())
                .param("to", actor.home().to())
                .param("part", part.strip())
                .param("at", Matters.time(from.at()))
                .param("id", from.id())
                .param("most", PAGE + 1)
                .query((row, n) ->
                        new Row(card(row), Matters.instant(row, "issued_at").orElseThrow()))
                .list();
        return Page.cut(rows, PAGE, row -> new Cursor(row.issued(), row.card().id()))
                .map(Row::card);
    }

    /** The card that the acting person holds and can use today. */
    @Transactional(readOnly = true)
    public Optional<ServiceCard> mine() {
        return jdbc
                .sql(SELECT + """
                         where c.person = :me
                           and c.ended_at is null
                         order by c.valid_until desc, c.id
                         limit 5
                        """)
                .param("year", today().getYear())
                .param("me", Acting.current().self())
                .query((row, n) -> card(row))
                .list()
                .stream()
                .filter(card -> card.on(today()) == ServiceCard.Standing.VALID)
                .findFirst();
    }

    /** The ledger 使用记录 of a card, the newest first; a hundred at most. Refuses a card out of reach. */
    @Transactional(readOnly = true)
    public List<Use> ledger(ServiceCard card) {
        return jdbc.sql("""
                        select m.id, m.opened_at, m.title, m.state, u.used_on
                          from service_card_use u
                          join matter m on m.id = u.matter
                         where u.card = :card
                         order by u.used_on desc, u.matter desc
                         limit 100
                        """)
                .param("card", card(card.id()).id())
                .query((row, n) -> new Use(
                        row.getObject("id", UUID.class),
                        Order.number(
                                row.getObject("id", UUID.class),
                                Matters.instant(row, "opened_at").orElseThrow()),
                        row.getString("title"),
                        State.valueOf(row.getString("state")),
                        row.getObject("used_on", LocalDate.class)))
                .list();
    }

    /**
     * The card of a number, to be used now in a community; until the end of the transaction nobody else uses it. Refuses an
     * unknown number, somebody else's card to a resident, and one that is not yet, no more, or this year no more valid.
     */
    ServiceCard taken(String number, PlaceCode place) {
        UUID id = jdbc.sql("""
                        select id
                          from service_card
                         where community = :community
                           and number = :number
                        """)
                .param("community", place.at(PlaceLevel.COMMUNITY).value())
                .param("number", written(number))
                .query(UUID.class)
                .optional()
                .orElseThrow(() -> Refusal.invalid("order.cardUnknown"));
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended(:card, 0))")
                .param("card", "service-card " + id)
                .query()
                .singleRow();
        ServiceCard card = card(id);
        return switch (card.on(today())) {
            case VALID -> card;
            case NOT_YET -> throw Refusal.invalid("order.cardNotYet", "day", card.from());
            case EXPIRED -> throw Refusal.invalid("order.cardExpired", "day", card.until());
            case USED_UP ->
                throw Refusal.invalid("order.cardUsedUp", "most", card.yearly().orElseThrow());
            case ENDED -> throw Refusal.invalid("order.cardEnded");
        };
    }

    /** Writes a use into the ledger. */
    void use(ServiceCard card, UUID order) {
        jdbc.sql(
                        "insert into service_card_use (matter, card, community, used_on) values (:order, :card, :community, :on)")
                .param("order", order)
                .param("card", card.id())
                .param("community", card.community().value())
                .param("on", today())
                .update();
    }

    private LocalDate today() {
        return LocalDate.now(clock);
    }

    private static ServiceCard card(ResultSet row) throws SQLException {
        return new ServiceCard(
                row.getObject("id", UUID.class),
                PlaceCode.parse(row.getString("community")),
                row.getString("number"),
                row.getObject("person", UUID.class),
                row.getString("name"),
                row.getString("covers"),
                Optional.ofNullable(row.getObject("yearly", Integer.class)),
                row.getObject("valid_from", LocalDate.class),
                row.getObject("valid_until", LocalDate.class),
                row.getInt("used"),
                Matters.instant(row, "ended_at"),
                Optional.ofNullable(row.getString("end_reason")).orElse(""));
    }
}
