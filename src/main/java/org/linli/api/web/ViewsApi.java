package org.linli.api.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.UUID;
import java.util.function.Supplier;
import org.linli.api.Scope;
import org.linli.api.web.Answers.Gone;
import org.linli.api.web.Answers.Views;
import org.linli.kernel.Refusal;
import org.linli.order.FoundOrders;
import org.linli.order.SavedViews;
import org.linli.order.Sought;
import org.linli.platform.Actor;
import org.linli.platform.web.Once;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/** Saved filters by programs 常用筛选接口. */
@RestController
class ViewsApi {

    private static final String PATH = "/api/v1/views";

    /** A filter, written as the query of {@code GET /api/v1/orders}; empty for everything. */
    record Saved(String name, String filter) {}

    /** Another name. */
    record Renamed(String name) {}

    /** Whether the organisation has it too. */
    record Shared(boolean shared) {}

    /** Nothing is said. */
    record Dropped() {}

    private final SavedViews views;
    private final JsonMapper json;

    ViewsApi(SavedViews views, JsonMapper json) {
        this.views = views;
        this.json = json;
    }

    @GetMapping(PATH)
    @Described(scope = Scope.READ, answer = Views.class)
    ResponseEntity<Views> listViews(Actor actor) {
        seesLists(actor);
        return answer(new Views(views.all()));
    }

    @PostMapping(path = PATH, consumes = MediaType.APPLICATION_JSON_VALUE)
    @Described(scope = Scope.WRITE, status = 201, answer = SavedViews.View.class, takes = Saved.class)
    ResponseEntity<SavedViews.View> saveView(HttpServletRequest request, Actor actor, Once once) {
        seesLists(actor);
        Saved saved = (Saved) Form.taking(Saved.class).read(Sent.of(request, json));
        Sought sought = Sought.read(saved.filter());
        return ResponseEntity.status(201)
                .contentType(MediaType.APPLICATION_JSON)
                .body(kept(request, once, () -> views.save(saved.name(), sought)));
    }

    @PostMapping(path = PATH + "/{id}/rename", consumes = MediaType.APPLICATION_JSON_VALUE)
    @Described(scope = Scope.WRITE, answer = SavedViews.View.class, takes = Renamed.class)
    ResponseEntity<SavedViews.View> renameView(@PathVariable UUID id, HttpServletRequest request, Once once) {
        Renamed renamed = (Renamed) Form.taking(Renamed.class).read(Sent.of(request, json));
        return answer(kept(request, once, () -> {
            views.rename(id, renamed.name());
            return id;
        }));
    }

    @PostMapping(path = PATH + "/{id}/share", consumes = MediaType.APPLICATION_JSON_VALUE)
    @Described(scope = Scope.WRITE, answer = SavedViews.View.class, takes = Shared.class)
    ResponseEntity<SavedViews.View> shareView(@PathVariable UUID id, HttpServletRequest request, Once once) {
        Shared shared = (Shared) Form.taking(Shared.class).read(Sent.of(request, json));
        return answer(kept(request, once, () -> {
            views.share(id, shared.shared());
            return id;
        }));
    }

    @PostMapping(path = PATH + "/{id}/drop", consumes = MediaType.APPLICATION_JSON_VALUE)
    @Described(scope = Scope.WRITE, answer = Gone.class, takes = Dropped.class)
    ResponseEntity<Gone> dropView(@PathVariable UUID id, HttpServletRequest request, Once once) {
        Form.taking(Dropped.class).read(Sent.of(request, json));
        return answer(Keyed.answer(request, once, json, Gone.class, () -> {
            views.delete(id);
            return new Gone(id);
        }));
    }

    /** The filter as it is kept after the work, which gives back its id. */
    private SavedViews.View kept(HttpServletRequest request, Once once, Supplier<UUID> work) {
        return Keyed.answer(request, once, json, SavedViews.View.class, () -> {
            UUID id = work.get();
            return views.all().stream()
                    .filter(view -> view.id().equals(id))
                    .findFirst()
                    .orElseThrow(Refusal::notFound);
        });
    }

    private static void seesLists(Actor actor) {
        if (!FoundOrders.sees(actor)) {
            throw Refusal.forbidden("list.notYours");
        }
    }

    private static <T> ResponseEntity<T> answer(T body) {
        return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(body);
    }
}
