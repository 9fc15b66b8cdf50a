package org.linli.api.web;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.linli.api.Scope;
import org.linli.api.web.Answers.Brief;
import org.linli.api.web.Answers.Found;
import org.linli.api.web.Answers.Receipt;
import org.linli.api.web.Answers.Whole;
import org.linli.kernel.Cursor;
import org.linli.kernel.Page;
import org.linli.kernel.Refusal;
import org.linli.order.Channel;
import org.linli.order.FoundOrders;
import org.linli.order.Merging;
import org.linli.order.Order;
import org.linli.order.OrderLists;
import org.linli.order.Orders;
import org.linli.order.Sought;
import org.linli.order.Splitting;
import org.linli.order.Step;
import org.linli.platform.Actor;
import org.linli.platform.Ids;
import org.linli.platform.attachment.Attachments.Purpose;
import org.linli.platform.attachment.PhotoForms;
import org.linli.platform.attachment.PhotoForms.Chosen;
import org.linli.platform.secret.Phone;
import org.linli.platform.web.Once;
import org.linli.resident.Residents;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.util.UriComponentsBuilder;
import tools.jackson.databind.json.JsonMapper;

/** Orders by programs 事项接口: found, looked at, placed and moved, as the person whose token it is. */
@RestController
class OrdersApi {

    static final String PATH = "/api/v1/orders";

    private static final int OPEN = 50;

    private final Orders orders;
    private final Merging merging;
    private final Splitting splitting;
    private final FoundOrders found;
    private final OrderLists lists;
    private final Wholes wholes;
    private final Residents residents;
    private final PhotoForms photoForms;
    private final Receipts receipts;
    private final JsonMapper json;
    private final Clock clock;

    OrdersApi(
            Orders orders,
            Merging merging,
            Splitting splitting,
            FoundOrders found,
            OrderLists lists,
            Wholes wholes,
            Residents residents,
            PhotoForms photoForms,
            Receipts receipts,
            JsonMapper json,
            Clock clock) {
        this.orders = orders;
        this.merging = merging;
        this.splitting = splitting;
        this.found = found;
        this.lists = lists;
        this.wholes = wholes;
        this.residents = residents;
        this.photoForms = photoForms;
        this.receipts = receipts;
        this.json = json;
        this.clock = clock;
    }

    @GetMapping(PATH)
    @Described(scope = Scope.READ, answer = Found.class, refuses = 422)
    ResponseEntity<Found> listOrders(@RequestParam MultiValueMap<String, String> asked, Actor actor) {
        for (String name : asked.keySet()) {
            if (Filters.ALL.stream().noneMatch(filter -> filter.name().equals(name))) {
                throw Refusal.invalid("api.fieldUnknown", "field", name);
            }
        }
        Optional<Cursor> after = Optional.ofNullable(asked.getFirst("after"))
                .filter(text -> !text.isEmpty())
                .map(Cursor::parse);
        Sought sought = Sought.read(Map.copyOf(asked));
        Page<Brief> page = actor.duty().staff()
                ? found.page(sought, after).map(listed -> Brief.of(listed, clock.instant()))
                : mine(sought, after);
        ResponseEntity.BodyBuilder answer = ResponseEntity.ok();
        page.next()
                .ifPresent(next -> answer.header(HttpHeaders.LINK, "<" + following(asked, next) + ">; rel=\"next\""));
        return answer.contentType(MediaType.APPLICATION_JSON)
                .body(new Found(page.items(), page.next().map(Cursor::text)));
    }

    /** A resident's own: those that are open, or page by page those that are over. */
    private Page<Brief> mine(Sought sought, Optional<Cursor> after) {
        boolean over =
                sought.stand().filter(stand -> stand == Sought.Stand.OVER).isPresent();
        Sought plain = new Sought(
                "",
                Set.of(),
                sought.stand(),
                Set.of(),
                "",
                Optional.empty(),
                false,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Sought.Sort.NEWEST);
        if (!sought.equals(plain) || after.isPresent() && !over) {
            throw Refusal.invalid("api.filterResident");
        }
        return over
                ? lists.mineEnded(after).map(Brief::of)
                : new Page<>(lists.mineOpen(OPEN).stream().map(Brief::of).toList(), Optional.empty());
    }

    private static String following(MultiValueMap<String, String> asked, Cursor next) {
        UriComponentsBuilder address = UriComponentsBuilder.fromPath(PATH);
        asked.forEach((name, values) -> {
            if (!name.equals("after")) {
                address.queryParam(name, values.toArray());
            }
        });
        return address.queryParam("after", next.text()).encode().toUriString();
    }

    @GetMapping(PATH + "/{id}")
    @Described(scope = Scope.READ, answer = Whole.class)
    ResponseEntity<Whole> getOrder(@PathVariable UUID id) {
        Whole whole = wholes.of(id);
        return ResponseEntity.ok()
                .eTag(tag(whole.version()))
                .contentType(MediaType.APPLICATION_JSON)
                .body(whole);
    }

