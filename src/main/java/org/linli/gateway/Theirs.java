package org.linli.gateway;

import java.time.Clock;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
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
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** Takes over the requests of other servers 收取来件 as orders of ours, each once, and says of which nothing came. */
@Component
class Theirs {

    private final Services services;
    private final Intake intake;
    private final Orders orders;
    private final Pushes pushes;
    private final Words words;
    private final TransactionOperations transactions;
    private final Clock clock;

    Theirs(
            Services services,
            Intake intake,
            Orders orders,
            Pushes pushes,
            Words words,
            TransactionOperations transactions,
            Clock clock) {
        this.services = services;
        this.intake = intake;
        this.orders = orders;
        this.pushes = pushes;
        this.words = words;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** Places the order and notes it, or notes why it cannot be placed; either in one transaction. */
    void take(Server server, String id, Map<String, String> row) {
        Acting.run(Actor.system(server.name(), "Open311", server.place()), () -> {
            try {
                PlaceCode where = where(server, row);
                transactions.executeWithoutResult(status -> place(server, id, row, where));
            } catch (Fault fault) {
                refused(server, id, fault.why());
            } catch (Refusal refusal) {
                refused(server, id, refusal);
            }
        });
    }

    private void place(Server server, String id, Map<String, String> row, PlaceCode where) {
        String service = row.getOrDefault("service_code", "");
        Category category = server.codes()
                .ours(service)
                .flatMap(services::find)
                .orElseThrow(() -> Refusal.invalid("gateway.theirService", "code", service));
        String said = row.getOrDefault("description", "").strip();
        UUID order = orders.place(
                Ids.at(clock.instant()),
                new Step.Place(
                        category.code(),
                        said.isEmpty() ? category.name() : said,
                        where,
                        "",
                        Channel.OPEN311,
                        server.name(),
                        Optional.empty()));
        pushes.pulled(server, "request", id, Optional.of(order), "");
    }

    /** By our own code where they have it, else by the address; what is nowhere in a community is at the community itself. */
    private PlaceCode where(Server server, Map<String, String> row) {
        Optional<PlaceCode> known = intake.known(row.getOrDefault("address_id", ""), server.place());
        if (known.isPresent()) {
            return known.get();
        }
        try {
            return intake.found(row.getOrDefault("address", ""), server.place());
        } catch (Fault | Refusal unknown) {
            if (server.place().level() == PlaceLevel.COMMUNITY) {
                return server.place();
            }
            throw Refusal.invalid("gateway.theirAddress", "address", row.getOrDefault("address", ""));
        }
    }

    private void refused(Server server, String id, Refusal why) {
        String said = words.text(
                Locale.SIMPLIFIED_CHINESE,
                "refusal." + why.code(),
                why.facts().values().toArray());
        transactions.executeWithoutResult(status -> pushes.pulled(server, "request", id, Optional.empty(), said));
    }
}
