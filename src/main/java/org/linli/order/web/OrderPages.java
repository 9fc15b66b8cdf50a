package org.linli.order.web;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import linli.pages.Templates;
import org.jspecify.annotations.Nullable;
import org.linli.kernel.Cursor;
import org.linli.kernel.Refusal;
import org.linli.order.OrderLists;
import org.linli.order.Orders;
import org.linli.order.Step;
import org.linli.platform.Actor;
import org.linli.platform.notice.Notices;
import org.linli.platform.web.Answer;
import org.linli.platform.web.Once;
import org.linli.platform.web.Page;
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
    private final Stories stories;
    private final Notices notices;
    private final Templates templates;

    OrderPages(Orders orders, OrderLists lists, Stories stories, Notices notices, Templates templates) {
        this.orders = orders;
        this.lists = lists;
        this.stories = stories;
        this.notices = notices;
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
        if (!tab.equals("ended")) {
            boolean none =
                    open.isEmpty() && lists.mineEnded(Optional.empty()).items().isEmpty();
            return Answer.show(templates.orderMine(page, open, open.size(), false, none, ""));
        }
        org.linli.kernel.Page<OrderLists.Row> ended =
                lists.mineEnded(Optional.ofNullable(after).map(Cursor::parse));
        return Answer.show(templates.orderMine(
                page,
                ended.items(),
                open.size(),
                true,
                false,
                ended.next().map(Cursor::text).orElse("")));
    }

    @GetMapping("/orders/{id}")
    Answer one(@PathVariable UUID id, @RequestParam(required = false) @Nullable String placed, Actor actor, Page page) {
        if (actor.duty().staff()) {
            return Answer.go("/desk/orders/" + id);
        }
        Story story = stories.story(id);
        if (page.visit().unread() > 0) {
            notices.readAbout(id);
        }
        return Answer.show(templates.orderOne(page, story, story.order().open(actor), Typed.NOTHING, placed != null));
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
            if (!solved.equals("yes") && !solved.equals("no")) {
                throw Refusal.invalid("order.solved");
            }
            return once.go(() -> took(id, new Step.Rate(stars, solved.equals("yes"), words)));
        } catch (Refusal refusal) {
            return again(id, new Typed("rate", words, "", "", stars, solved, Optional.of(refusal)), page);
        }
    }

    @PostMapping("/orders/{id}/withdraw")
    Answer withdraw(@PathVariable UUID id, @RequestParam(defaultValue = "") String words, Page page, Once once) {
        try {
            return once.go(() -> took(id, new Step.Withdraw(words)));
        } catch (Refusal refusal) {
            return again(id, Typed.words("withdraw", words, refusal), page);
        }
    }

    @PostMapping("/orders/{id}/reply")
    Answer reply(@PathVariable UUID id, @RequestParam(defaultValue = "") String words, Page page, Once once) {
        try {
            return once.go(() -> took(id, new Step.Reply(words)));
        } catch (Refusal refusal) {
            return again(id, Typed.words("reply", words, refusal), page);
        }
    }

    private String took(UUID id, Step step) {
        orders.take(id, step, List.of());
        return "/orders/" + id;
    }

    private Answer again(UUID id, Typed typed, Page page) {
        typed.refusal().orElseThrow().mendable();
        Story story = stories.story(id);
        return Answer.again(templates.orderOne(page, story, story.order().open(page.actor()), typed, false));
    }
}
