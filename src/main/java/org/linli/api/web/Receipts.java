package org.linli.api.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.UUID;
import java.util.function.Supplier;
import org.linli.api.web.Answers.Receipt;
import org.linli.order.Order;
import org.linli.order.Orders;
import org.linli.platform.web.Once;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** What became of an order by a write 回执, which is done once under its key. */
@Component
class Receipts {

    private final Orders orders;
    private final JsonMapper json;

    Receipts(Orders orders, JsonMapper json) {
        this.orders = orders;
        this.json = json;
    }

    /** Does the work, which gives back the order as it is after it. */
    Receipt of(HttpServletRequest request, Once once, Supplier<Order> work) {
        return Keyed.answer(request, once, json, Receipt.class, () -> {
            Order after = work.get();
            return Receipt.of(after, orders.open(after));
        });
    }

    /** Does the work upon an order, and answers. */
    ResponseEntity<Receipt> answer(HttpServletRequest request, Once once, UUID id, Runnable work) {
        Receipt receipt = of(request, once, () -> {
            work.run();
            return orders.order(id);
        });
        return ResponseEntity.ok()
                .eTag(tag(receipt.version()))
                .contentType(MediaType.APPLICATION_JSON)
                .body(receipt);
    }

    static String tag(int version) {
        return "\"" + version + "\"";
    }
}
