package org.linli.gateway;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.linli.gateway.Pushes.Push;
import org.linli.kernel.PlaceCode;
import org.linli.kernel.PlaceLevel;
import org.linli.order.Order;
import org.linli.order.Orders;
import org.linli.place.Places;
import org.linli.place.Positions;
import org.linli.platform.Acting;
import org.linli.platform.Actor;
import org.linli.platform.matter.Matters;
import org.linli.platform.web.Words;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Pushes orders to other servers and fetches what became of them 双向对接. Nobody waits for another server while a transaction is
 * open; each thing is done as the machinery of its place, and what they say of an order as the organisation that stands for them.
 */
@Component
public class Exchange {

    private static final Logger log = LoggerFactory.getLogger(Exchange.class);
    private static final int MOST = 50;
    private static final int LONGEST_REPLY = 900;
    private static final Duration LONGEST_RUN = Duration.ofMinutes(1);

    private record Due(UUID id, PlaceCode place) {}

    private final JdbcClient jdbc;
    private final Servers servers;
    private final Pushes pushes;
    private final Wire wire;
    private final Orders orders;
    private final Places places;
    private final Positions positions;
    private final Fetching fetching;
    private final Words words;
    private final TransactionOperations transactions;
    private final Clock clock;

    Exchange(
            JdbcClient jdbc,
            Servers servers,
            Pushes pushes,
            Wire wire,
            Orders orders,
            Places places,
            Positions positions,
            Fetching fetching,
            Words words,
            TransactionOperations transactions,
            Clock clock) {
        this.jdbc = jdbc;
        this.servers = servers;
        this.pushes = pushes;
        this.wire = wire;
        this.orders = orders;
        this.places = places;
        this.positions = positions;
        this.fetching = fetching;
        this.words = words;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** Tries whatever is due, the longest waiting first, for at most a minute; gives back how many it tried. */
    public int pushDue() {
        Instant end = clock.instant().plus(LONGEST_RUN);
        List<Due> due = transaction(() -> jdbc.sql("select id, place from open311_due(:now, :most)")
                .param("now", Matters.time(clock.instant()))
                .param("most", MOST)
                .query((row, n) -> new Due(row.getObject("id", UUID.class), PlaceCode.parse(row.getString("place"))))
                .list());
        Map<String, List<Map<String, String>>> known = new HashMap<>();
        int tried = 0;
        for (Due one : due) {
            if (clock.instant().isAfter(end)) {
                break;
            }
            as(Actor.system(one.place()), () -> {
                try {
                    push(one.id(), known);
                } catch (RuntimeException broken) {
                    log.warn("Push {} is broken", one.id(), broken);
                    pushes.push(one.id()).ifPresent(push -> pushes.failed(push, text("gateway.why.broken")));
                }
                return null;
            });
            tried++;
        }
        return tried;
    }

    private void push(UUID id, Map<String, List<Map<String, String>>> known) {
        Optional<Push> waiting = pushes.push(id).filter(push -> push.state() == Pushes.State.WAITING);
        if (waiting.isEmpty()) {
            return;
        }
        Push push = waiting.get();
        Optional<Server> server = servers.standing(push.server());
        Order order = orders.order(push.order());
        if (server.isEmpty() || !Hearing.theirs(order, server.get())) {
            pushes.heard(push, "", "", true);
            return;
        }
        Optional<String> service = server.get().codes().theirs(order.category().code());
        if (service.isEmpty()) {
            pushes.failed(push, text("gateway.why.unmapped", order.category().name()));
            return;
        }
        try {
            Map<String, String> form = form(order, server.get(), service.get());
            Optional<String> unanswered = answers(order, server.get(), service.get(), form, known);
            if (unanswered.isPresent()) {
                pushes.failed(push, text("gateway.why.attribute", unanswered.get()));
                return;
            }
            List<Map<String, String>> answer =
                    wire.post(server.get(), "/requests.xml", form, push.id().toString());
            String remote = first(answer, "service_request_id");
            String token = first(answer, "token");
            if (remote.isEmpty() && token.isEmpty() || remote.length() > 100 || token.length() > 100) {
                pushes.failed(push, text("gateway.why.noId"));
            } else {
                pushes.sent(push, remote, token);
            }
        } catch (Wire.Failure failure) {
            pushes.failed(push, failure.why());
        }
    }

    /**
     * What they need for the work: what is asked and where, down to the building. The words go only with the consent of whoever
     * wrote them (个人信息保护法 23), else the category's name; what staff wrote of a part, or found on a round, is theirs to send.
     * Name, phone and home stay; they ask the community for these.
     */
    private Map<String, String> form(Order order, Server server, String service) {
        Map<String, String> form = new LinkedHashMap<>();
        if (!servers.key(server).isEmpty()) {
            form.put("api_key", servers.key(server));
        }
        PlaceCode building = building(order);
        boolean passes = order.found() || order.shares().part() || orders.passesOn(order.id());
        form.put("service_code", service);
        form.put("address_string", places.fullName(building));
        positions.of(building).ifPresent(at -> {
            form.put("lat", Double.toString(at.latitude()));
            form.put("long", Double.toString(at.longitude()));
        });
        form.put("description", passes ? order.words() : order.category().name());
        form.put("device_id", "linli-" + order.id());
        return form;
    }

    private static PlaceCode building(Order order) {
        PlaceCode place = order.matter().place();
        return place.level().compareTo(PlaceLevel.BUILDING) > 0 ? place.at(PlaceLevel.BUILDING) : place;
    }

    /**
     * Answers what their service asks for beyond the description, as the administrator has said; gives back a question that must
     * be answered and that nobody has said anything of. A server without definitions asks nothing.
     */
    private Optional<String> answers(
            Order order,
            Server server,
            String service,
            Map<String, String> form,
            Map<String, List<Map<String, String>>> known)
            throws Wire.Failure {
        String which = server.id() + "/" + service;
        List<Map<String, String>> questions = known.get(which);
        if (questions == null) {
            questions = questions(server, service);
            known.put(which, questions);
        }
        for (Map<String, String> question : questions) {
            String code = question.getOrDefault("code", "");
            Optional<String> answer = server.defaults().answer(service, code).map(text -> filled(text, order));
            answer.ifPresent(said -> form.put("attribute[" + code + "]", said));
            boolean asked = !question.getOrDefault("variable", "true").equalsIgnoreCase("false");
            if (answer.isEmpty()
                    && asked
                    && question.getOrDefault("required", "").equalsIgnoreCase("true")) {
                String named = question.getOrDefault("description", "");
                return Optional.of(named.isEmpty() ? code : code + " " + named);
            }
        }
        return Optional.empty();
    }

    private List<Map<String, String>> questions(Server server, String service) throws Wire.Failure {
        try {
            return wire.attributes(server, service);
        } catch (Wire.Failure failure) {
            if (failure.answered()) {
                return List.of();
            }
            throw failure;
        }
    }

    private String filled(String answer, Order order) {
        return answer.replace("$number", order.number())
                .replace("$category", order.category().name())
                .replace("$address", places.fullName(building(order)));
    }

    /** Asks every server that stands for what is new; one that does not answer keeps no other waiting for ever. */
    public void fetchAll() {
        List<Due> standing = transaction(() -> jdbc.sql("select id, place from open311_standing()")
                .query((row, n) -> new Due(row.getObject("id", UUID.class), PlaceCode.parse(row.getString("place"))))
                .list());
        for (Due one : standing) {
            as(Actor.system(one.place()), () -> {
                servers.standing(one.id()).ifPresent(server -> {
                    try {
                        fetching.fetch(server);
                    } catch (RuntimeException broken) {
                        log.warn("Fetching from {} is broken", server.url(), broken);
                        servers.failed(server, text("gateway.why.broken"));
                    }
                });
                return null;
            });
        }
    }

    static String first(List<Map<String, String>> rows, String field) {
        return rows.stream()
                .map(row -> row.getOrDefault(field, ""))
                .filter(text -> !text.isEmpty())
                .findFirst()
                .orElse("");
    }

    static String cut(String text) {
        String line = text.strip();
        return line.length() > LONGEST_REPLY ? line.substring(0, LONGEST_REPLY - 1) + "…" : line;
    }

    private String text(String key, Object... facts) {
        return words.text(Locale.SIMPLIFIED_CHINESE, key, facts);
    }

    private <T> T transaction(Supplier<T> work) {
        return transactions.execute(status -> work.get());
    }

    private static <T> T as(Actor actor, Callable<T> work) {
        try {
            return Acting.as(actor, work);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