    @PostMapping(
            path = PATH,
            consumes = {MediaType.APPLICATION_JSON_VALUE, MediaType.MULTIPART_FORM_DATA_VALUE})
    @Described(scope = Scope.PLACE, status = 201, answer = Receipt.class, takes = Placing.class)
    ResponseEntity<Receipt> placeOrder(
            @RequestParam(required = false) @Nullable List<MultipartFile> photos,
            HttpServletRequest request,
            Actor actor,
            Once once) {
        Placing placing = (Placing) Form.placing().read(placing(Sent.of(request, json), actor));
        Step.Place step = placing.step();
        Optional<Step.Finish> done = placing.done();
        Chosen chosen = chosen(photos);
        Receipt receipt = receipts.of(request, once, () -> {
            UUID id = Ids.at(clock.instant());
            if (done.isPresent()) {
                photoForms.put(chosen);
                orders.fix(id, step, done.get(), chosen.draft(), placing.heard());
            } else {
                orders.place(id, step, placing.heard());
                photoForms.hang(chosen, id, Purpose.BEFORE);
            }
            return orders.order(id);
        });
        return ResponseEntity.created(URI.create(receipt.href()))
                .eTag(tag(receipt.version()))
                .contentType(MediaType.APPLICATION_JSON)
                .body(receipt);
    }

    /** A resident asks for themselves, and online. */
    private Sent placing(Sent sent, Actor actor) {
        if (actor.duty().staff()) {
            return sent;
        }
        Placing.OF_STAFF.stream().filter(sent.fields()::containsKey).findFirst().ifPresent(field -> {
            throw Refusal.invalid("api.onBehalf", "field", field);
        });
        Map<String, Object> all = new LinkedHashMap<>(sent.fields());
        all.put("channel", Channel.ONLINE.name());
        all.put("contactName", actor.name());
        residents.ownPhone().map(Phone::digits).ifPresent(phone -> all.put("contactPhone", phone));
        return new Sent(all);
    }

    @PostMapping(
            path = PATH + "/{id}/steps/{step}",
            consumes = {MediaType.APPLICATION_JSON_VALUE, MediaType.MULTIPART_FORM_DATA_VALUE})
    @Described(scope = Scope.WRITE, answer = Receipt.class, takes = Step.class)
    ResponseEntity<Receipt> takeStep(
            @PathVariable UUID id,
            @PathVariable String step,
            @RequestParam(required = false) @Nullable List<MultipartFile> photos,
            HttpServletRequest request,
            Once once) {
        Form form = Form.of(step);
        // Whoever may not take it, or no more, is told so before anything is made of their photos.
        boolean open = orders.open(orders.order(id)).contains(step);
        Object taken = form.read(Sent.of(request, json));
        if (photos != null && !(taken instanceof Step.Finish)) {
            throw Refusal.invalid("api.fieldUnknown", "field", "photos");
        }
        Chosen chosen = chosen(open ? photos : null);
        Receipt receipt = receipts.of(request, once, () -> {
            int before = orders.order(id).matter().version();
            boolean conditional = expects(request, before);
            take(id, taken, chosen);
            Order after = orders.order(id);
            if (conditional && after.matter().version() != before + 1) {
                throw Unmet.moved();
            }
            return after;
        });
        return ResponseEntity.ok()
                .eTag(tag(receipt.version()))
                .contentType(MediaType.APPLICATION_JSON)
                .body(receipt);
    }

    private void take(UUID id, Object taken, Chosen chosen) {
        switch (taken) {
            case Step.Finish finish -> {
                photoForms.put(chosen);
                orders.take(id, finish, chosen.draft());
            }
            case Several.Merge merge -> merging.merge(id, merge.into(), merge.words());
            case Several.Unmerge unmerge -> merging.unmerge(id, unmerge.words());
            case Several.Split split ->
                splitting.split(id, split.pieces(orders.order(id).terms().limit()), split.words(), split.meeting());
            default -> orders.take(id, (Step) taken, List.of());
        }
    }

    /** Whether the step depends on the version. Refuses when the order has moved since (412). */
    private static boolean expects(HttpServletRequest request, int version) {
        String wanted = request.getHeader(HttpHeaders.IF_MATCH);
        if (wanted == null || wanted.strip().equals("*")) {
            return false;
        }
        for (String one : wanted.split(",")) {
            if (one.strip().equals(tag(version))) {
                return true;
            }
        }
        throw Unmet.moved();
    }

    private Chosen chosen(@Nullable List<MultipartFile> photos) {
        Chosen chosen = photoForms.chosen("", null, photos);
        chosen.notTaken().stream().findFirst().ifPresent(refused -> {
            throw refused.why();
        });
        return chosen;
    }

    private static String tag(int version) {
        return Receipts.tag(version);
    }
}
