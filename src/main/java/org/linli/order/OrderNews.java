package org.linli.order;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.linli.kernel.PlaceCode;
import org.linli.organisation.Appointments;
import org.linli.organisation.Organisations;
import org.linli.organisation.Posts;
import org.linli.organisation.Rotas;
import org.linli.platform.Duty;
import org.linli.platform.notice.Notices;
import org.linli.platform.notice.Telling;
import org.springframework.scheduling.annotation.Async;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/** Tells the people concerned 消息提醒 of each step of an order, after its transaction, as the machinery of its community. */
@Component
class OrderNews {

    /** With these a handler is sent it. */
    private static final Set<String> SENT = Set.of("dispatch", "share");

    private static final Set<String> REMINDERS = Stream.concat(
                    Stream.of(Step.Unanswered.NAME),
                    Arrays.stream(Reminder.values()).map(Reminder::step))
            .collect(Collectors.toUnmodifiableSet());

    private final Organisations organisations;
    private final Appointments appointments;
    private final Joining joining;
    private final Categories categories;
    private final Orders orders;
    private final Posts posts;
    private final Rotas rotas;
    private final Reminders reminders;
    private final Telling telling;

    OrderNews(
            Organisations organisations,
            Appointments appointments,
            Joining joining,
            Categories categories,
            Orders orders,
            Posts posts,
            Rotas rotas,
            Reminders reminders,
            Telling telling) {
        this.orders = orders;
        this.posts = posts;
        this.rotas = rotas;
        this.organisations = organisations;
        this.appointments = appointments;
        this.joining = joining;
        this.categories = categories;
        this.reminders = reminders;
        this.telling = telling;
    }

    @Async
    @TransactionalEventListener
    void on(OrderMoved moved) {
        Notices.News news = new Notices.News(
                moved.order(), moved.entry(), PlaceCode.parse(moved.place()), Order.KIND, moved.step(), moved.at());
        // Whoever joined it knows it by its category, and not by the words of whoever asked.
        telling.tell(
                news,
                moved.actor(),
                community -> concerned(moved, community),
                () -> Joining.TOLD.contains(moved.step()) ? Set.copyOf(joining.followers(moved.order())) : Set.of(),
                () -> categories.of(moved.order()).name());
    }

    /**
     * Whom a handler is sent an order as: of those on duty, whoever has the language and the skill that it asks for, and only
     * where there are none all who work there.
     */
    private Set<UUID> toldFirst(UUID handler, Order order) {
        Set<UUID> first = Fit.toldFirst(
                posts.in(List.of(handler)),
                rotas.now(List.of(handler)).getOrDefault(handler, Rotas.Now.UNKNOWN),
                order.language(),
                categories.skill(order.category().code(), order.matter().place()));
        return first.isEmpty() ? appointments.workingFor(handler) : first;
    }

    private Set<UUID> told(OrderMoved moved, UUID handler, Optional<Order> sent) {
        return sent.filter(order -> handler.equals(moved.handler()))
                .map(order -> toldFirst(handler, order))
                .orElseGet(() -> appointments.workingFor(handler));
    }

    /**
     * Who is told that a clock runs out: whoever holds it, and the chief as soon as it is late; further up those of the shorter
     * prefix, and the chief, who is asked about it. What waits for the community itself its clerks hold, but what came back the chief.
     */
    private Set<UUID> reminded(OrderMoved moved, PlaceCode community) {
        Set<UUID> people = reminders
                .above(PlaceCode.parse(moved.place()), moved.step())
                .map(HashSet::new)
                .orElseGet(() -> new HashSet<>(
                        moved.handler() != null
                                ? workers(moved, community)
                                : moved.state().equals(State.REOPENED.name())
                                        ? Set.of()
                                        : appointments.holding(Set.of(Duty.CLERK), community)));
        if (!moved.step().equals(Reminder.SOON.step()) || moved.handler() == null) {
            people.addAll(appointments.holding(Set.of(Duty.CHIEF), community));
        }
        return people;
    }

    /** Whoever works for its handlers; those of one that belongs to a place above the community are asked for as the machinery of that place. */
    private Set<UUID> workers(OrderMoved moved, PlaceCode community) {
        Set<UUID> people = new HashSet<>();
        Optional<Order> sent =
                SENT.contains(moved.step()) ? Optional.of(orders.order(moved.order())) : Optional.empty();
        Stream.of(Optional.ofNullable(moved.handler()), Optional.ofNullable(moved.handlerBefore()))
                .flatMap(Optional::stream)
                .distinct()
                .forEach(handler -> {
                    PlaceCode place = organisations.organisation(handler).place();
                    people.addAll(
                            community.contains(place)
                                    ? told(moved, handler, sent)
                                    : telling.asked(place, () -> told(moved, handler, sent)));
                });
        return people;
    }

    private Set<UUID> concerned(OrderMoved moved, PlaceCode community) {
        // Whoever dispatches was told of it a moment ago, when it was placed.
        if (moved.step().equals("hold")) {
            return Set.of();
        }
        if (REMINDERS.contains(moved.step())) {
            return reminded(moved, community);
        }
        // What the rates count is for whoever answers for them to look at.
        if (moved.step().equals("exclude") || moved.step().equals("include")) {
            return appointments.holding(Set.of(Duty.CHIEF), community);
        }
        // Whom the community could not reach by phone, or has not gone to see, is nothing to whoever did the work.
        boolean inside = moved.step().equals("miss") || moved.step().equals("unchecked");
        Set<UUID> people = inside ? new HashSet<>() : workers(moved, community);
        // What the office settles among itself is nothing to the resident; what is decided is.
        if (!moved.step().equals("ask")
                && !moved.step().equals("refuse")
                && !moved.step().equals("unchecked")) {
            Optional.ofNullable(moved.requester()).ifPresent(people::add);
        }
        switch (moved.step()) {
            case "place", "return", "withdraw", "rate", "redo", "deliver", "ask", "urge" ->
                people.addAll(appointments.holding(Set.of(Duty.CLERK, Duty.CHIEF), community));
            case "finish", "gather" -> people.addAll(appointments.holding(Set.of(Duty.GRID_WORKER), community));
            case "reopen", "contest", "unchecked" -> people.addAll(appointments.holding(Set.of(Duty.CHIEF), community));
            case "reply" -> {
                if (moved.handler() == null) {
                    people.addAll(appointments.holding(Set.of(Duty.CLERK, Duty.CHIEF), community));
                }
            }
            default -> {}
        }
        return people;
    }
}
