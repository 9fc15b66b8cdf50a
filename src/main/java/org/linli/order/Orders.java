package org.linli.order;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.linli.kernel.PlaceCode;
import org.linli.kernel.PlaceLevel;
import org.linli.kernel.Refusal;
import org.linli.kernel.TimeLimit;
import org.linli.organisation.Organisation;
import org.linli.organisation.Organisations;
import org.linli.organisation.Spoken;
import org.linli.platform.Acting;
import org.linli.platform.Actor;
import org.linli.platform.Bound;
import org.linli.platform.Duty;
import org.linli.platform.Ids;
import org.linli.platform.Trips;
import org.linli.platform.Trips.Trip;
import org.linli.platform.attachment.Attachments;
import org.linli.platform.attachment.Photo;
import org.linli.platform.deadline.Deadlines;
import org.linli.platform.matter.Entry;
import org.linli.platform.matter.Matter;
import org.linli.platform.matter.Matters;
import org.linli.platform.matter.Trace;
import org.linli.platform.secret.Looks;
import org.linli.platform.secret.Phone;
import org.linli.platform.secret.Secrets;
import org.linli.resident.Person;
import org.linli.resident.Residents;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** The orders 服务单: placed, moved step by step, and looked at by whom they concern. */
@Repository
@Transactional
public class Orders {

    static final String SELECT = "select " + Matters.COLUMNS + """
                 , c.code, c.name, c.icon,
            """ + Categories.TERMS + """
                 , o.words, o.channel, o.contact_name, o.contact_mask, o.convenient, o.answer_within, o.first_answer_at,
                   o.done_at, o.no_photo, o.rating, o.solved, o.reopened, o.returns, o.unrated,
                   o.reworks, o.language, o.calls, o.called_at, o.rated_by_call, o.asked_kind, o.asked_amount, o.asked_by,
                   o.extensions, o.left_seconds, o.reminded, o.reminded_of, o.reminded_at, m.soon_at, m.urgent as marked,
                   o.merged_into, o.joiners,
                   o.whole, o.parts, o.parts_open, o.term_amount, o.term_unit, o.papers_out, o.entrusted,
                   o.dispose_by, o.dispose_promised,
                   case when o.parts > 0 then array(select pm.handler
                                                      from service_order po
                                                      join matter pm on pm.id = po.matter
                                                     where po.whole = m.id
                                                       and pm.handler is not null) end as part_handlers
              from matter m
              join service_order o on o.matter = m.id
              join order_category c on c.code = o.category
              left join lateral (select *
                                   from category_term x
                                  where x.category = c.code
                                    and starts_with(m.place, x.place)
                                  order by length(x.place) desc
                                  limit 1) t on true
            """;

    private static final String PURPOSE = "order.contact";

    private final JdbcClient jdbc;
    private final Trips trips;
    private final Matters matters;
    private final Attachments attachments;
    private final Organisations organisations;
    private final Residents residents;
    private final Routes routes;
    private final Categories categories;
    private final Deadlines deadlines;
    private final Secrets secrets;
    private final Looks looks;
    private final ServiceCards cards;
    private final CallbackSettings callbacks;
    private final Timings timings;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Orders(
            JdbcClient jdbc,
            Trips trips,
            Matters matters,
            Attachments attachments,
            Organisations organisations,
            Residents residents,
            Routes routes,
            Categories categories,
            Deadlines deadlines,
            Secrets secrets,
            Looks looks,
            ServiceCards cards,
            CallbackSettings callbacks,
            Timings timings,
            ApplicationEventPublisher events,
            Clock clock) {
        this.jdbc = jdbc;
        this.trips = trips;
        this.matters = matters;
        this.attachments = attachments;
        this.organisations = organisations;
        this.residents = residents;
        this.routes = routes;
        this.categories = categories;
        this.deadlines = deadlines;
        this.secrets = secrets;
        this.looks = looks;
        this.cards = cards;
        this.callbacks = callbacks;
        this.timings = timings;
        this.events = events;
        this.clock = clock;
    }

