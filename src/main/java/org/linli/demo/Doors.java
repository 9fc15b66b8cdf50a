package org.linli.demo;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.linli.gateway.ApiKeys;
import org.linli.gateway.Codes;
import org.linli.gateway.Jurisdictions;
import org.linli.gateway.Server;
import org.linli.gateway.Servers;
import org.linli.order.Channel;
import org.linli.order.Orders;
import org.linli.order.Step;
import org.linli.organisation.Organisation;
import org.linli.organisation.Organisations;
import org.linli.platform.Acting;
import org.linli.platform.Ids;
import org.linli.platform.WallClock;
import org.springframework.stereotype.Component;

/**
 * The open interface of the demo world 演示对外接口: each community is a jurisdiction with a key that nobody holds; the first
 * pushes to a server at an address that is kept for examples (RFC 5737), so that its page shows what did not arrive.
 */
@Component
class Doors {

    private static final String NOWHERE = "https://203.0.113.10/open311/v2";

    private final Jurisdictions jurisdictions;
    private final ApiKeys keys;
    private final Servers servers;
    private final Organisations organisations;
    private final Orders orders;
    private final Clock clock;

    Doors(
            Jurisdictions jurisdictions,
            ApiKeys keys,
            Servers servers,
            Organisations organisations,
            Orders orders,
            Clock clock) {
        this.jurisdictions = jurisdictions;
        this.keys = keys;
        this.servers = servers;
        this.organisations = organisations;
        this.orders = orders;
        this.clock = clock;
    }

    void open(Quarter quarter, Cast cast) {
        String id = quarter.short_() + ".linli.example";
        Casting.founding(cast.community(), () -> {
            jurisdictions.open(id, cast.community());
            return keys.make(id, "市民热线（演示）", 60);
        });
    }

    void connect(Cast cast, Instant now) {
        UUID lamps = Casting.founding(cast.community(), () -> {
            UUID founded = organisations.found(Organisation.Kind.PROPERTY, "路灯管养队（演示）", cast.community(), "");
            servers.connect(new Servers.Connection(
                    "市政热线（演示）",
                    NOWHERE,
                    "city.example",
                    "",
                    Server.Direction.PUSH,
                    Optional.of(founded),
                    cast.community(),
                    Codes.parse("02=LAMP")));
            return founded;
        });
        Cast.Resident resident = cast.residents().getFirst();
        WallClock.at(
                now.minus(Duration.ofHours(1)),
                () -> Acting.run(cast.clerk(), () -> {
                    UUID order = orders.place(
                            Ids.at(clock.instant()),
                            new Step.Place(
                                    "02",
                                    "小区门口的路灯不亮了",
                                    resident.home(),
                                    "",
                                    Channel.PHONE,
                                    resident.actor().name(),
                                    Optional.empty()));
                    orders.take(order, new Step.Dispatch(lamps, ""), java.util.List.of());
                }));
    }
}
