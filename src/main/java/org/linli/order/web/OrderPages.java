package org.linli.order.web;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import linli.pages.Templates;
import org.jspecify.annotations.Nullable;
import org.linli.kernel.Cursor;
import org.linli.kernel.PlaceCode;
import org.linli.kernel.Refusal;
import org.linli.order.Joined;
import org.linli.order.Joining;
import org.linli.order.OrderLists;
import org.linli.order.Orders;
import org.linli.order.Step;
import org.linli.place.Places;
import org.linli.platform.Actor;
import org.linli.platform.notice.Opened;
import org.linli.platform.web.Answer;
import org.linli.platform.web.Once;
import org.linli.platform.web.Page;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** A resident's orders 我的单, and one of them with its line. */
@Controller
class OrderPages {

    private static final int OPEN = 50;

    private final Orders orders;
    private final OrderLists lists;
    private final Joining joining;
    private final Stories stories;
    private final Places places;
    private final Opened opened;
    private final Templates templates;

    OrderPages(
            Orders orders,
            OrderLists lists,
            Joining joining,
            Stories stories,
            Places places,
            Opened opened,
            Templates templates) {
        this.orders = orders;
        this.lists = lists;
        this.joining = joining;
        this.stories = stories;
        this.places = places;
        this.opened = opened;
        this.templates = templates;
    }

    @GetMapping("/orders")
    Answer mine(
            @RequestParam(defaultValue = "") String tab,
            @RequestParam(required = false) @Nullable String after,
            Actor actor,
            Page page) {
        if (actor.duty().staff()) {
            return Answer.go("/desk");
        }
        List<OrderLists.Row> open = lists.mineOpen(OPEN);
        boolean over = tab.equals("ended");
        List<Joined> joined = joining.mine().stream()
                .filter(one -> one.state().over() == over)
                .toList();
        Map<PlaceCode, String> names =
                places.fullNames(joined.stream().map(Joined::place).collect(Collectors.toSet()));
        if (!tab.equals("ended")) {
            boolean none = open.isEmpty()
                    && joined.isEmpty()
                    && lists.mineEnded(Optional.empty()).items().isEmpty();
            return Answer.show(templates.orderMine(page, open, joined, names, open.size(), false, none, ""));
        }
        org.linli.kernel.Page<OrderLists.Row> ended =
                lists.mineEnded(Optional.ofNullable(after).map(Cursor::parse));
        return Answer.show(templates.orderMine(
                page,
                ended.items(),
                after == null ? joined : List.of(),
                names,
                open.size(),
                true,
                false,
                ended.next().map(Cursor::text).orElse("")));
    }

    @GetMapping("/orders/{id}")
    Answer one(
            @PathVariable UUID id,
            @RequestParam(required = false) @Nullable String placed,
            @RequestParam(required = false) @Nullable String joined,
            Actor actor,
            Page page) {
        if (actor.duty().staff()) {
            return Answer.go("/desk/orders/" + id);
        }
        opened.about(id, page);
        Story story;
        try {
            story = stories.story(id);
        } catch (Refusal notTheirs) {
            return Answer.show(joined(id, Typed.NOTHING, joined != null, page).orElseThrow(() -> notTheirs));
        }
        return Answer.show(templates.orderOne(
                page, story, story.order().open(actor), stories.parts(story.order()), Typed.NOTHING, placed != null));
    }

    @PostMapping("/orders/{id}/rate")
    Answer rate(
            @PathVariable UUID id,
            @RequestParam(defaultValue = "0") int stars,
            @RequestParam(defaultValue = "") String solved,
            @RequestParam(defaultValue = "") String words,
            Page page,
            Once once) {
        try {
            boolean done = Typed.solved(solved);
            return once.go(at(id), () -> took(id, new Step.Rate(stars, done, words)));
        } catch (Refusal refusal) {
            return again(id, new Typed("rate", words, "", "", stars, solved, Optional.of(refusal)), page);
        }
    }

    @PostMapping("/orders/{id}/withdraw")
    Answer withdraw(@PathVariable UUID id, @RequestParam(defaultValue = "") String words, Page page, Once once) {
        try {
            return once.go(at(id), () -> took(id, new Step.Withdraw(words)));
        } catch (Refusal refusal) {
            return again(id, Typed.words("withdraw", words, refusal), page);
        }
    }

    @PostMapping("/orders/{id}/reply")
    Answer reply(@PathVariable UUID id, @RequestParam(defaultValue = "") String words, Page page, Once once) {
        try {
            return once.go(at(id), () -> took(id, new Step.Reply(words)));
        } catch (Refusal refusal) {
            return again(id, Typed.words("reply", words, refusal), page);
        }
    }

    /** An order that the acting resident joined, as far as they see it. */
    private Optional<gg.jte.models.runtime.JteModel> joined(UUID id, Typed typed, boolean fresh, Page page) {
        return joining.joined(id)
                .map(order -> templates.orderJoined(
                        page,
                        new JoinedView(
                                order, places.fullName(order.place()), joining.line(id), order.ratable(page.now())),
                        typed,
                        fresh));
    }

    /** 评价 by a neighbour who joined. */
    @PostMapping("/orders/{id}/voice")
    Answer voice(
            @PathVariable UUID id,
            @RequestParam(defaultValue = "0") int stars,
            @RequestParam(defaultValue = "") String solved,
            @RequestParam(defaultValue = "") String words,
            Page page,
            Once once) {
        try {
            boolean done = Typed.solved(solved);
            return once.go(() -> {
                joining.rate(id, new Joined.Voice(stars, done, words));
                return "/orders/" + id;
            });
        } catch (Refusal refusal) {
            Typed typed = new Typed("rate", words, "", "", stars, solved, Optional.of(refusal.mendable()));
            return Answer.again(joined(id, typed, false, page).orElseThrow(Refusal::notFound));
        }
    }

    /** 不再关注. */
    @PostMapping("/orders/{id}/leave")
    Answer leave(@PathVariable UUID id, Once once) {
        return once.go(() -> {
            joining.leave(id);
            return "/orders";
        });
    }

    /** The small picture of an order that a neighbour may join, or did. */
    @GetMapping("/orders/{id}/picture")
    ResponseEntity<byte[]> picture(@PathVariable UUID id) {
        byte[] bytes = joining.picture(id).orElseThrow(Refusal::notFound);
        return ResponseEntity.ok()
                .contentType(MediaType.IMAGE_JPEG)
                .cacheControl(CacheControl.noStore())
                .header("X-Content-Type-Options", "nosniff")
                .body(bytes);
    }

    private String took(UUID id, Step step) {
        orders.take(id, step, List.of());
        return at(id);
    }

    private static String at(UUID id) {
        return "/orders/" + id;
    }

    private Answer again(UUID id, Typed typed, Page page) {
        Refusal refusal = typed.refusal().orElseThrow().decidable();
        Story story = stories.story(id);
        return Answer.again(
                templates.orderOne(
                        page, story, story.order().open(page.actor()), stories.parts(story.order()), typed, false),
                refusal);
    }
}
