package org.linli.api.web;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.linli.api.Scope;
import org.linli.api.web.Answers.Brief;
import org.linli.api.web.Answers.Receipt;
import org.linli.api.web.Answers.ToCall;
import org.linli.api.web.Answers.ToDial;
import org.linli.api.web.Answers.Waiters;
import org.linli.kernel.Cursor;
import org.linli.kernel.Page;
import org.linli.kernel.PlaceCode;
import org.linli.kernel.Refusal;
import org.linli.order.Callbacks;
import org.linli.order.Callers;
import org.linli.order.FoundOrders;
import org.linli.order.Joined;
import org.linli.order.Orders;
import org.linli.place.Places;
import org.linli.platform.Actor;
import org.linli.platform.secret.Phone;
import org.linli.platform.web.Once;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/** Calling by programs 电话接口: numbers that are looked at, whom to call back and what they said, and who called for an order too. */
@RestController
class CallbacksApi {

    static final String PATH = "/api/v1/callbacks";

    private static final String CALLERS = OrdersApi.PATH + "/{id}/callers";

    /** Who called for an order that somebody else had asked for already 也打来电话的. */
    record Calling(String contactName, Optional<Phone> contactPhone, String words) {}

    /** What somebody said who was called back, or that nobody was reached. */
    record Called(boolean reached, Optional<Integer> stars, Optional<Boolean> solved, String words) {

        /** Empty where nobody was reached. Refuses whoever was without stars, or without whether it is solved. */
        Optional<Joined.Voice> voice() {
            if (!reached) {
                return Optional.empty();
            }
            return Optional.of(new Joined.Voice(said(stars, "stars"), said(solved, "solved"), words));
        }

        private static <T> T said(Optional<T> value, String field) {
            return value.orElseThrow(() -> Refusal.invalid("api.fieldMissing", "field", field));
        }
    }

    private final Callbacks callbacks;
    private final Callers callers;
    private final Orders orders;
    private final Places places;
    private final Receipts receipts;
    private final JsonMapper json;
    private final Clock clock;

    CallbacksApi(
            Callbacks callbacks,
            Callers callers,
            Orders orders,
            Places places,
            Receipts receipts,
            JsonMapper json,
            Clock clock) {
        this.callbacks = callbacks;
        this.callers = callers;
        this.orders = orders;
        this.places = places;
        this.receipts = receipts;
        this.json = json;
        this.clock = clock;
    }

    @GetMapping(PATH)
    @Described(scope = Scope.READ, answer = ToCall.class, refuses = 422)
    ResponseEntity<ToCall> listCallbacks(
            @RequestParam Optional<Callbacks.Tab> tab, @RequestParam Optional<String> after, Actor actor) {
        Optional<Cursor> from = after.filter(text -> !text.isEmpty()).map(Cursor::parse);
        Page<FoundOrders.Listed> page = callbacks.page(tab.orElse(Callbacks.Tab.FIRST), from);
        List<Callers.Waiting> called = from.isEmpty() ? callers.waiting() : List.of();
        Map<PlaceCode, String> names =
                places.fullNames(called.stream().map(Callers.Waiting::place).toList());
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .body(new ToCall(
                        callbacks.counts(),
                        callbacks.days(),
                        page.items().stream()
                                .map(listed -> Brief.of(listed, clock.instant()))
                                .toList(),
                        page.next().map(Cursor::text),
                        called.stream()
                                .map(one -> Waiters.of(one, names.getOrDefault(one.place(), "")))
                                .toList()));
    }

    /** Each look is recorded, also when it is sent again: the number is kept in no answer. */
    @PostMapping(OrdersApi.PATH + "/{id}/contact")
    @Described(scope = Scope.WRITE, answer = ToDial.class)
    ResponseEntity<ToDial> showContact(@PathVariable UUID id) {
        return number(orders.contactPhone(id));
    }

    @PostMapping(CALLERS + "/{caller}/contact")
    @Described(scope = Scope.WRITE, answer = ToDial.class, refuses = 409)
    ResponseEntity<ToDial> showCallerContact(@PathVariable UUID id, @PathVariable UUID caller) {
        return number(callers.phone(id, caller));
    }

    private static ResponseEntity<ToDial> number(String phone) {
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .cacheControl(CacheControl.noStore())
                .body(new ToDial(phone));
    }

    @PostMapping(path = CALLERS, consumes = MediaType.APPLICATION_JSON_VALUE)
    @Described(scope = Scope.PLACE, answer = Receipt.class, takes = Calling.class)
    ResponseEntity<Receipt> addCaller(@PathVariable UUID id, HttpServletRequest request, Once once) {
        orders.order(id);
        Calling calling = (Calling) Form.taking(Calling.class).read(Sent.of(request, json));
        return receipts.answer(
                request,
                once,
                id,
                () -> callers.join(id, calling.contactName(), calling.contactPhone(), calling.words()));
    }

    @PostMapping(path = CALLERS + "/{caller}/callback", consumes = MediaType.APPLICATION_JSON_VALUE)
    @Described(scope = Scope.WRITE, answer = Receipt.class, takes = Called.class)
    ResponseEntity<Receipt> callBack(
            @PathVariable UUID id, @PathVariable UUID caller, HttpServletRequest request, Once once) {
        orders.order(id);
        Called called = (Called) Form.taking(Called.class).read(Sent.of(request, json));
        Optional<Joined.Voice> voice = called.voice();
        return receipts.answer(request, once, id, () -> callers.called(id, caller, voice));
    }
}
