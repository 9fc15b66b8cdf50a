package org.linli.gateway;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
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
import org.linli.order.State;
import org.linli.order.Step;
import org.linli.organisation.Organisation;
import org.linli.organisation.Organisations;
import org.linli.place.Places;
import org.linli.platform.Acting;
import org.linli.platform.Actor;
import org.linli.platform.Duty;
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
    private static final int PAGES = 20;
    private static final int LONGEST_REPLY = 900;
    private static final Duration LONGEST_RUN = Duration.ofMinutes(1);
    /** Their clock may be behind ours. */
    private static final Duration OVERLAP = Duration.ofHours(1);

    private record Due(UUID id, PlaceCode place) {}

    private final JdbcClient jdbc;
    private final Servers servers;
    private final Pushes pushes;
    private final Wire wire;
    private final Orders orders;
    private final Organisations organisations;
    private final Places places;
    private final Theirs theirs;
    private final Words words;
    private final TransactionOperations transactions;
    private final Clock clock;

    Exchange(
            JdbcClient jdbc,
            Servers servers,
            Pushes pushes,
            Wire wire,
            Orders orders,
            Organisations organisations,
            Places places,
            Theirs theirs,
            Words words,
            TransactionOperations transactions,
            Clock clock) {
        this.jdbc = jdbc;
        this.servers = servers;
        this.pushes = pushes;
        this.wire = wire;
        this.orders = orders;
        this.organisations = organisations;
        this.places = places;
        this.theirs = theirs;
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
        int tried = 0;
        for (Due one : due) {
            if (clock.instant().isAfter(end)) {
                break;
            }
            as(Actor.system(one.place()), () -> {
                try {
                    push(one.id());
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

    private void push(UUID id) {
        Optional<Push> waiting = pushes.push(id).filter(push -> push.state() == Pushes.State.WAITING);
        if (waiting.isEmpty()) {
            return;
        }
        Push push = waiting.get();
        Optional<Server> server = servers.standing(push.server());
        Order order = orders.order(push.order());
        if (server.isEmpty() || !theirsStill(order, server.get())) {
            pushes.heard(push, "", "", true);
            return;
        }
        Optional<String> service = server.get().codes().theirs(order.category().code());
        if (service.isEmpty()) {
            pushes.failed(push, text("gateway.why.unmapped", order.category().name()));
            return;
        }
        try {
            List<Map<String, String>> answer = wire.post(
                    server.get(),
                    "/requests.xml",
                    form(order, server.get(), service.get()),
                    push.id().toString());
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

    /** What they need for the work: what was said and the building. Name, phone and home stay; they ask the community for these. */
    private Map<String, String> form(Order order, Server server, String service) {
        Map<String, String> form = new LinkedHashMap<>();
        if (!servers.key(server).isEmpty()) {
            form.put("api_key", servers.key(server));
        }
        PlaceCode place = order.matter().place();
        PlaceCode building = place.level().compareTo(PlaceLevel.BUILDING) > 0 ? place.at(PlaceLevel.BUILDING) : place;
        form.put("service_code", service);
        form.put("address_string", places.fullName(building));
        form.put("description", order.words());
        form.put("device_id", "linli-" + order.id());
        return form;
    }

    private static boolean theirsStill(Order order, Server server) {
        return !order.state().over()
                && order.matter().handler().isPresent()
                && order.matter().handler().equals(server.organisation());
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
                        fetch(server);
                    } catch (RuntimeException broken) {
                        log.warn("Fetching from {} is broken", server.url(), broken);
                        servers.failed(server, text("gateway.why.broken"));
                    }
                });
                return null;
            });
        }
    }

    private void fetch(Server server) {
        Instant now = clock.instant();
        try {
            if (server.direction().pushes()) {
                tokens(server);
                // What they said on the way before where it stands at the end.
                updates(server, now);
                statuses(server);
            }
            if (server.direction().fetches()) {
                requests(server, now);
            }
            servers.answered(server, now);
        } catch (Wire.Failure failure) {
            servers.failed(server, failure.why());
        }
    }

    private void tokens(Server server) throws Wire.Failure {
        for (Push push : pushes.underWay(server, MOST)) {
            if (push.remoteId().isEmpty() && push.token().isPresent()) {
                String token = java.net.URLEncoder.encode(push.token().get(), java.nio.charset.StandardCharsets.UTF_8);
                String id = first(wire.get(server, "/tokens/" + token + ".xml", Map.of()), "service_request_id");
                if (!id.isEmpty() && id.length() <= 100) {
                    pushes.named(push, id);
                }
            }
        }
    }

    private void statuses(Server server) throws Wire.Failure {
        Map<String, Push> known = new LinkedHashMap<>();
        pushes.underWay(server, MOST).forEach(push -> push.remoteId().ifPresent(id -> known.put(id, push)));
        if (known.isEmpty()) {
            return;
        }
        List<Map<String, String>> rows =
                wire.get(server, "/requests.xml", Map.of("service_request_id", String.join(",", known.keySet())));
        for (Map<String, String> row : rows) {
            Push push = known.get(row.getOrDefault("service_request_id", ""));
            if (push != null) {
                heard(server, push, row.getOrDefault("status", ""), row.getOrDefault("status_notes", ""));
            }
        }
    }

    /** An extension that not every server has: one that does not know it says so by 404. */
    private void updates(Server server, Instant now) throws Wire.Failure {
        List<Map<String, String>> rows;
        try {
            rows = wire.get(server, "/servicerequestupdates.xml", window(server, now));
        } catch (Wire.Failure failure) {
            if (failure.notThere()) {
                return;
            }
            throw failure;
        }
        for (Map<String, String> row : rows) {
            String id = row.getOrDefault("update_id", "");
            Optional<Push> push = pushes.known(server, row.getOrDefault("service_request_id", ""));
            if (id.isEmpty() || id.length() > 100 || push.isEmpty() || pushes.seen(server, "update", id)) {
                continue;
            }
            transaction(() -> {
                if (pushes.pulled(server, "update", id, Optional.of(push.get().order()), "")) {
                    Push fresh = pushes.push(push.get().id()).orElseThrow();
                    String said = cut(row.getOrDefault("description", ""));
                    apply(
                            server,
                            fresh,
                            row.getOrDefault("status", ""),
                            said.equals(fresh.remoteNotes()) ? "" : said,
                            said.isEmpty() ? fresh.remoteNotes() : said);
                }
                return null;
            });
        }
    }

    private void heard(Server server, Push push, String status, String notes) {
        String said = cut(notes);
        boolean news = !push.remoteStatus().equalsIgnoreCase(status)
                || !push.remoteNotes().equals(said);
        if (news) {
            transaction(() -> {
                apply(server, push, status, said.equals(push.remoteNotes()) ? "" : said, said);
                return null;
            });
        }
    }

    /** What they say becomes steps of the organisation that stands for them: taken up, a word on the way, done. */
    private void apply(Server server, Push push, String status, String said, String notes) {
        boolean closed = status.equalsIgnoreCase("closed");
        Organisation organisation =
                organisations.organisation(server.organisation().orElseThrow());
        Order standing = orders.order(push.order());
        as(handler(server, organisation), () -> {
            if (theirsStill(standing, server)) {
                Order order = standing.state() == State.DISPATCHED
                        ? orders.take(
                                standing.id(), new Step.Accept(text("gateway.accepted", server.name())), List.of())
                        : standing;
                boolean working = order.state() == State.ACCEPTED || order.state() == State.IN_PROGRESS;
                if (closed && working) {
                    orders.take(
                            order.id(),
                            new Step.Finish(
                                    text("gateway.finished", server.name()) + cut(said),
                                    text("gateway.noPhoto", server.name())),
                            List.of());
                } else if (!said.isBlank() && !closed) {
                    orders.take(order.id(), new Step.Reply(cut(said)), List.of());
                }
            }
            return null;
        });
        pushes.heard(push, status.length() > 20 ? "" : status, notes, closed);
    }

    /** Nobody in person: whoever reads the timeline sees that another system said it. */
    private static Actor handler(Server server, Organisation organisation) {
        Duty duty = organisation.kind().usualDuty();
        return new Actor(
                Optional.empty(),
                server.name(),
                duty,
                "",
                Optional.empty(),
                Optional.of(organisation.id()),
                organisation.name(),
                Optional.of(server.place()));
    }

    private void requests(Server server, Instant now) throws Wire.Failure {
        for (int page = 1; page <= PAGES; page++) {
            Map<String, String> asked = new LinkedHashMap<>(window(server, now));
            asked.put("status", "open");
            asked.put("page", Integer.toString(page));
            boolean news = false;
            for (Map<String, String> row : wire.get(server, "/requests.xml", asked)) {
                String id = row.getOrDefault("service_request_id", "");
                boolean fits = !id.isEmpty() && id.length() <= 100;
                // What was pushed to them comes back in their list.
                if (fits && pushes.known(server, id).isEmpty() && !pushes.seen(server, "request", id)) {
                    news = true;
                    theirs.take(server, id, row);
                }
            }
            if (!news) {
                return;
            }
        }
    }

    private Map<String, String> window(Server server, Instant now) {
        Instant oldest = now.minus(Window.LONGEST).plus(OVERLAP);
        Instant since = server.fetchedUntil().minus(OVERLAP);
        return new LinkedHashMap<>(Map.of(
                "start_date",
                Window.write(since.isBefore(oldest) ? oldest : since, clock.getZone()),
                "end_date",
                Window.write(now.plusSeconds(1), clock.getZone())));
    }

    private static String first(List<Map<String, String>> rows, String field) {
        return rows.stream()
                .map(row -> row.getOrDefault(field, ""))
                .filter(text -> !text.isEmpty())
                .findFirst()
                .orElse("");
    }

    private static String cut(String text) {
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