    /**
     * Places an order: a resident for themselves, or staff for somebody who called, came, or wrote. The id is the draft's,
     * whose photos it takes over. Refuses a place outside the resident's community or the staff's place, and an unknown category.
     */
    public UUID place(UUID id, Step.Place step) {
        return place(id, step, Heard.NOTHING);
    }

    /** The same with what was heard beside it. Refuses a card that cannot be used now; its holder is who asks. */
    public UUID place(UUID id, Step.Place step, Heard heard) {
        return place(id, step, heard, Map.of());
    }

    /** The same, by a rule that the line names. */
    public UUID place(UUID id, Step.Place step, Map<String, String> because) {
        return place(id, step, Heard.NOTHING, because);
    }

    private UUID place(UUID id, Step.Place step, Heard heard, Map<String, String> because) {
        State state = Step.LIFECYCLE.begin("place", registrar(Acting.current(), step.channel()));
        open(id, step, state, Optional.empty(), heard, because);
        attachments.hang(id, id, Attachments.Purpose.BEFORE);
        return id;
    }

    /**
     * 随手解决: what somebody on a round found and settled at once is opened and closed in one step. Refuses as
     * {@link #place} does, another channel than the round, and a fix that no photo of the draft shows.
     */
    public UUID fix(UUID id, Step.Place step, Step.Finish done, UUID draft) {
        return fix(id, step, done, draft, Heard.NOTHING);
    }

    /** The same with what was heard beside it. Refuses a card that cannot be used now; its holder is who it was done for. */
    public UUID fix(UUID id, Step.Place step, Step.Finish done, UUID draft, Heard heard) {
        if (step.channel() != Channel.GRID) {
            throw Refusal.invalid("order.fixChannel");
        }
        State state = Step.LIFECYCLE.begin("fix", registrar(Acting.current(), step.channel()));
        if (attachments.ofDraft(draft).isEmpty()) {
            throw Refusal.invalid("order.photoNeeded");
        }
        open(id, step, state, Optional.of(done), heard, Map.of());
        attachments.hang(draft, id, Attachments.Purpose.AFTER);
        return id;
    }

