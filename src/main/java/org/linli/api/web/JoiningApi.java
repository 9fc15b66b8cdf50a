package org.linli.api.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.linli.api.Scope;
import org.linli.api.web.Answers.Followed;
import org.linli.api.web.Answers.Following;
import org.linli.api.web.Answers.Left;
import org.linli.api.web.Answers.Near;
import org.linli.api.web.Answers.Nearby;
import org.linli.kernel.PlaceCode;
import org.linli.kernel.Refusal;
import org.linli.order.Categories;
import org.linli.order.Joined;
import org.linli.order.Joining;
import org.linli.place.Places;
import org.linli.platform.Actor;
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

/**
 * Neighbours by programs 我也遇到接口: before an order is placed the like of it nearby, joined or left; and what became of what was
 * joined. They see what a neighbour sees on the pages, and no more of whoever asked.
 */
@RestController
class JoiningApi {

    private static final String JOINED = OrdersApi.PATH + "/joined";

    /** What is said by whoever joins; it may be nothing. */
    record Join(String words) {}

    /** Nothing is said by whoever leaves. */
    record Leave() {}

    private final Joining joining;
    private final Categories categories;
    private final Places places;
    private final JsonMapper json;

    JoiningApi(Joining joining, Categories categories, Places places, JsonMapper json) {
        this.joining = joining;
        this.categories = categories;
        this.places = places;
        this.json = json;
    }

    @GetMapping(OrdersApi.PATH + "/nearby")
    @Described(scope = Scope.READ, answer = Nearby.class, refuses = 422)
    ResponseEntity<Nearby> listNearby(@RequestParam String category, @RequestParam String place, Actor actor) {
        if (actor.duty().staff()) {
            throw Refusal.forbidden("order.residentOnly");
        }
        PlaceCode where = PlaceCode.parse(place);
        if (!actor.covers(where)) {
            throw Refusal.notFound();
        }
        List<Joining.Nearby> nearby =
                joining.nearby(categories.choose(category, where).code(), where);
        Map<PlaceCode, String> names =
                places.fullNames(nearby.stream().map(Joining.Nearby::place).collect(Collectors.toSet()));
        return answer(new Nearby(nearby.stream()
                .map(one -> Near.of(one, names.getOrDefault(one.place(), "")))
                .toList()));
    }

    @GetMapping(JOINED)
    @Described(scope = Scope.READ, answer = Following.class)
    ResponseEntity<Following> listJoined() {
        List<Joined> mine = joining.mine();
        Map<PlaceCode, String> names =
                places.fullNames(mine.stream().map(Joined::place).collect(Collectors.toSet()));
        return answer(new Following(mine.stream()
                .map(one -> Followed.of(one, names.getOrDefault(one.place(), ""), List.of()))
                .toList()));
    }

    @GetMapping(JOINED + "/{id}")
    @Described(scope = Scope.READ, answer = Followed.class)
    ResponseEntity<Followed> getJoined(@PathVariable UUID id) {
        return answer(followed(id));
    }

    @PostMapping(path = OrdersApi.PATH + "/{id}/join", consumes = MediaType.APPLICATION_JSON_VALUE)
    @Described(scope = Scope.PLACE, answer = Followed.class, takes = Join.class)
    ResponseEntity<Followed> joinOrder(@PathVariable UUID id, HttpServletRequest request, Once once) {
        Join join = (Join) Form.taking(Join.class).read(Sent.of(request, json));
        return answer(Keyed.answer(request, once, json, Followed.class, () -> {
            joining.join(id, join.words());
            return followed(id);
        }));
    }

    @PostMapping(path = OrdersApi.PATH + "/{id}/leave", consumes = MediaType.APPLICATION_JSON_VALUE)
    @Described(scope = Scope.PLACE, answer = Left.class, takes = Leave.class)
    ResponseEntity<Left> leaveOrder(@PathVariable UUID id, HttpServletRequest request, Once once) {
        Form.taking(Leave.class).read(Sent.of(request, json));
        return answer(Keyed.answer(request, once, json, Left.class, () -> {
            joining.leave(id);
            return new Left(id);
        }));
    }

    @PostMapping(path = JOINED + "/{id}/rate", consumes = MediaType.APPLICATION_JSON_VALUE)
    @Described(scope = Scope.WRITE, answer = Followed.class, takes = Joined.Voice.class)
    ResponseEntity<Followed> rateJoined(@PathVariable UUID id, HttpServletRequest request, Once once) {
        Joined.Voice voice = (Joined.Voice) Form.taking(Joined.Voice.class).read(Sent.of(request, json));
        return answer(Keyed.answer(request, once, json, Followed.class, () -> {
            joining.rate(id, voice);
            return followed(id);
        }));
    }

    @GetMapping(OrdersApi.PATH + "/{id}/picture")
    @Described(scope = Scope.READ, answer = byte[].class)
    ResponseEntity<byte[]> getPicture(@PathVariable UUID id) {
        return ResponseEntity.ok()
                .contentType(MediaType.IMAGE_JPEG)
                .cacheControl(CacheControl.noStore())
                .header("X-Content-Type-Options", "nosniff")
                .body(joining.picture(id).orElseThrow(Refusal::notFound));
    }

    private Followed followed(UUID id) {
        Joined joined = joining.joined(id).orElseThrow(Refusal::notFound);
        return Followed.of(joined, places.fullName(joined.place()), joining.line(id));
    }

    private static <T> ResponseEntity<T> answer(T body) {
        return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(body);
    }
}
