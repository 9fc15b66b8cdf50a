package org.linli.api.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.UUID;
import org.linli.api.Scope;
import org.linli.api.web.Answers.Begun;
import org.linli.order.BulkDispatch;
import org.linli.platform.web.Once;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/** Many orders dispatched at once by programs 批量派单接口: written down once, gone on with as often as need be, and looked at. */
@RestController
class BulkApi {

    private static final String PATH = "/api/v1/bulk";

    /** Which orders go to whom. */
    record Many(List<UUID> orders, UUID organisation, String words) {}

    private final BulkDispatch bulk;
    private final JsonMapper json;

    BulkApi(BulkDispatch bulk, JsonMapper json) {
        this.bulk = bulk;
        this.json = json;
    }

    @PostMapping(path = PATH, consumes = MediaType.APPLICATION_JSON_VALUE)
    @Described(scope = Scope.WRITE, answer = BulkDispatch.Bulk.class, takes = Many.class)
    ResponseEntity<BulkDispatch.Bulk> dispatchMany(HttpServletRequest request, Once once) {
        Many many = (Many) Form.taking(Many.class).read(Sent.of(request, json));
        Begun begun = Keyed.answer(
                request,
                once,
                json,
                Begun.class,
                () -> new Begun(bulk.begin(many.orders(), many.organisation(), many.words())));
        // Outside of the key's own transaction: each order is moved in one of its own. Sent again, it goes on with the
        // rest.
        bulk.goOn(begun.id());
        return look(begun.id());
    }

    @GetMapping(PATH + "/{id}")
    @Described(scope = Scope.READ, answer = BulkDispatch.Bulk.class)
    ResponseEntity<BulkDispatch.Bulk> getBulk(@PathVariable UUID id) {
        return look(id);
    }

    /** What is dispatched already stays as it is, however often this is sent. */
    @PostMapping(PATH + "/{id}/on")
    @Described(scope = Scope.WRITE, answer = BulkDispatch.Bulk.class)
    ResponseEntity<BulkDispatch.Bulk> goOnWithBulk(@PathVariable UUID id) {
        bulk.goOn(id);
        return look(id);
    }

    private ResponseEntity<BulkDispatch.Bulk> look(UUID id) {
        return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(bulk.bulk(id));
    }
}
