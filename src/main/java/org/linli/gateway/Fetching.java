package org.linli.gateway;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import org.linli.gateway.Pulls.Pull;
import org.linli.gateway.Pushes.Push;
import org.linli.kernel.Refusal;
import org.linli.platform.web.Words;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Asks another server what is new 取回: the ids of what it took, what it says on the way, where things stand, and its own
 * requests. Each row is taken for itself: what is wrong with one is noted, and the others go on.
 */
@Component
class Fetching {

    private static final Logger log = LoggerFactory.getLogger(Fetching.class);
    private static final int MOST = 50;
    private static final int PAGES = 200;
    private static final Duration LONGEST_RUN = Duration.ofMinutes(5);
    /** Their clock may be behind ours. */
    private static final Duration OVERLAP = Duration.ofHours(1);

    /** One of the questions; it may fail without the others. */
    private interface Question {
        void ask() throws Wire.Failure;
    }

    private final Servers servers;
    private final Pushes pushes;
    private final Pulls pulls;
    private final Wire wire;
    private final Hearing hearing;
    private final Theirs theirs;
    private final Words words;
    private final TransactionOperations transactions;
    private final Clock clock;

    Fetching(
            Servers servers,
            Pushes pushes,
            Pulls pulls,
            Wire wire,
            Hearing hearing,
            Theirs theirs,
            Words words,
            TransactionOperations transactions,
            Clock clock) {
        this.servers = servers;
        this.pushes = pushes;
        this.pulls = pulls;
        this.wire = wire;
        this.hearing = hearing;
        this.theirs = theirs;
        this.words = words;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** Asks everything once, as the machinery of the server's place. Where it does not answer at all nothing more is asked. */
    void fetch(Server server) {
        Instant now = clock.instant();
        List<String> why = new ArrayList<>();
        try {
            if (server.direction().pushes()) {
                ask(why, () -> tokens(server));
            }
            // What they said on the way before where it stands at the end.
            ask(why, () -> updates(server, now));
            if (server.direction().pushes()) {
                ask(why, () -> statuses(server));
            }
            if (server.direction().fetches()) {
                ask(why, () -> again(server));
                ask(why, () -> requests(server, now));
            }
            ask(why, () -> followed(server));
        } catch (Wire.Failure silent) {
            why.add(silent.why());
        }
        if (why.isEmpty()) {
            servers.answered(server);
        } else {
            servers.failed(server, why.getFirst());
        }
    }

    private void ask(List<String> why, Question question) throws Wire.Failure {
        try {
            question.ask();
        } catch (Wire.Failure failure) {
            if (!failure.answered()) {
                throw failure;
            }
            why.add(failure.why());
        } catch (RuntimeException broken) {
            log.warn("Something fetched is broken", broken);
            why.add(text("gateway.why.broken"));
        }
    }

    private void tokens(Server server) throws Wire.Failure {
        List<Push> unnamed = pushes.unnamed(server, MOST);
        pushes.polled(unnamed);
        for (Push push : unnamed) {
            String token = URLEncoder.encode(push.token().orElseThrow(), StandardCharsets.UTF_8);
            try {
                String id =
                        Exchange.first(wire.get(server, "/tokens/" + token + ".xml", Map.of()), "service_request_id");
                if (!id.isEmpty() && id.length() <= 100) {
                    pushes.named(push, id);
                }
            } catch (Wire.Failure failure) {
                if (!failure.answered()) {
                    throw failure;
                }
                pushes.troubled(push, text("gateway.why.token", failure.why()));
            }
        }
    }

    private void statuses(Server server) throws Wire.Failure {
        Map<String, Push> known = new LinkedHashMap<>();
        List<Push> underWay = pushes.underWay(server, MOST);
        underWay.forEach(push -> push.remoteId().ifPresent(id -> known.put(id, push)));
        if (known.isEmpty()) {
            return;
        }
        List<Map<String, String>> rows =
                wire.get(server, "/requests.xml", Map.of("service_request_id", String.join(",", known.keySet())));
        pushes.polled(underWay);
        for (Map<String, String> row : rows) {
            Push push = known.get(row.getOrDefault("service_request_id", ""));
            if (push != null) {
                status(
                        server,
                        push,
                        row.getOrDefault("status", ""),
                        Exchange.cut(row.getOrDefault("status_notes", "")));
            }
        }
    }

    private void status(Server server, Push push, String status, String said) {
        if (push.remoteStatus().equalsIgnoreCase(status) && push.remoteNotes().equals(said)) {
            return;
        }
        try {
            transactions.executeWithoutResult(
                    s -> hearing.heard(server, push, status, said.equals(push.remoteNotes()) ? "" : said, said));
        } catch (Refusal refusal) {
            // Noted as heard, so that the same is not refused anew each time.
            transactions.executeWithoutResult(s -> {
                pushes.heard(push, status, said, status.equalsIgnoreCase("closed"));
                pushes.troubled(push, why(refusal));
            });
        } catch (RuntimeException broken) {
            log.warn("The status of push {} is broken", push.id(), broken);
            pushes.troubled(push, text("gateway.why.broken"));
        }
    }

    /** An extension that not every server has: one that does not know it says so by 404. */
    private void updates(Server server, Instant now) throws Wire.Failure {
        try {
            if (pages(
                    server,
                    "/servicerequestupdates.xml",
                    window(server.updatesUntil(), now),
                    row -> update(server, row))) {
                servers.updated(server, now);
            }
        } catch (Wire.Failure failure) {
            if (!failure.notThere()) {
                throw failure;
            }
        }
    }

    private boolean update(Server server, Map<String, String> row) {
        String id = row.getOrDefault("update_id", "");
        String request = row.getOrDefault("service_request_id", "");
        if (id.isEmpty() || id.length() > 100 || pulls.seen(server, "update", id)) {
            return true;
        }
        Optional<Push> push = pushes.known(server, request);
        Optional<UUID> order = push.map(Push::order).or(() -> pulls.order(server, request));
        if (order.isEmpty()) {
            return true;
        }
        String status = row.getOrDefault("status", "");
        String said = Exchange.cut(row.getOrDefault("description", ""));
        return settled(server, "update", id, order, () -> {
            if (!pulls.taken(server, "update", id, order)) {
                return;
            }
            if (push.isEmpty()) {
                hearing.noted(server, order.get(), "", said);
                return;
            }
            Push fresh = pushes.push(push.get().id()).orElseThrow();
            hearing.heard(
                    server,
                    fresh,
                    status,
                    said.equals(fresh.remoteNotes()) ? "" : said,
                    said.isEmpty() ? fresh.remoteNotes() : said);
        });
    }

    /** Does the work of one row in a transaction of its own; gives back whether nothing of it is left to be done. */
    private boolean settled(Server server, String kind, String id, Optional<UUID> order, Runnable work) {
        try {
            transactions.executeWithoutResult(status -> work.run());
            return true;
        } catch (Refusal refusal) {
            pulls.refused(server, kind, id, order, why(refusal));
            return true;
        } catch (RuntimeException broken) {
            log.warn("The {} {} of {} is broken", kind, id, server.url(), broken);
            return pulls.broken(server, kind, id, order, text("gateway.why.broken"));
        }
    }

    /** What could not be taken over, and may be by now: asked for anew, for none of its words was kept. */
    private void again(Server server) throws Wire.Failure {
        for (String id : pulls.due(server, MOST)) {
            try {
                String named = URLEncoder.encode(id, StandardCharsets.UTF_8);
                Map<String, String> row = wire.get(server, "/requests/" + named + ".xml", Map.of()).stream()
                        .findFirst()
                        .orElse(Map.of());
                if (row.getOrDefault("status", "").equalsIgnoreCase("closed")) {
                    pulls.refused(server, "request", id, Optional.empty(), text("gateway.why.closedThere"));
                } else {
                    theirs.take(server, id, row);
                }
            } catch (Wire.Failure failure) {
                if (!failure.answered()) {
                    throw failure;
                }
                pulls.refused(server, "request", id, Optional.empty(), failure.why());
            }
        }
    }

    private void requests(Server server, Instant now) throws Wire.Failure {
        Map<String, String> asked = window(server.fetchedUntil(), now);
        asked.put("status", "open");
        if (pages(server, "/requests.xml", asked, row -> {
            String id = row.getOrDefault("service_request_id", "");
            boolean fits = !id.isEmpty() && id.length() <= 100;
            // What was pushed to them comes back in their list.
            return !fits
                    || pushes.known(server, id).isPresent()
                    || pulls.seen(server, "request", id)
                    || theirs.take(server, id, row);
        })) {
            servers.fetched(server, now);
        }
    }

    /** Theirs that we work on: what they say of it later, and that it is over at its origin, is noted in our order. */
    private void followed(Server server) throws Wire.Failure {
        List<Pull> underWay = pulls.underWay(server, MOST);
        if (underWay.isEmpty()) {
            return;
        }
        List<String> ids = underWay.stream().map(Pull::remoteId).toList();
        List<Map<String, String>> rows =
                wire.get(server, "/requests.xml", Map.of("service_request_id", String.join(",", ids)));
        pulls.polled(server, ids);
        for (Map<String, String> row : rows) {
            String status = row.getOrDefault("status", "").toLowerCase(Locale.ROOT);
            String said = Exchange.cut(row.getOrDefault("status_notes", ""));
            underWay.stream()
                    .filter(pull -> pull.remoteId().equals(row.getOrDefault("service_request_id", "")))
                    .filter(pull ->
                            !pull.status().equals(status) || !pull.notes().equals(said))
                    .findFirst()
                    .ifPresent(pull -> followed(server, pull, status, said));
        }
    }

    private void followed(Server server, Pull pull, String status, String said) {
        // Where it stood when it came is no news.
        boolean first = pull.status().isEmpty() && !status.equals("closed");
        try {
            transactions.executeWithoutResult(s -> {
                if (!first) {
                    hearing.noted(
                            server,
                            pull.order(),
                            pull.status().equals(status) ? "" : status,
                            pull.notes().equals(said) ? "" : said);
                }
                pulls.heard(server, pull.remoteId(), status, said, "");
            });
        } catch (RuntimeException wrong) {
            log.info("The state of {} at {} could not be noted", pull.remoteId(), server.url(), wrong);
            pulls.heard(
                    server,
                    pull.remoteId(),
                    status,
                    said,
                    wrong instanceof Refusal refusal ? why(refusal) : text("gateway.why.broken"));
        }
    }

    /**
     * Reads page by page to the end: as their links lead, else by page number until a page says nothing that another did not.
     * Gives back whether everything was read and settled.
     */
    private boolean pages(Server server, String path, Map<String, String> first, Predicate<Map<String, String>> take)
            throws Wire.Failure {
        Instant end = clock.instant().plus(LONGEST_RUN);
        Map<String, String> asked = new LinkedHashMap<>(first);
        asked.put("page", "1");
        Set<Map<String, String>> read = new HashSet<>();
        boolean settled = true;
        boolean linked = false;
        for (int page = 1; page <= PAGES && !clock.instant().isAfter(end); page++) {
            Wire.Sheet sheet = wire.sheet(server, path, asked);
            boolean news = false;
            for (Map<String, String> row : sheet.rows()) {
                if (read.add(row)) {
                    news = true;
                    settled &= take.test(row);
                }
            }
            if (!news || linked && sheet.next().isEmpty()) {
                return settled;
            }
            linked |= sheet.next().isPresent();
            asked = new LinkedHashMap<>(sheet.next().orElse(asked));
            if (!linked) {
                asked.put("page", Integer.toString(page + 1));
            }
        }
        throw wire.tooLong();
    }

    private Map<String, String> window(Instant until, Instant now) {
        Instant oldest = now.minus(Window.LONGEST).plus(OVERLAP);
        Instant since = until.minus(OVERLAP);
        Map<String, String> asked = new LinkedHashMap<>();
        asked.put("start_date", Window.write(since.isBefore(oldest) ? oldest : since, clock.getZone()));
        asked.put("end_date", Window.write(now.plusSeconds(1), clock.getZone()));
        return asked;
    }

    private String why(Refusal refusal) {
        return text("refusal." + refusal.code(), refusal.facts().values().toArray());
    }

    private String text(String key, Object... facts) {
        return words.text(Locale.SIMPLIFIED_CHINESE, key, facts);
    }
}
