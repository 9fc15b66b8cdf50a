package org.linli.order.web;

import java.util.Optional;
import java.util.Set;
import linli.pages.Templates;
import org.linli.kernel.Cursor;
import org.linli.kernel.Refusal;
import org.linli.order.FoundOrders;
import org.linli.order.Lateness;
import org.linli.order.Sought;
import org.linli.order.State;
import org.linli.order.web.ListView.Choices;
import org.linli.platform.Actor;
import org.linli.platform.web.Answer;
import org.linli.platform.web.Page;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** The lateness board 超时榜: who lets what lie, and the lists behind its numbers. */
@Controller
class LatePages {

    private final Lateness lateness;
    private final FoundOrders found;
    private final Conditions conditions;
    private final Templates templates;

    LatePages(Lateness lateness, FoundOrders found, Conditions conditions, Templates templates) {
        this.lateness = lateness;
        this.found = found;
        this.conditions = conditions;
        this.templates = templates;
    }

    /** States, marks and the order of a list are the board's own to say: they are passed over. */
    @GetMapping(LateView.PATH)
    Answer board(SoughtForm form, Page page) {
        return conditions.answer(
                form,
                asked -> asked.standing(Set.of(), Set.of()).sorted(Sought.Sort.NEWEST),
                LateView.PATH,
                page.actor(),
                (sought, where, refused) -> show(form, sought, where, page, refused));
    }

    private gg.jte.models.runtime.JteModel show(
            SoughtForm form, Sought sought, RoutesView.Where where, Page page, Optional<Refusal> refused) {
        Actor actor = page.actor();
        boolean first = form.after() == null || form.after().isEmpty() || refused.isPresent();
        Choices choices = conditions.choices(page.actor());
        return templates.orderLate(
                page,
                new LateView(
                        sought,
                        lateness.board(sought, first ? Optional.empty() : Optional.of(Cursor.parse(form.after()))),
                        !first,
                        found.count(sought.standing(Set.of(State.SUSPENDED), Set.of()), FoundOrders.COUNTED + 1),
                        choices,
                        conditions.chips(sought, choices, page, LateView.PATH),
                        where,
                        refused));
    }
}
