package org.linli.order.web;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import linli.pages.Templates;
import org.jspecify.annotations.Nullable;
import org.linli.kernel.Cursor;
import org.linli.kernel.PlaceCode;
import org.linli.kernel.Refusal;
import org.linli.order.OrderLists.Filter;
import org.linli.order.OrderLists.Tab;
import org.linli.order.State;
import org.linli.platform.Actor;
import org.linli.platform.Duty;
import org.linli.platform.web.Answer;
import org.linli.platform.web.Page;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The inbox 收件箱 of whoever works here: what is mine, what is late, what is next. */
@Controller
class DeskInboxPages {

    private final Stories stories;
    private final Templates templates;

    DeskInboxPages(Stories stories, Templates templates) {
        this.stories = stories;
        this.templates = templates;
    }

    @GetMapping("/desk")
    Answer inbox(
            @RequestParam(defaultValue = "") String tab,
            @RequestParam(defaultValue = "") String q,
            @RequestParam(defaultValue = "") String category,
            @RequestParam(defaultValue = "") String place,
            @RequestParam(defaultValue = "") String state,
            @RequestParam(required = false) @Nullable String after,
            Actor actor,
            Page page) {
        List<Tab> tabs = Tab.of(actor.duty());
        if (tabs.isEmpty()) {
            return Answer.go(
                    actor.duty() == Duty.DEPARTMENT
                            ? "/desk/whistles"
                            : actor.duty().receivesHandovers() ? "/desk/handovers" : "/desk/organisations");
        }
        Tab current = tabs.stream()
                .filter(t -> t.name().equalsIgnoreCase(tab))
                .findFirst()
                .orElse(tabs.getFirst());
        Filter filter;
        Optional<Refusal> refused = Optional.empty();
        try {
            filter = new Filter(
                    q,
                    category,
                    place.isEmpty() ? Optional.empty() : Optional.of(PlaceCode.parse(place)),
                    Arrays.stream(State.values())
                            .filter(s -> s.name().equals(state))
                            .findFirst());
        } catch (Refusal refusal) {
            filter = Filter.NONE;
            refused = Optional.of(refusal);
        }
        InboxView view =
                stories.inbox(current, filter, Optional.ofNullable(after).map(Cursor::parse), refused);
        return Answer.show(templates.orderInbox(page, view));
    }
}