    private void open(
            UUID id,
            Step.Place step,
            State state,
            Optional<Step.Finish> done,
            Heard heard,
            Map<String, String> because) {
        Actor actor = Acting.current();
        Instant now = now();
        if (!actor.covers(step.place()) || step.place().level().digits() < PlaceLevel.COMMUNITY.digits()) {
            throw Refusal.invalid("order.place");
        }
        if (jdbc.sql("select code from place where code = :code")
                .param("code", step.place().value())
                .query(String.class)
                .optional()
                .isEmpty()) {
            throw Refusal.invalid("order.place");
        }
        Category category = categories.choose(step.category(), step.place());
        Optional<ServiceCard> card =
                heard.card().isBlank() ? Optional.empty() : Optional.of(cards.taken(heard.card(), step.place()));
        boolean resident = actor.duty() == Duty.RESIDENT;
        // A number that another system passes on proves nobody: the order is not theirs until somebody has called back.
        Optional<UUID> requester = resident
                ? actor.person()
                : card.map(ServiceCard::holder)
                        .or(() -> step.contactPhone()
                                .filter(phone -> !step.channel().passedOn())
                                .flatMap(residents::byPhone)
                                .map(Person::id));
        String row = done.isPresent() ? "fix" : "place";
        Timing timing = timings.filing(step.place(), categories.terms(category.code(), step.place()), now);
        Optional<Instant> due = done.isPresent() ? Optional.empty() : timing.due();
        Optional<Instant> soon = due.map(end -> timing.calendar().soon(now, end, timing.unit()));
        Matter matter = new Matter(
                id,
                Order.KIND,
                step.place(),
                title(step.words()),
                state.name(),
                1,
                requester,
                done.flatMap(fixed -> actor.organisation()),
                done.isPresent() ? actor.organisationName() : "",
                done.flatMap(fixed -> actor.person()),
                Optional.empty(),
                now,
                now,
                due,
                done.map(fixed -> now));
        UUID entry = Ids.at(now);
        Map<String, String> detail = new LinkedHashMap<>(because);
        detail.put("channel", step.channel().name());
        card.ifPresent(used -> detail.put("card", used.number()));
        matters.open(
                matter,
                soon,
                new Entry(
                        entry,
                        row,
                        "",
                        state.name(),
                        done.map(Step.Finish::words).orElse(step.words()),
                        detail,
                        now));
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("matter", id);
        values.put("category", category.code());
        values.put("words", step.words());
        values.put("channel", step.channel().name());
        values.put("contactName", step.contactName());
        values.put("phone", Bound.bytes(step.contactPhone().map(p -> secrets.seal(p.digits(), PURPOSE))));
        values.put("mask", step.contactPhone().map(Phone::masked).orElse(""));
        values.put("convenient", step.convenient());
        values.put("placedBy", Bound.id(actor.person()));
        // Nobody waits for an answer to what a device tells.
        Optional<Integer> within = step.channel() == Channel.DEVICE ? Optional.empty() : routes.promised(step.place());
        values.put("within", Bound.number(within));
        values.put("done", Bound.time(done.map(fixed -> now)));
        values.put("onTheSpot", done.isPresent());
        values.put("passOn", heard.passOn());
        values.put("language", Bound.text(heard.language().map(Spoken::tag)));
        values.put("requester", Bound.id(requester));
        values.put(
                "answered",
                Bound.time(Optional.of(now).filter(at -> step.channel().spoken())));
        jdbc.sql("""
                        insert into service_order (matter, category, words, channel, contact_name, contact_phone, contact_mask,
                                                   convenient, placed_by, answer_within, first_answer_at, done_at, on_the_spot,
                                                   pass_on, language)
                        values (:matter, :category, :words, :channel, :contactName, cast(:phone as bytea), :mask,
                                :convenient, :placedBy, :within, :answered, :done, :onTheSpot, :passOn,
                                coalesce(:language, (select p.language from person p where p.id = :requester), 'zh-CN'))
                        """).params(values).update();
        card.ifPresent(used -> cards.use(used, id));
        watch(matter, soon);
        if (done.isEmpty() && !step.channel().spoken()) {
            within.map(minutes -> now.plus(Duration.ofMinutes(minutes)).plusSeconds(1))
                    .ifPresent(at -> deadlines.set(OrderClocks.UNANSWERED, id, 1, community(matter), at));
        }
        events.publishEvent(new OrderMoved(
                id,
                entry,
                matter.place().value(),
                row,
                state.name(),
                actor.person().orElse(null),
                requester.orElse(null),
                null,
                null,
                null,
                now));
    }

    private static Set<Part> registrar(Actor actor, Channel channel) {
        if (actor.duty() == Duty.RESIDENT) {
            return channel == Channel.ONLINE ? Set.of(Part.REQUESTER) : Set.of();
        }
        if (channel.ticketed()) {
            return actor.duty() == Duty.SYSTEM || Hotline.claims(actor) ? Set.of(Part.REGISTRAR) : Set.of();
        }
        boolean machinery = actor.duty() == Duty.SYSTEM;
        if (channel == Channel.DEVICE) {
            return machinery || actor.duty().staff() && actor.duty().dispatches() ? Set.of(Part.REGISTRAR) : Set.of();
        }
        return actor.duty().readsMatters()
                        && actor.duty().readsPeople()
                        && channel != Channel.ONLINE
                        && machinery == (channel == Channel.OPEN311)
                ? Set.of(Part.REGISTRAR)
                : Set.of();
    }

