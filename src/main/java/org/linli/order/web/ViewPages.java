package org.linli.order.web;

import java.util.Optional;
import java.util.UUID;
import linli.pages.Templates;
import org.linli.kernel.Refusal;
import org.linli.order.FoundOrders;
import org.linli.order.SavedViews;
import org.linli.order.Sought;
import org.linli.platform.web.Answer;
import org.linli.platform.web.Once;
import org.linli.platform.web.Page;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The filters that somebody keeps 常用筛选: saved from the list, renamed, shared and deleted here. */
@Controller
class ViewPages {

    static final String PATH = ListView.PATH + "/views";

    private final SavedViews views;
    private final Templates templates;

    ViewPages(SavedViews views, Templates templates) {
        this.views = views;
        this.templates = templates;
    }

    @GetMapping(PATH)
    Answer list(Page page) {
        return Answer.show(show("", "", "", Optional.empty(), page));
    }

    @PostMapping(PATH)
    Answer save(
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "") String filter,
            Page page,
            Once once) {
        try {
            return once.go(() -> {
                Sought sought = Sought.read(filter);
                views.save(name, sought);
                return ListView.address(sought.query());
            });
        } catch (Refusal refusal) {
            return Answer.again(show("save", name, filter, Optional.of(refusal.mendable()), page));
        }
    }

    @PostMapping(PATH + "/{id}/rename")
    Answer rename(@PathVariable UUID id, @RequestParam(defaultValue = "") String name, Page page, Once once) {
        try {
            return once.go(() -> {
                views.rename(id, name);
                return PATH;
            });
        } catch (Refusal refusal) {
            return Answer.again(show(id.toString(), name, "", Optional.of(refusal.mendable()), page));
        }
    }

    @PostMapping(PATH + "/{id}/share")
    Answer share(@PathVariable UUID id, @RequestParam(defaultValue = "") String shared, Once once) {
        return once.go(() -> {
            views.share(id, shared.equals("yes"));
            return PATH;
        });
    }

    @PostMapping(PATH + "/{id}/drop")
    Answer drop(@PathVariable UUID id, Once once) {
        return once.go(() -> {
            views.delete(id);
            return PATH;
        });
    }

    private gg.jte.models.runtime.JteModel show(
            String form, String typed, String filter, Optional<Refusal> refused, Page page) {
        if (!FoundOrders.sees(page.actor())) {
            throw Refusal.forbidden("list.notYours");
        }
        return templates.orderViews(page, views.all(), form, typed, filter, refused.orElse(null));
    }
}
