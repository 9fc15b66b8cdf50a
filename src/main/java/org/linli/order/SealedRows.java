package org.linli.order;

import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.linli.order.Ticket.Brought;
import org.linli.platform.secret.Phone;
import org.linli.platform.secret.Secrets;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a row of somebody's file says, under seal 封存的行: names and phones of people of whom there is no order yet. */
@Component
class SealedRows {

    private static final String PURPOSE = "order.import";

    private final Secrets secrets;
    private final JsonMapper json;

    SealedRows(Secrets secrets, JsonMapper json) {
        this.secrets = secrets;
        this.json = json;
    }

    byte[] seal(Brought ticket) {
        Map<String, String> said = new LinkedHashMap<>();
        said.put("number", ticket.number());
        said.put("title", ticket.title());
        said.put("words", ticket.words());
        said.put("address", ticket.address());
        ticket.category().ifPresent(code -> said.put("category", code));
        said.put("name", ticket.contactName());
        ticket.contactPhone().ifPresent(phone -> said.put("phone", phone.digits()));
        ticket.deadline().ifPresent(due -> said.put("deadline", due.toString()));
        return secrets.seal(json.writeValueAsString(said), PURPOSE);
    }

    Brought ticket(byte[] sealed) {
        Map<String, String> said = new HashMap<>();
        json.readTree(secrets.open(sealed, PURPOSE))
                .properties()
                .forEach(field -> said.put(field.getKey(), field.getValue().stringValue()));
        return new Brought(
                said.getOrDefault("number", ""),
                said.getOrDefault("title", ""),
                said.getOrDefault("words", ""),
                said.getOrDefault("address", ""),
                Optional.ofNullable(said.get("category")),
                said.getOrDefault("name", ""),
                Optional.ofNullable(said.get("phone")).map(Phone::new),
                Optional.ofNullable(said.get("deadline")).map(Instant::parse));
    }

    /** The row itself, column by column as its file had them. */
    byte[] seal(List<String> cells) {
        return secrets.seal(json.writeValueAsString(cells), PURPOSE);
    }

    List<String> cells(byte[] sealed) {
        return json.readTree(secrets.open(sealed, PURPOSE))
                .valueStream()
                .map(JsonNode::stringValue)
                .toList();
    }
}
