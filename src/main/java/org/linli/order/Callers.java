package org.linli.order;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
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
import org.linli.resident.Person;
import org.linli.resident.Residents;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/**
 * Who called for what somebody else had asked for already 也打来电话的: whoever is known here joins it as themselves, and whoever is
 * not is kept with their number, and called back when it is done. What they say then counts as a neighbour's word does
 * ({@link Joined}).
 */
@Repository
@Transactional
public class Callers {

    /**
     * Somebody without an account who called.
     *
     * @param merged whether they asked for a duplicate that was merged
     * @param calls how often nobody was reached
     */
    public record Caller(
            UUID id,
            String name,
            String mask,
            Instant at,
            String words,
            boolean merged,
            int calls,
            Optional<Instant> calledAt,
            Optional<Integer> rating,
            Optional<Boolean> solved,
            String ratingWords) {

        /** Whether they are still to be called. */
        public boolean waits() {
            return rating.isEmpty() && calls < Calls.MOST && !mask.isEmpty();
        }
    }

    /** A finished order with callers who are to be called back. */
    public record Waiting(UUID order, String number, String title, PlaceCode place, int callers, Instant doneAt) {}

    private static final String PURPOSE = "order.contact";
    private static final int MOST = 50;

    private final JdbcClient jdbc;
    private final Orders orders;
    private final Residents residents;
    private final Secrets secrets;
    private final Looks looks;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Callers(
            JdbcClient jdbc,
            Orders orders,
            Residents residents,
            Secrets secrets,
            Looks looks,
            ApplicationEventPublisher events,
            Clock clock) {
        this.jdbc = jdbc;
        this.orders = orders;
        this.residents = residents;
        this.secrets = secrets;
        this.looks = looks;
        this.events = events;
        this.clock = clock;
    }

    /**
     * Somebody called for an open order 也打来了电话: whoever is known here joins as themselves, where any neighbour might have; else they
     * are kept with their number, and see nothing of it. Refuses whoever takes no orders for others, one out of reach as not found, one
     * that is over, whoever asked for it themselves, no name, and more than 500 characters.
     */
    public void join(UUID id, String name, Optional<Phone> phone, String words) {
        Actor actor = Acting.current();
        if (!actor.duty().staff()
                || !actor.duty().readsMatters()
                || !actor.duty().readsPeople()) {
            throw Refusal.forbidden("order.registrar");
        }
        Order order = orders.order(id);
        if (order.state().over() || order.state() == State.RATED) {
            throw Refusal.movedOn("order.joinOver");
        }
        String called = Worded.said("order.contactName", name, 1, 50);
        String said = Worded.said("order.joinWords", words, 0, Joining.LONGEST);
        Optional<UUID> known = phone.flatMap(residents::byPhone).map(Person::id);
        if (known.isPresent() && known.equals(order.matter().requester())) {
            throw Refusal.invalid("order.joinTheirs");
        }
        boolean shared = order.matter().place().level() != PlaceLevel.HOME
                && order.terms().seen() == Terms.Seen.PUBLIC;
        if (known.isPresent() && shared) {
            jdbc.sql("""
                            insert into order_joiner (matter, person, place, at, words)
                            values (:matter, :person, place_of_matter(:matter), :now, :words)
                            on conflict do nothing
                            """)
                    .param("matter", id)
                    .param("person", known.get())
                    .param("now", Matters.time(now()))
                    .param("words", said)
                    .update();
            return;
        }
        UUID caller = Ids.at(clock.instant());
        keep(
                id,
                new Kept(
                        caller,
                        called,
                        phone.map(p -> secrets.seal(p.digits(), PURPOSE)).orElse(null),
                        phone.map(Phone::masked).orElse(""),
                        said),
                caller,
                null);
    }

    private record Kept(UUID source, String name, byte @Nullable [] phone, String mask, String words) {}