    /** Somebody else is to be called back, as the hotline now says. The order must be in reach. */
    void recontact(UUID id, String name, Optional<Phone> phone) {
        jdbc.sql("""
                        update service_order
                           set contact_name = :name, contact_phone = cast(:phone as bytea), contact_mask = :mask
                         where matter = :id
                        """)
                .param("name", name)
                .param("phone", Bound.bytes(phone.map(p -> secrets.seal(p.digits(), PURPOSE))))
                .param("mask", phone.map(Phone::masked).orElse(""))
                .param("id", id)
                .update();
    }

    /** The first line of what was said, as the title of the matter. */
    static String title(String words) {
        String line = words.strip().lines().findFirst().orElse(words).strip();
        return line.length() <= 40 ? line : line.substring(0, 39) + "…";
    }

    /**
     * Takes a step with its photos, and gives back the order after it. Refuses an order out of reach as not found, and
     * whatever {@link Order#after} refuses; if somebody else moved it in between, as moved on.
     */
    public Order take(UUID id, Step step, List<Photo> photos) {
        if (photos.size() > Attachments.MOST) {
            throw Refusal.invalid("photo.tooMany", "most", Attachments.MOST);
        }
        return take(
                id,
                step,
                photos.size(),
                () -> photos.forEach(photo -> attachments.addToMatter(id, Attachments.Purpose.AFTER, photo)),
                Map.of());
    }

    /** Writes into an order's line what moves nothing, by a rule that the line names beside the words. */
    public Order note(UUID id, Step.Reply step, Map<String, String> because) {
        return take(id, step, because);
    }

    /** Takes a step of which the line says something more, as the rule by which it was dispatched. */
    Order take(UUID id, Step step, Map<String, String> besides) {
        return take(id, step, 0, () -> {}, besides);
    }

    /** The same, with the photos that the acting person kept on a draft. */
    public Order take(UUID id, Step step, UUID draft) {
        int photos = attachments.ofDraft(draft).size();
        return take(
                id,
                step,
                photos,
                photos == 0 ? () -> {} : () -> attachments.hang(draft, id, Attachments.Purpose.AFTER),
                Map.of());
    }

    private Order take(UUID id, Step step, int photos, Runnable hang, Map<String, String> because) {
        Move move = move(id, step, photos, because);
        hang.run();
        while (!made(move)) {
            // A clock told of it in this very moment, and the step is the same from where it stands now.
            move = move(id, step, photos, because);
        }
        Order before = move.before();
        Order after = move.after();
        save(before, after, step instanceof Step.Rate);
        startClocks(before, after);
        events.publishEvent(new OrderMoved(
                id,
                move.entry().id(),
                after.matter().place().value(),
                move.entry().step(),
                after.state().name(),
                Acting.current().person().orElse(null),
                after.shares().part() ? null : after.matter().requester().orElse(null),
                after.matter().handler().orElse(null),
                before.matter().handler().orElse(null),
                after.shares().whole().orElse(null),
                move.entry().at()));
        return after;
    }

    /** A step as it would be taken: where the order stands, where it would, and the line of it. */
    private record Move(Order before, Order after, Entry entry) {}

    private Move move(UUID id, Step step, int photos, Map<String, String> because) {
        Actor actor = Acting.current();
        Order before = order(id);
        Instant now = notBefore(before.matter().movedAt());
        Optional<Organisation> handler = step instanceof Step.Dispatch dispatch
                ? Optional.of(organisations.organisation(dispatch.organisation()))
                : Optional.empty();
        judgedByOthers(before, step, actor);
        if (step instanceof Step.Rate || step instanceof Step.Miss) {
            calledBackInTurn(before, actor, now);
        }
        Order after = before.after(step, actor, handler, photos, timings.of(before, step, now), now);
        Map<String, String> detail = new LinkedHashMap<>(detail(before, step, after, photos));
        detail.putAll(because);
        return new Move(
                before,
                after,
                new Entry(
                        Ids.at(now),
                        before.row(step),
                        before.state().name(),
                        after.state().name(),
                        step.words(),
                        detail,
                        now));
    }

