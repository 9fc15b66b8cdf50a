package org.linli.gateway.web;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.linli.gateway.ApiKeys.ApiKey;
import org.linli.gateway.Jurisdiction;
import org.linli.gateway.Server;
import org.linli.kernel.PlaceCode;
import org.linli.order.Category;
import org.linli.organisation.Organisation;

/**
 * What the administrator's page of the open interface shows.
 *
 * @param places the communities and streets that may be opened, each with its name
 * @param handlers which organisations may stand for another server
 * @param waiting how many orders have not arrived at another server
 */
public record GatewayView(
        List<Jurisdiction> jurisdictions,
        List<ApiKey> keys,
        List<Server> servers,
        Map<PlaceCode, String> names,
        Map<PlaceCode, String> places,
        List<Organisation> handlers,
        List<Category> categories,
        int waiting,
        Typed typed) {

    /** The forms as they were typed, of which one was sent. */
    public record Typed(String form, Map<String, String> fields) {

        static final Typed NOTHING = new Typed("", Map.of());

        /** What was typed into a field of a form, else what stands there at first. */
        public String in(String name, String field, String otherwise) {
            return form.equals(name) ? fields.getOrDefault(field, "") : otherwise;
        }

        /** Whether this form was refused. */
        public boolean sent(String name) {
            return form.equals(name);
        }
    }

    /** The jurisdictions that answer. */
    public List<Jurisdiction> open() {
        return jurisdictions.stream()
                .filter(jurisdiction -> jurisdiction.closedAt().isEmpty())
                .toList();
    }

    public String name(PlaceCode place) {
        return names.getOrDefault(place, "");
    }

    /** The organisation that stands for a server; empty where nothing is pushed. */
    public String handler(Optional<UUID> organisation) {
        return handlers.stream()
                .filter(handler -> organisation.equals(Optional.of(handler.id())))
                .map(Organisation::name)
                .findFirst()
                .orElse("");
    }
}
