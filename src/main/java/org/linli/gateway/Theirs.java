package org.linli.gateway;

import java.time.Clock;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.linli.kernel.PlaceCode;
import org.linli.kernel.PlaceLevel;
import org.linli.kernel.Refusal;
import org.linli.order.Category;
import org.linli.order.Channel;
import org.linli.order.Orders;
import org.linli.order.Step;
import org.linli.platform.Acting;
import org.linli.platform.Actor;
import org.linli.platform.Ids;
import org.linli.platform.web.Words;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** Takes over the requests of other servers 收取来件 as orders of ours, each once, and says of which nothing came. */
@Component
class Theirs {

    private static final Logger log = LoggerFactory.getLogger(Theirs.class);

    private final Services services;
    private final Intake intake;
    private final Orders orders;
    private final Pulls pulls;
    private final Words words;
    private final TransactionOperations transactions;
    private final Clock clock;

    Theirs(
            Services services,
            Intake intake,
            Orders orders,
            Pulls pulls,
            Words words,
            TransactionOperations transactions,
            Clock clock) {
        this.services = services;
        this.intake = intake;
        this.orders = orders;
        this.pulls = pulls;
        this.words = words;
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * Places the order and notes it, or notes why it cannot be placed; either in one transaction. Gives back whether nothing more
     * is to be done of it.
     */
    boolean take(Server server, String id, Map<String, String> row) {
        return Objects.requireNonNull(as(server, () -> {
            try {
                PlaceCode where = where(server, row);
                transactions.executeWithoutResult(status -> {
                    UUID order = place(server, row, where);
                    if (!pulls.taken(server, "request", id, Optional.of(order))) {
                        status.setRollbackOnly();
                    }
                });
                return true;
            } catch (Fault fault) {
                return refused(server, id, fault.why());
            } catch (Refusal refusal) {
                return refused(server, id, refusal);
            } catch (RuntimeException broken) {
                log.warn("The request {} of {} is broken", id, server.url(), broken);
                String why = words.text(Locale.SIMPLIFIED_CHINESE, "gateway.why.broken");
                return pulls.broken(server, "request", id, Optional.empty(), why);
            }
        }));
    }

    private static <T> T as(Server server, Callable<T> work) {
        try {
            return Acting.as(Actor.system(server.name(), "Open311", server.place()), work);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private UUID place(Server server, Map<String, String> row, PlaceCode where) {
        String service = row.getOrDefault("service_code", "");
        Category category = server.codes()
                .ours(service)
                .flatMap(code -> services.find(code, server.place()))
                .orElseThrow(() -> Refusal.invalid("gateway.theirService", "code", service));
        String said = row.getOrDefault("description", "").strip();
        return orders.place(
                Ids.at(clock.instant()),
                new Step.Place(
                        category.code(),
                        said.isEmpty() ? category.name() : said,
                        where,
                        "",
                        Channel.OPEN311,
                        server.name(),
                        Optional.empty()));
    }

    /** By our own code where they have it, else by the address, else by the coordinates; what is nowhere in a community is at the community itself. */
    private PlaceCode where(Server server, Map<String, String> row) {
        Optional<PlaceCode> known = intake.known(row.getOrDefault("address_id", ""), server.place());
        if (known.isPresent()) {
            return known.get();
        }
        try {
            return intake.found(row.getOrDefault("address", ""), server.place());
        } catch (Fault | Refusal unknown) {
            Optional<PlaceCode> near =
                    intake.near(row.getOrDefault("lat", ""), row.getOrDefault("long", ""), server.place());
            if (near.isPresent()) {
                return near.get();
            }
            if (server.place().level() == PlaceLevel.COMMUNITY) {
                return server.place();
            }
            throw Refusal.invalid("gateway.theirAddress", "address", row.getOrDefault("address", ""));
        }
    }

    private boolean refused(Server server, String id, Refusal why) {
        String said = words.text(
                Locale.SIMPLIFIED_CHINESE,
                "refusal." + why.code(),
                why.facts().values().toArray());
        pulls.refused(server, "request", id, Optional.empty(), said);
        return true;
    }
}
