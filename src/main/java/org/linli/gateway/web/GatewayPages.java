package org.linli.gateway.web;

import gg.jte.models.runtime.JteModel;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import linli.pages.Templates;
import org.jspecify.annotations.Nullable;
import org.linli.gateway.ApiKeys;
import org.linli.gateway.Codes;
import org.linli.gateway.Defaults;
import org.linli.gateway.Jurisdiction;
import org.linli.gateway.Jurisdictions;
import org.linli.gateway.Pulls;
import org.linli.gateway.Pushes;
import org.linli.gateway.Server;
import org.linli.gateway.Servers;
import org.linli.gateway.Services;
import org.linli.gateway.Relaying;
import org.linli.gateway.web.GatewayView.Typed;
import org.linli.kernel.PlaceCode;
import org.linli.kernel.PlaceLevel;
import org.linli.kernel.Refusal;
import org.linli.order.Order;
import org.linli.organisation.Organisations;
import org.linli.place.Inside;
import org.linli.place.Places;
import org.linli.platform.Actor;
import org.linli.platform.web.Answer;
import org.linli.platform.web.Once;
import org.linli.platform.web.Page;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The administrator's pages of the open interface: who may call, whom we call, and what has not arrived. */
@Controller
class GatewayPages {

    private static final String PATH = "/desk/open311";
    private static final String OUTBOX = "/desk/open311/outbox";
    private static final int MOST = 100;

    private final Jurisdictions jurisdictions;
    private final ApiKeys keys;
    private final Servers servers;
    private final Pushes pushes;
    private final Pulls pulls;
    private final Relaying relaying;
    private final Services services;
    private final Organisations organisations;
    private final Places places;
    private final Templates templates;

    GatewayPages(
            Jurisdictions jurisdictions,
            ApiKeys keys,
            Servers servers,
            Pushes pushes,
            Pulls pulls,
            Relaying relaying,
            Services services,
            Organisations organisations,
            Places places,
            Templates templates) {
        this.jurisdictions = jurisdictions;
        this.keys = keys;
        this.servers = servers;
        this.pushes = pushes;
        this.pulls = pulls;
        this.relaying = relaying;
        this.services = services;
        this.organisations = organisations;
        this.places = places;
        this.templates = templates;
    }

    @GetMapping(PATH)
    Answer show(Page page) {
        return Answer.show(show(page, Typed.NOTHING, null));
    }

    @PostMapping(PATH + "/jurisdictions")
    Answer open(
            @RequestParam(defaultValue = "") String id,
            @RequestParam(defaultValue = "") String place,
            Page page,
            Once once) {
        return change(
                page,
                once,
                new Typed("jurisdiction", Map.of("id", id, "place", place)),
                () -> jurisdictions.open(id, PlaceCode.parse(place)));
    }

    @PostMapping(PATH + "/jurisdictions/{name}/close")
    Answer close(@PathVariable String name, Page page, Once once) {
        return change(page, once, Typed.NOTHING, () -> jurisdictions.close(name));
    }