    private boolean made(Move move) {
        return matters.moves(
                move.before().matter(), move.after().matter(), move.after().soonAt(), move.entry());
    }

    /** 核查, 回访, 结案: whoever worked on it, or on a part of it, never says how it was done, in whatever capacity. */
    private void judgedByOthers(Order order, Step step, Actor actor) {
        if (judges(step.step(), order) && actor.duty().staff() && worked(order)) {
            throw Refusal.forbidden("order.callOwn");
        }
    }

    private static boolean judges(String step, Order order) {
        return switch (step) {
            case "verify", "rework", "rate", "miss" -> order.state().done();
            case "close" -> order.state() == State.VERIFIED;
            default -> false;
        };
    }

    /** Whether the acting person worked on it, or on a part of it, in whatever capacity. */
    boolean worked(Order order) {
        return jdbc.sql("""
                        select exists (
                            select 1
                              from timeline_entry t
                             where (t.matter = :id or t.matter in (select p.matter from service_order p where p.whole = :id))
                               and t.person = :me
                               and t.step = any(:worked))
                        """)
                .param("id", order.id())
                .param("me", Acting.current().self())
                .param("worked", Callbacks.WORKED.toArray(String[]::new))
                .query(Boolean.class)
                .single();
    }

    /** The steps open to the acting person, without those that are somebody else's because they worked on it. */
    @Transactional(readOnly = true)
    public List<String> open(Order order) {
        Actor actor = Acting.current();
        List<String> steps = order.open(actor);
        boolean judged = actor.duty().staff() && steps.stream().anyMatch(step -> judges(step, order));
        return judged && worked(order)
                ? steps.stream().filter(step -> !judges(step, order)).toList()
                : steps;
    }

    /** 回访: who can rate it themselves has some days for it. */
    private void calledBackInTurn(Order order, Actor actor, Instant now) {
        if (!actor.duty().staff() || !order.state().done()) {
            return;
        }
        if (order.matter().requester().isPresent()
                && order.parts(actor).contains(Part.CALLBACK)
                && order.calls().tries() < Calls.MOST
                && !order.calledBack(actor, callbacks.after(), now)) {
            throw Refusal.movedOn("order.callEarly", "days", callbacks.afterDays());
        }
    }

    private static Map<String, String> detail(Order before, Step step, Order after, int photos) {
        return switch (step) {
            case Step.Dispatch dispatch -> {
                Map<String, String> sent = new LinkedHashMap<>(met(dispatch.meeting()));
                sent.put("handler", after.matter().handlerName());
                before.agreesToReturn(dispatch).ifPresent(agreed -> sent.put("return", agreed ? "AGREED" : "REFUSED"));
                yield sent;
            }
            case Step.Finish finish ->
                photos == 0 ? Map.of("noPhoto", finish.noPhoto()) : Map.of("photos", Integer.toString(photos));
            case Step.Rate rate ->
                Map.of(
                        "stars", Integer.toString(rate.stars()),
                        "solved", Boolean.toString(rate.solved()),
                        "by", Acting.current().duty().staff() ? "callback" : "requester");
            case Step.Ask ask ->
                Map.of(
                        "kind", ask.kind().name(),
                        "amount", Integer.toString(ask.amount()),
                        "unit", after.terms().limit().unit().name());
            case Step.Extend extend ->
                Map.of("due", after.matter().dueAt().orElseThrow().toString());
            case Step.Suspend suspend ->
                Map.of("due", after.matter().dueAt().orElseThrow().toString());
            case Step.Resume resume ->
                Map.of("due", after.matter().dueAt().orElseThrow().toString());
            case Step.Split split -> {
                Map<String, String> sent = new LinkedHashMap<>(met(split.meeting()));
                sent.put("handlers", split.handlers());
                yield sent;
            }
            case Step.Gather s -> Map.of();
            case Step.Merge merge -> Map.of("number", merge.number());
            case Step.Unmerge unmerge -> Map.of("number", unmerge.number());
            case Step.Absorb absorb -> Map.of("number", absorb.number());
            case Step.Release release -> Map.of("number", release.number());
            case Step.Exclude exclude -> Map.of("rule", exclude.rule());
            case Step.Include s -> Map.of();
            case Step.Contest s -> Map.of();
            case Step.Cancel s -> Map.of();
            case Step.Refuse s -> Map.of();
            case Step.Verify s -> Map.of();
            case Step.Miss s -> Map.of("time", Integer.toString(after.calls().tries()));
            case Step.Place s -> Map.of();
            case Step.Decline s -> Map.of();
            case Step.Hold s -> Map.of();
            case Step.Recall s -> Map.of();
            case Step.Accept s -> Map.of();
            case Step.Return s -> Map.of();
            case Step.Start s -> Map.of();
            case Step.Close s -> Map.of();
            case Step.Lapse s -> Map.of();
            case Step.Unchecked s -> Map.of();
            case Step.Withdraw s -> Map.of();
            case Step.Reply s -> Map.of();
            case Step.Urge s -> Map.of();
            case Step.Remind s ->
                Map.of("due", after.matter().dueAt().orElseThrow().toString());
            case Step.Attend attend -> Map.of("fact", attend.fact().name());
            case Step.Unanswered s ->
                Map.of("minutes", Integer.toString(after.answerWithin().orElseThrow()));
        };
    }

