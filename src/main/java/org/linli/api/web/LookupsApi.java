package org.linli.api.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.UUID;
import org.linli.api.Scope;
import org.linli.api.web.Answers.Handler;
import org.linli.api.web.Answers.Handlers;
import org.linli.api.web.Answers.Kind;
import org.linli.api.web.Answers.Kinds;
import org.linli.api.web.Answers.Me;
import org.linli.api.web.Answers.Where;
import org.linli.api.web.Answers.Wheres;
import org.linli.kernel.PlaceCode;
import org.linli.kernel.Refusal;
import org.linli.order.Categories;
import org.linli.order.Routes;
import org.linli.place.Places;
import org.linli.platform.Actor;
import org.linli.platform.attachment.Attachments;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What a program asks beside orders 查询接口: whom it stands for, what may be chosen where, who would get it, and photos. */
@RestController
class LookupsApi {

    private static final int FOUND = 20;

    private final Categories categories;
    private final Routes routes;
    private final Places places;
    private final Attachments attachments;

    LookupsApi(Categories categories, Routes routes, Places places, Attachments attachments) {
        this.categories = categories;
        this.routes = routes;
        this.places = places;
        this.attachments = attachments;
    }

    @GetMapping("/api/v1/me")
    @Described(answer = Me.class)
    ResponseEntity<Me> getMe(HttpServletRequest request) {
        return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(Me.of(TokenFilter.caller(request)));
    }

    @GetMapping("/api/v1/categories")
    @Described(scope = Scope.READ, answer = Kinds.class, refuses = 422)
    ResponseEntity<Kinds> listCategories(@RequestParam Optional<String> place, Actor actor) {
        PlaceCode where = covered(place, actor);
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .body(new Kinds(
                        where.value(),
                        places.fullName(where),
                        categories.listed(where).stream()
                                .filter(Categories.Local::offered)
                                .map(Kind::of)
                                .toList()));
    }

    @GetMapping("/api/v1/handlers")
    @Described(scope = Scope.READ, answer = Handlers.class, refuses = 422)
    ResponseEntity<Handlers> listHandlers(
            @RequestParam String category, @RequestParam Optional<String> place, Actor actor) {
        PlaceCode where = covered(place, actor);
        String chosen = categories.choose(category, where).code();
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .body(new Handlers(
                        routes.suggest(chosen, where).stream().map(Handler::of).toList(), routes.promised(where)));
    }

    /** The names of places are public; what is nearer to where somebody acts comes first. */
    @GetMapping("/api/v1/places")
    @Described(scope = Scope.READ, answer = Wheres.class, refuses = 422)
    ResponseEntity<Wheres> findPlaces(
            @RequestParam String q,
            @RequestParam Optional<String> near,
            @RequestParam Optional<String> within,
            Actor actor) {
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .body(new Wheres(places.find(q, given(near).or(actor::place), given(within), FOUND).stream()
                        .map(Where::of)
                        .toList()));
    }

    private static Optional<PlaceCode> given(Optional<String> code) {
        return code.filter(text -> !text.isEmpty()).map(PlaceCode::parse);
    }

    /** The place that is meant, or else the caller's own. Refuses one elsewhere as not found. */
    private static PlaceCode covered(Optional<String> place, Actor actor) {
        PlaceCode where =
                place.filter(code -> !code.isEmpty()).map(PlaceCode::parse).orElseGet(actor::home);
        if (!actor.covers(where)) {
            throw Refusal.notFound();
        }
        return where;
    }

    @GetMapping("/api/v1/photos/{id}")
    @Described(scope = Scope.READ, answer = byte[].class)
    ResponseEntity<byte[]> getPhoto(@PathVariable UUID id) {
        return jpeg(id, false);
    }

    @GetMapping("/api/v1/photos/{id}/small")
    @Described(scope = Scope.READ, answer = byte[].class)
    ResponseEntity<byte[]> getSmallPhoto(@PathVariable UUID id) {
        return jpeg(id, true);
    }

    private ResponseEntity<byte[]> jpeg(UUID id, boolean thumbnail) {
        return ResponseEntity.ok()
                .contentType(MediaType.IMAGE_JPEG)
                .cacheControl(CacheControl.noStore())
                .header("X-Content-Type-Options", "nosniff")
                .body(attachments.jpeg(id, thumbnail).orElseThrow(Refusal::notFound));
    }
}
