package org.linli.order.web;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import linli.pages.Templates;
import org.linli.kernel.Cursor;
import org.linli.kernel.Refusal;
import org.linli.order.FoundOrders;
import org.linli.order.FoundOrders.Listed;
import org.linli.order.SavedViews;
import org.linli.order.Sought;
import org.linli.order.web.ListView.Choices;
import org.linli.order.web.ListView.Row;
import org.linli.platform.web.Answer;
import org.linli.platform.web.Page;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** All orders within reach 全部事项: sieved, counted, and each page an address of its own. */
@Controller
class ListPages {

    private final FoundOrders found;
    private final SavedViews views;
    private final Conditions conditions;
    private final Templates templates;

    ListPages(FoundOrders found, SavedViews views, Conditions conditions, Templates templates) {
        this.found = found;
        this.views = views;
        this.conditions = conditions;
        this.templates = templates;
    }

    @GetMapping(ListView.PATH)
    Answer list(SoughtForm form, Page page) {
        return conditions.answer(
                form,
                sought -> sought,
                ListView.PATH,
                page.actor(),
                (sought, where, refused) -> show(form, sought, where, page, refused));
    }

    private gg.jte.models.runtime.JteModel show(
            SoughtForm form, Sought sought, RoutesView.Where where, Page page, Optional<Refusal> refused) {
        Instant now = page.now();
        boolean first = form.after() == null || form.after().isEmpty() || refused.isPresent();
        Optional<Cursor> after = first ? Optional.empty() : Optional.of(Cursor.parse(form.after()));
        FoundOrders.Found list = found.urgentFirst(sought, after);
        org.linli.kernel.Page<Listed> rows = list.page();
        List<Pattern> words = Marked.loosely(sought.eachWord());
        Choices choices = conditions.choices(page.actor());
        return templates.orderList(
                page,
                new ListView(
                        sought,
                        rows.items().stream()
                                .map(row -> Row.of(row, words, now))
                                .toList(),
                        rows.next().map(Cursor::text).orElse(""),
                        !first,
                        list.many(),
                        choices,
                        conditions.chips(sought, choices, page, ListView.PATH),
                        where,
                        form.allTicked(),
                        refused),
                views.all());
    }
}