    private static Map<String, String> met(Meeting meeting) {
        return meeting.on()
                .map(day ->
                        Map.of("metOn", day.toString(), "attended", meeting.attended(), "decided", meeting.decided()))
                .orElse(Map.of());
    }

    private void save(Order before, Order after, boolean rated) {
        boolean filed = after.state() == State.DISPATCHED && before.state() != State.DISPATCHED;
        if (!rated
                && !filed
                && before.firstAnswerAt().equals(after.firstAnswerAt())
                && before.doneAt().equals(after.doneAt())
                && before.returns() == after.returns()
                && before.unrated() == after.unrated()
                && before.reworks() == after.reworks()
                && before.reopened() == after.reopened()
                && before.mergedInto().equals(after.mergedInto())
                && before.calls().equals(after.calls())
                && before.reminded().equals(after.reminded())
                && before.disposal().equals(after.disposal())
                && before.leave().equals(after.leave())) {
            return;
        }
        jdbc.sql("""
                        update service_order
                           set first_answer_at = :answered,
                               done_at = :done,
                               no_photo = :noPhoto,
                               rating = :rating,
                               solved = :solved,
                               rated_at = case when :rated then :now else rated_at end,
                               reopened = :reopened,
                               returns = :returns,
                               unrated = :unrated,
                               reworks = :reworks,
                               calls = :calls,
                               called_at = :calledAt,
                               rated_by_call = :ratedByCall,
                               asked_kind = :askedKind,
                               asked_amount = :askedAmount,
                               asked_by = :askedBy,
                               extensions = :extensions,
                               left_seconds = :left,
                               merged_into = :mergedInto,
                               reminded = :reminded,
                               reminded_of = :remindedOf,
                               reminded_at = :remindedAt,
                               dispose_by = :disposeBy,
                               dispose_promised = :disposePromised,
                               filed_at = case when :filed then coalesce(filed_at, :now) else filed_at end
                         where matter = :id
                        """)
                .param("answered", Bound.time(after.firstAnswerAt()))
                .param("done", Bound.time(after.doneAt()))
                .param("noPhoto", after.noPhoto())
                .param("rating", Bound.number(after.rating()))
                .param("solved", Bound.flag(after.solved()))
                .param("rated", rated)
                .param("now", Matters.time(after.matter().movedAt()))
                .param("reopened", after.reopened())
                .param("returns", after.returns())
                .param("unrated", after.unrated())
                .param("reworks", after.reworks())
                .param("calls", after.calls().tries())
                .param("calledAt", Bound.time(after.calls().lastAt()))
                .param("ratedByCall", after.calls().rated())
                .param("askedKind", Bound.name(after.leave().asked().map(Leave.Asked::kind)))
                .param("askedAmount", Bound.number(after.leave().asked().map(Leave.Asked::amount)))
                .param("askedBy", Bound.id(after.leave().asked().map(Leave.Asked::by)))
                .param("extensions", after.leave().extensions())
                .param("left", Bound.count(after.leave().left().map(Duration::toSeconds)))
                .param("mergedInto", Bound.id(after.mergedInto()))
                .param("reminded", Bound.name(after.reminded().level()))
                .param("remindedOf", Bound.time(after.reminded().due()))
                .param("remindedAt", Bound.time(after.reminded().at()))
                .param("disposeBy", Bound.time(after.disposal().by()))
                .param("disposePromised", after.disposal().promised())
                .param("filed", filed)
                .param("id", after.id())
                .update();
    }

