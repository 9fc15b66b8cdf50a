package org.linli.api.web;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.LocalDate;
import java.util.UUID;
import org.linli.api.Scope;
import org.linli.api.web.Answers.ByRule;
import org.linli.api.web.Answers.Excluded;
import org.linli.api.web.Answers.Exclusion;
import org.linli.api.web.Answers.Gone;
import org.linli.order.Exclusions;
import org.linli.order.Order;
import org.linli.order.Orders;
import org.linli.platform.web.Once;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/** What is left out of the rates by programs 剔除接口: by which rules an order may be, is, and is counted again. */
@RestController
class ExclusionsApi {

    private static final String PATH = OrdersApi.PATH + "/{id}/exclusion";

    /** By which rule, and why. */
    record LeftOut(UUID rule, String why) {}

    /** Why it is counted again. */
    record Undone(String why) {}

    private final Exclusions exclusions;
    private final Orders orders;
    private final JsonMapper json;
    private final Clock clock;

    ExclusionsApi(Exclusions exclusions, Orders orders, JsonMapper json, Clock clock) {
        this.exclusions = exclusions;
        this.orders = orders;
        this.json = json;
        this.clock = clock;
    }

    @GetMapping(PATH)
    @Described(scope = Scope.READ, answer = Exclusion.class)
    ResponseEntity<Exclusion> getExclusion(@PathVariable UUID id) {
        return answer(of(orders.order(id)));
    }

    @PostMapping(path = PATH, consumes = MediaType.APPLICATION_JSON_VALUE)
    @Described(scope = Scope.WRITE, answer = Exclusion.class, takes = LeftOut.class)
    ResponseEntity<Exclusion> excludeOrder(@PathVariable UUID id, HttpServletRequest request, Once once) {
        Order order = orders.order(id);
        LeftOut out = (LeftOut) Form.taking(LeftOut.class).read(Sent.of(request, json));
        return answer(Keyed.answer(request, once, json, Exclusion.class, () -> {
            exclusions.leaveOut(id, out.rule(), out.why());
            return of(order);
        }));
    }

    @PostMapping(path = "/api/v1/exclusions/{id}/undo", consumes = MediaType.APPLICATION_JSON_VALUE)
    @Described(scope = Scope.WRITE, answer = Gone.class, takes = Undone.class)
    ResponseEntity<Gone> undoExclusion(@PathVariable UUID id, HttpServletRequest request, Once once) {
        Undone undone = (Undone) Form.taking(Undone.class).read(Sent.of(request, json));
        return answer(Keyed.answer(request, once, json, Gone.class, () -> {
            exclusions.undo(id, undone.why());
            return new Gone(id);
        }));
    }

    private Exclusion of(Order order) {
        LocalDate today = LocalDate.now(clock);
        return new Exclusion(
                exclusions.rules().stream()
                        .filter(rule -> rule.holds(today))
                        .filter(rule -> rule.place().contains(order.matter().place()))
                        .map(ByRule::of)
                        .toList(),
                exclusions.current(order.id()).map(Excluded::of));
    }

    private static <T> ResponseEntity<T> answer(T body) {
        return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(body);
    }
}
