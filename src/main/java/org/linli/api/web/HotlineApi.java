package org.linli.api.web;

import jakarta.servlet.http.HttpServletRequest;
import org.linli.api.Scope;
import org.linli.api.web.Answers.Ticketed;
import org.linli.order.Hotline;
import org.linli.order.Ticket;
import org.linli.place.Places;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/**
 * Tickets of the citizens' hotline by programs 热线接口: passed on and asked after. The ticket's number is its key: sent again it is
 * the same ticket, so that no other key is asked for.
 */
@RestController
class HotlineApi {

    static final String PATH = "/api/v1/hotline/tickets";

    private final Hotline hotline;
    private final Places places;
    private final JsonMapper json;

    HotlineApi(Hotline hotline, Places places, JsonMapper json) {
        this.hotline = hotline;
        this.places = places;
        this.json = json;
    }

    @PostMapping(path = PATH, consumes = MediaType.APPLICATION_JSON_VALUE)
    @Described(scope = Scope.HOTLINE, answer = Ticketed.class, takes = Ticket.Incoming.class)
    ResponseEntity<Ticketed> passTicketOn(HttpServletRequest request) {
        return answer(hotline.take(Form.ticket(Sent.of(request, json))).feedback());
    }

    @GetMapping(PATH + "/{number}")
    @Described(scope = Scope.HOTLINE, answer = Ticketed.class)
    ResponseEntity<Ticketed> getTicket(@PathVariable String number) {
        return answer(hotline.feedback(number));
    }

    private ResponseEntity<Ticketed> answer(Ticket.Feedback feedback) {
        String placeName = feedback.order()
                .map(order -> places.fullName(order.matter().place()))
                .orElse("");
        return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(Ticketed.of(feedback, placeName));
    }
}