    private void startClocks(Order before, Order after) {
        Matter matter = after.matter();
        if (!before.matter().dueAt().equals(matter.dueAt())) {
            watch(matter, after.soonAt());
        }
        switch (after.state()) {
            case DONE, VERIFIED ->
                // A clock that has rung does not ring again because somebody writes a word.
                matter.dueAt()
                        .filter(due -> !after.unchecked() || due.isAfter(matter.movedAt()))
                        .ifPresent(due -> deadlines.set(
                                after.unchecked() ? OrderClocks.UNCHECKED : OrderClocks.UNRATED,
                                after.id(),
                                matter.version(),
                                community(matter),
                                due));
            case RATED ->
                matter.dueAt()
                        .ifPresent(due -> deadlines.set(
                                OrderClocks.SETTLED, after.id(), matter.version(), community(matter), due));
            case SUSPENDED ->
                matter.dueAt()
                        .ifPresent(due -> deadlines.set(
                                OrderClocks.SUSPENDED, after.id(), matter.version(), community(matter), due));
            case PLACED,
                    DISPATCHED,
                    ACCEPTED,
                    IN_PROGRESS,
                    CLOSED,
                    DECLINED,
                    WITHDRAWN,
                    RETURNED,
                    REOPENED,
                    VOIDED,
                    MERGED -> {}
        }
    }

    /** Sets the alarm of a clock that begins, for where somebody is told when it runs out. */
    void watch(Matter matter, Optional<Instant> soon) {
        if (State.valueOf(matter.state()).watched()) {
            soon.or(matter::dueAt)
                    .ifPresent(at ->
                            deadlines.set(OrderClocks.REMINDER, matter.id(), matter.version(), community(matter), at));
        }
    }

    private static PlaceCode community(Matter matter) {
        return matter.place().at(PlaceLevel.COMMUNITY);
    }

    /** One order. Refuses one out of reach as not found. */
    @Transactional(readOnly = true)
    public Order order(UUID id) {
        Map<String, Object> values = Matters.reach();
        values.put("id", id);
        return trips.begin()
                .askOptional(SELECT + " where m.id = :id and " + Matters.REACHED, values, (row, n) -> order(row))
                .get()
                .orElseThrow(Refusal::notFound);
    }

    /** Whether whoever asked for an order in reach consents to their own words going to the system of another department. */
    @Transactional(readOnly = true)
    public boolean passesOn(UUID id) {
        return jdbc.sql("select pass_on from service_order where matter = :id")
                .param("id", id)
                .query(Boolean.class)
                .optional()
                .orElse(false);
    }

    /** The timeline of an order in reach, oldest first. */
    @Transactional(readOnly = true)
    public List<Trace> timeline(Order order) {
        return matters.timeline(order.id());
    }

    /** The same, asked on a trip. */
    public Supplier<List<Trace>> timeline(Trip trip, Order order) {
        return matters.timeline(trip, order.id());
    }

