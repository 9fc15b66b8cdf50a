package org.linli.order.web;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import linli.pages.Templates;
import org.jspecify.annotations.Nullable;
import org.linli.kernel.Refusal;
import org.linli.order.BulkDispatch;
import org.linli.order.FoundOrders;
import org.linli.order.FoundOrders.Listed;
import org.linli.platform.Actor;
import org.linli.platform.web.Answer;
import org.linli.platform.web.Once;
import org.linli.platform.web.Page;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** What is done with several orders of the list at once: dispatched 批量派单, printed 批量打印. */
@Controller
class BulkPages {

    static final String PATH = ListView.PATH + "/bulk";

    private final FoundOrders found;
    private final BulkDispatch bulk;
    private final Stories stories;
    private final Templates templates;

    BulkPages(FoundOrders found, BulkDispatch bulk, Stories stories, Templates templates) {
        this.found = found;
        this.bulk = bulk;
        this.stories = stories;
        this.templates = templates;
    }

    /** What was ticked in the list, and to whom it may go. */
    @GetMapping(ListView.PATH + "/chosen")
    Answer choose(@RequestParam(required = false) @Nullable List<UUID> id, Page page) {
        return Answer.show(show(id, "", "", Optional.empty(), page));
    }

    @PostMapping(PATH)
    Answer dispatch(
            @RequestParam(required = false) @Nullable List<UUID> id,
            @RequestParam(required = false) @Nullable UUID organisation,
            @RequestParam(defaultValue = "") String words,
            Page page,
            Once once) {
        try {
            String path = once.path(() -> {
                if (organisation == null) {
                    throw Refusal.invalid("order.handler");
                }
                return PATH + "/" + bulk.begin(id == null ? List.of() : id, organisation, words);
            });
            // Outside of the form's own transaction: each order is moved in one of its own. A form sent again goes on
            // with the rest.
            bulk.goOn(UUID.fromString(path.substring(PATH.length() + 1)));
            return Answer.go(path);
        } catch (Refusal refusal) {
            String chosen = organisation == null ? "" : organisation.toString();
            return Answer.again(show(id, chosen, words, Optional.of(refusal.mendable()), page));
        }
    }

    @GetMapping(PATH + "/{id}")
    Answer result(@PathVariable UUID id, Page page) {
        return Answer.show(templates.orderBulked(page, bulk.bulk(id)));
    }

    /** Goes on with what was interrupted. */
    @PostMapping(PATH + "/{id}/on")
    Answer goOn(@PathVariable UUID id) {
        bulk.goOn(id);
        return Answer.go(PATH + "/" + id);
    }

    /** Each order on a sheet of its own, to take along. */
    @GetMapping(ListView.PATH + "/print")
    Answer print(@RequestParam(required = false) @Nullable List<UUID> id, Page page) {
        return Answer.show(templates.orderSlips(page, within(id)));
    }

    private List<Listed> within(@Nullable List<UUID> ids) {
        List<UUID> each = ids == null
                ? List.of()
                : ids.stream().distinct().limit(BulkDispatch.MOST).toList();
        return found.these(each);
    }

    private gg.jte.models.runtime.JteModel show(
            @Nullable List<UUID> ids, String chosen, String words, Optional<Refusal> refused, Page page) {
        Actor actor = page.actor();
        if (!actor.duty().dispatches()) {
            throw Refusal.forbidden("order.bulkNotYours");
        }
        Map<Boolean, List<Listed>> rows = within(ids).stream()
                .collect(
                        Collectors.partitioningBy(row -> row.order().open(actor).contains("dispatch")));
        List<Listed> open = rows.getOrDefault(true, List.of());
        List<List<Handler>> handlers = handlers(open);
        return templates.orderBulk(
                page,
                open,
                rows.getOrDefault(false, List.of()),
                common(handlers),
                chosen.isEmpty() ? suggested(handlers) : chosen,
                words,
                refused.orElse(null));
    }

    /** Who may be sent each; orders of one category and place are asked about once. */
    private List<List<Handler>> handlers(List<Listed> rows) {
        Map<String, List<Handler>> known = new HashMap<>();
        return rows.stream()
                .map(Listed::order)
                .map(order -> known.computeIfAbsent(
                        order.category().code() + " " + order.matter().place() + order.language(),
                        key -> stories.handlers(order)))
                .toList();
    }

    /** Who may be sent all of them. */
    private static List<Handler> common(List<List<Handler>> each) {
        return each.isEmpty()
                ? List.of()
                : each.getFirst().stream()
                        .filter(handler -> each.stream()
                                .allMatch(of ->
                                        of.stream().anyMatch(other -> other.id().equals(handler.id()))))
                        .toList();
    }

    /** Whom the rules name first for all of them; nobody where they differ. */
    private static String suggested(List<List<Handler>> each) {
        List<String> first = each.stream()
                .map(handlers -> handlers.stream()
                        .filter(Handler::suggested)
                        .findFirst()
                        .map(handler -> handler.id().toString())
                        .orElse(""))
                .distinct()
                .toList();
        return first.size() == 1 ? first.getFirst() : "";
    }
}