    /** Whoever asked for a duplicate without being known here, and whoever called for it, waits for the other. */
    void follow(UUID duplicate, UUID into) {
        jdbc.sql("""
                        select m.id as source, o.contact_name as name, o.contact_phone as phone, o.contact_mask as mask, '' as words
                          from matter m
                          join service_order o on o.matter = m.id
                         where m.id = :duplicate
                           and m.requester is null
                           and o.contact_name <> ''
                           and o.channel not in ('GRID', 'DEVICE')
                         union all
                        select c.id, c.name, c.phone, c.mask, c.words
                          from order_caller c
                         where c.matter = :duplicate
                        """)
                .param("duplicate", duplicate)
                .query((row, n) -> new Kept(
                        row.getObject("source", UUID.class),
                        row.getString("name"),
                        row.getBytes("phone"),
                        row.getString("mask"),
                        row.getString("words")))
                .list()
                .forEach(kept -> keep(into, kept, Ids.at(clock.instant()), duplicate));
    }

    private void keep(UUID matter, Kept kept, UUID id, @Nullable UUID mergedFrom) {
        jdbc.sql("""
                        insert into order_caller (id, matter, place, source, name, phone, mask, words, at, merged_from)
                        values (:id, :matter, place_of_matter(:matter), :source, :name, cast(:phone as bytea), :mask, :words,
                                :now, :from)
                        on conflict (matter, source) do nothing
                        """)
                .param("id", id)
                .param("matter", matter)
                .param("source", kept.source)
                .param("name", kept.name)
                .param("phone", kept.phone)
                .param("mask", kept.mask)
                .param("words", kept.words)
                .param("now", Matters.time(now()))
                .param("from", mergedFrom)
                .update();
    }

    /** Whoever came with a duplicate goes with it again. */
    void leave(UUID duplicate, UUID into) {
        jdbc.sql("delete from order_caller where matter = :into and merged_from = :duplicate")
                .param("into", into)
                .param("duplicate", duplicate)
                .update();
    }

    /** Who called for an order in reach, in the order in which they did; nobody for whoever may not read the people there. */
    @Transactional(readOnly = true)
    public List<Caller> of(UUID order) {
        return jdbc.sql("""
                        select id, name, mask, at, words, merged_from is not null as merged, calls, called_at, rating, solved,
                               rating_words
                          from order_caller
                         where matter = :order
                         order by at, id
                         limit 200
                        """)
                .param("order", order)
                .query((row, n) -> new Caller(
                        row.getObject("id", UUID.class),
                        row.getString("name"),
                        row.getString("mask"),
                        Matters.instant(row, "at").orElseThrow(),
                        row.getString("words"),
                        row.getBoolean("merged"),
                        row.getInt("calls"),
                        Matters.instant(row, "called_at"),
                        Optional.ofNullable(row.getObject("rating", Integer.class)),
                        Optional.ofNullable(row.getObject("solved", Boolean.class)),
                        row.getString("rating_words")))
                .list();
    }

    /** Whether the acting person may call those who called for it: it was done lately, and not by them nor by their own. */
    @Transactional(readOnly = true)
    public boolean open(Order order) {
        Actor actor = Acting.current();
        return Callbacks.calls(actor) && actor.covers(order.matter().place()) && lately(order) && !worked(order, actor);
    }

    private boolean lately(Order order) {
        return (order.state().done() || order.state() == State.RATED || order.state() == State.CLOSED)
                && order.doneAt()
                        .filter(at -> !clock.instant().isAfter(at.plus(Joined.RATABLE)))
                        .isPresent();
    }

    private boolean worked(Order order, Actor actor) {
        return actor.organisation().isPresent()
                        && actor.organisation().equals(order.matter().handler())
                || orders.worked(order);
    }