    /**
     * The number to call back, in full; the look is recorded. Refuses whoever has no duty that needs it: the dispatcher
     * while the order is open, and the handler once they have accepted it.
     */
    public String contactPhone(UUID id) {
        Order order = order(id);
        if (!order.showsContact(Acting.current())) {
            throw Refusal.forbidden("order.contact");
        }
        byte[] sealed = jdbc.sql(
                        "select contact_phone from service_order where matter = :id and contact_phone is not null")
                .param("id", id)
                .query((row, n) -> row.getBytes("contact_phone"))
                .optional()
                .orElseThrow(Refusal::notFound);
        looks.record(order.matter().requester(), Optional.of(id), "order.contact");
        return secrets.open(sealed, PURPOSE);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    /** A clock that was set back does not lead an order back: no step is taken before the one before it. */
    private Instant notBefore(Instant moved) {
        Instant now = now();
        return now.isBefore(moved) ? moved : now;
    }

    static Order order(ResultSet row) throws SQLException {
        return new Order(
                Matters.matter(row),
                Categories.category(row),
                terms(row),
                row.getString("words"),
                Channel.valueOf(row.getString("channel")),
                row.getString("contact_name"),
                row.getString("contact_mask"),
                row.getString("convenient"),
                Optional.ofNullable(row.getObject("answer_within", Integer.class)),
                Matters.instant(row, "first_answer_at"),
                Matters.instant(row, "done_at"),
                row.getString("no_photo"),
                Optional.ofNullable(row.getObject("rating", Integer.class)),
                Optional.ofNullable(row.getObject("solved", Boolean.class)),
                row.getInt("reopened"),
                row.getInt("returns"),
                row.getBoolean("unrated"),
                row.getInt("reworks"),
                leave(row),
                Optional.ofNullable(row.getObject("merged_into", UUID.class)),
                row.getInt("joiners"),
                new Shares(
                        Optional.ofNullable(row.getObject("whole", UUID.class)),
                        row.getInt("parts"),
                        row.getInt("parts_open"),
                        handlers(row)),
                Spoken.of(row.getString("language")),
                new Calls(row.getInt("calls"), Matters.instant(row, "called_at"), row.getBoolean("rated_by_call")),
                Matters.instant(row, "soon_at"),
                new Papers(row.getBoolean("errand") || row.getBoolean("entrusted"), row.getInt("papers_out")),
                new Reminded(
                        Optional.ofNullable(row.getString("reminded")).map(Reminder::valueOf),
                        Matters.instant(row, "reminded_of"),
                        Matters.instant(row, "reminded_at")),
                new Disposal(Matters.instant(row, "dispose_by"), row.getBoolean("dispose_promised")));
    }

    private static Set<UUID> handlers(ResultSet row) throws SQLException {
        java.sql.Array parts = row.getArray("part_handlers");
        return parts == null ? Set.of() : new HashSet<>(List.of((UUID[]) parts.getArray()));
    }

    /** A part has a term of its own. */
    private static Terms terms(ResultSet row) throws SQLException {
        Terms common = Categories.terms(row).urgent(row.getBoolean("marked"));
        String unit = row.getString("term_unit");
        return unit == null
                ? common
                : common.within(TimeLimit.of(row.getInt("term_amount"), TimeLimit.Unit.valueOf(unit)));
    }

    private static Leave leave(ResultSet row) throws SQLException {
        String kind = row.getString("asked_kind");
        Optional<Leave.Asked> asked = kind == null
                ? Optional.empty()
                : Optional.of(new Leave.Asked(
                        Leave.Kind.valueOf(kind), row.getInt("asked_amount"), row.getObject("asked_by", UUID.class)));
        return new Leave(
                asked,
                row.getInt("extensions"),
                Optional.ofNullable(row.getObject("left_seconds", Long.class)).map(Duration::ofSeconds));
    }
}
