package org.linli.api.web;

import jakarta.servlet.http.HttpServletRequest;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.linli.api.Scope;
import org.linli.api.web.Answers.Receipt;
import org.linli.kernel.Refusal;
import org.linli.order.Errand;
import org.linli.order.Errands;
import org.linli.order.Orders;
import org.linli.platform.web.Once;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/** Errands by programs 上门代办接口: a mandate is taken down with the papers taken along, and each paper goes back. */
@RestController
class ErrandsApi {

    private static final String PATH = OrdersApi.PATH + "/{id}/errand";

    /** A mandate, and the papers that are taken along; there may be none. */
    record Entrusted(String principal, Errand.Given given, String what, LocalDate until, List<Errand.Taken> papers) {

        Errand.Mandate mandate() {
            return new Errand.Mandate(principal, given, what, until);
        }
    }

    /** What became of papers, and who got those that went back. */
    record Settled(List<Paper> papers, String receiver) {

        /** Refuses a paper that is named twice. */
        Map<UUID, Errand.Fate> fates() {
            Map<UUID, Errand.Fate> fates = new LinkedHashMap<>();
            for (Paper one : papers) {
                if (fates.put(one.paper, one.fate) != null) {
                    throw Refusal.invalid("errand.which");
                }
            }
            return fates;
        }
    }

    /** One paper and what became of it. */
    record Paper(UUID paper, Errand.Fate fate) {}

    private final Errands errands;
    private final Orders orders;
    private final Receipts receipts;
    private final JsonMapper json;

    ErrandsApi(Errands errands, Orders orders, Receipts receipts, JsonMapper json) {
        this.errands = errands;
        this.orders = orders;
        this.receipts = receipts;
        this.json = json;
    }

    @PostMapping(path = PATH, consumes = MediaType.APPLICATION_JSON_VALUE)
    @Described(scope = Scope.WRITE, answer = Receipt.class, takes = Entrusted.class)
    ResponseEntity<Receipt> entrustErrand(@PathVariable UUID id, HttpServletRequest request, Once once) {
        orders.order(id);
        Entrusted entrusted = (Entrusted) Form.taking(Entrusted.class).read(Sent.of(request, json));
        Errand.Mandate mandate = entrusted.mandate();
        return receipts.answer(request, once, id, () -> errands.entrust(id, mandate, entrusted.papers()));
    }

    @PostMapping(path = PATH + "/papers", consumes = MediaType.APPLICATION_JSON_VALUE)
    @Described(scope = Scope.WRITE, answer = Receipt.class, takes = Settled.class)
    ResponseEntity<Receipt> settlePapers(@PathVariable UUID id, HttpServletRequest request, Once once) {
        orders.order(id);
        Settled settled = (Settled) Form.taking(Settled.class).read(Sent.of(request, json));
        Map<UUID, Errand.Fate> fates = settled.fates();
        return receipts.answer(request, once, id, () -> errands.settle(id, fates, settled.receiver()));
    }
}