    /** The number of a caller, in full; the look is recorded. Refuses as {@link #called}. */
    public String phone(UUID id, UUID caller) {
        waiting(id, caller);
        byte[] sealed = jdbc.sql("select phone from order_caller where id = :caller and phone is not null")
                .param("caller", caller)
                .query((row, n) -> row.getBytes("phone"))
                .optional()
                .orElseThrow(Refusal::notFound);
        looks.record(Optional.empty(), Optional.of(id), PURPOSE);
        return secrets.open(sealed, PURPOSE);
    }

    private Order waiting(UUID id, UUID caller) {
        Order order = orders.order(id);
        if (!Callbacks.calls(Acting.current())) {
            throw Refusal.forbidden("callback.notYours");
        }
        if (!lately(order)) {
            throw Refusal.movedOn("order.voiceLate");
        }
        if (worked(order, Acting.current())) {
            throw Refusal.forbidden("order.callOwn");
        }
        Caller one = of(id).stream()
                .filter(each -> each.id().equals(caller))
                .findFirst()
                .orElseThrow(Refusal::notFound);
        if (!one.waits()) {
            throw Refusal.movedOn("order.callsEnough", "most", Calls.MOST);
        }
        return order;
    }

    /**
     * What a caller said when they were called back; “not solved” has the work done again, once an order. Refuses an order out of reach and
     * a caller of another as not found, whoever worked on it or calls nobody, and a caller who is not to be called any more.
     *
     * @param voice empty where nobody was reached
     */
    public void called(UUID id, UUID caller, Optional<Joined.Voice> voice) {
        Order order = waiting(id, caller);
        Instant now = now();
        if (voice.isEmpty()) {
            jdbc.sql("update order_caller set calls = calls + 1, called_at = :now where id = :caller")
                    .param("now", Matters.time(now))
                    .param("caller", caller)
                    .update();
            return;
        }
        jdbc.sql("""
                        update order_caller
                           set rating = :stars,
                               solved = :solved,
                               rating_words = :words,
                               rated_at = :now,
                               rated_by = :me,
                               called_at = :now
                         where id = :caller
                        """)
                .param("stars", voice.get().stars())
                .param("solved", voice.get().solved())
                .param("words", voice.get().words())
                .param("now", Matters.time(now))
                .param("me", Acting.current().self())
                .param("caller", caller)
                .update();
        if (!voice.get().solved() && order.contestable()) {
            events.publishEvent(new OrderContested(id, order.matter().place().value(), now));
        }
    }

    /** The orders done lately whose callers the acting person is to call back, those done first first. */
    @Transactional(readOnly = true)
    public List<Waiting> waiting() {
        Instant since = clock.instant().minus(Joined.RATABLE).plus(Duration.ofSeconds(1));
        return jdbc.sql("""
                        select m.id, m.opened_at, m.title, m.place, o.done_at, count(*) as callers
                          from order_caller c
                          join matter m on m.id = c.matter
                          join service_order o on o.matter = m.id
                         where c.rating is null
                           and c.calls < 3
                           and c.mask <> ''
                           and m.state in ('DONE', 'VERIFIED', 'RATED', 'CLOSED')
                           and o.done_at > :since
                           and m.handler is distinct from cast(:own as uuid)
                           and not exists (select 1
                                             from timeline_entry t
                                            where t.matter = m.id
                                              and t.person = :reachPerson
                                              and t.step in ('accept', 'start', 'finish'))
                           and\s""" + Matters.REACHED + """
                         group by m.id, m.opened_at, m.title, m.place, o.done_at
                         order by o.done_at, m.id
                         limit :most
                        """)
                .params(Matters.reach())
                .param("own", Bound.id(Acting.current().organisation()))
                .param("since", Matters.time(since))
                .param("most", MOST)
                .query((row, n) -> {
                    UUID id = row.getObject("id", UUID.class);
                    return new Waiting(
                            id,
                            Order.number(id, Matters.instant(row, "opened_at").orElseThrow()),
                            row.getString("title"),
                            PlaceCode.parse(row.getString("place")),
                            row.getInt("callers"),
                            Matters.instant(row, "done_at").orElseThrow());
                })
                .list();
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