    /** The key lives on this one answer only: a repetition does nothing and finds none. */
    @PostMapping(PATH + "/keys")
    Answer make(
            @RequestParam(defaultValue = "") String jurisdiction,
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "") String perMinute,
            Page page,
            Once once) {
        AtomicReference<String> shown = new AtomicReference<>("");
        try {
            once.path(() -> {
                shown.set(keys.make(jurisdiction, name, rate(perMinute)));
                return PATH;
            });
            return Answer.show(templates.gatewayKey(page, name.strip(), jurisdiction, shown.get()));
        } catch (Refusal refusal) {
            return again(
                    page,
                    new Typed("key", Map.of("jurisdiction", jurisdiction, "name", name, "perMinute", perMinute)),
                    refusal);
        }
    }

    private static int rate(String typed) {
        return typed.strip().matches("[0-9]{1,5}") ? Integer.parseInt(typed.strip()) : 0;
    }

    @PostMapping(PATH + "/keys/{id}/revoke")
    Answer revoke(@PathVariable UUID id, Page page, Once once) {
        return change(page, once, Typed.NOTHING, () -> keys.revoke(id));
    }

    @PostMapping(PATH + "/servers")
    Answer connect(
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "") String url,
            @RequestParam(defaultValue = "") String jurisdiction,
            @RequestParam(defaultValue = "") String key,
            @RequestParam(defaultValue = "PUSH") Server.Direction direction,
            @RequestParam(required = false) @Nullable UUID organisation,
            @RequestParam(defaultValue = "") String place,
            @RequestParam(defaultValue = "") String codes,
            Page page,
            Once once) {
        Map<String, String> typed = new LinkedHashMap<>();
        typed.put("name", name);
        typed.put("url", url);
        typed.put("jurisdiction", jurisdiction);
        typed.put("direction", direction.name());
        typed.put("organisation", organisation == null ? "" : organisation.toString());
        typed.put("place", place);
        typed.put("codes", codes);
        return change(
                page,
                once,
                new Typed("server", typed),
                () -> servers.connect(new Servers.Connection(
                        name,
                        url,
                        jurisdiction,
                        key,
                        direction,
                        Optional.ofNullable(organisation),
                        PlaceCode.parse(place),
                        Codes.parse(codes))));
    }

    @PostMapping(PATH + "/servers/{id}/codes")
    Answer match(
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String codes,
            @RequestParam(defaultValue = "") String defaults,
            Page page,
            Once once) {
        return change(
                page,
                once,
                new Typed(id.toString(), Map.of("codes", codes, "defaults", defaults)),
                () -> servers.match(id, Codes.parse(codes), Defaults.parse(defaults)));
    }

    @PostMapping(PATH + "/servers/{id}/end")
    Answer end(@PathVariable UUID id, Page page, Once once) {
        return change(page, once, Typed.NOTHING, () -> servers.end(id));
    }

    @GetMapping(OUTBOX)
    Answer outbox(Page page) {
        Map<Pushes.State, List<Pushes.Push>> standing = new LinkedHashMap<>();
        for (Pushes.State state : Pushes.State.values()) {
            standing.put(state, pushes.mine(state, MOST));
        }
        return Answer.show(templates.gatewayOutbox(page, standing, pulls.refused(MOST), relaying.untold(MOST)));
    }

    @PostMapping(PATH + "/servers/{id}/again")
    Answer takeAgain(@PathVariable UUID id, @RequestParam(defaultValue = "") String request, Once once) {
        return once.go(() -> {
            pulls.again(id, request);
            return OUTBOX;
        });
    }

    @PostMapping(OUTBOX + "/{id}/again")
    Answer again(@PathVariable UUID id, Once once) {
        return once.go(() -> {
            pushes.again(id);
            return OUTBOX;
        });
    }

    @PostMapping(OUTBOX + "/{id}/drop")
    Answer drop(@PathVariable UUID id, Once once) {
        return once.go(() -> {
            pushes.giveUp(id);
            return OUTBOX;
        });
    }

    private Answer change(Page page, Once once, Typed typed, Runnable work) {
        try {
            return once.go(() -> {
                work.run();
                return PATH;
            });
        } catch (Refusal refusal) {
            return again(page, typed, refusal);
        }
    }

    private Answer again(Page page, Typed typed, Refusal refusal) {
        refusal.mendable();
        return Answer.again(show(page, typed, refusal));
    }

    private JteModel show(Page page, Typed typed, @Nullable Refusal refusal) {
        Actor actor = page.actor();
        List<Jurisdiction> opened = jurisdictions.mine();
        List<Server> connected = servers.mine();
        Map<PlaceCode, String> names = places.fullNames(Stream.concat(
                        opened.stream().map(Jurisdiction::place),
                        connected.stream().map(Server::place))
                .toList());
        int waiting = pushes.mine(Pushes.State.WAITING, MOST).size();
        return templates.gatewayOpen(
                page,
                new GatewayView(
                        opened,
                        keys.mine(),
                        connected,
                        names,
                        offered(actor.home()),
                        organisations.at(actor.home()).stream()
                                .filter(organisation -> Order.handles(organisation.kind()))
                                .toList(),
                        services.all(actor.home()),
                        waiting,
                        typed),
                refusal);
    }

    /** The administrator's own place and the next below it, where they are a street or a community. */
    private Map<PlaceCode, String> offered(PlaceCode home) {
        Stream<Map.Entry<PlaceCode, String>> below = home.level().compareTo(PlaceLevel.COMMUNITY) >= 0
                ? Stream.of()
                : places.children(home, "", 500).stream()
                        .map((Inside inside) -> Map.entry(inside.code(), inside.name()));
        return Stream.concat(Stream.of(Map.entry(home, places.fullName(home))), below)
                .filter(place -> place.getKey().level() == PlaceLevel.STREET
                        || place.getKey().level() == PlaceLevel.COMMUNITY)
                .collect(Collectors.toMap(
                        Map.Entry::getKey, Map.Entry::getValue, (one, same) -> one, LinkedHashMap::new));
    }
}
