package org.linli.order.web;

import gg.jte.models.runtime.JteModel;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import linli.pages.Templates;
import org.jspecify.annotations.Nullable;
import org.linli.kernel.Refusal;
import org.linli.order.FoundOrders;
import org.linli.order.Layout;
import org.linli.order.Layouts;
import org.linli.platform.web.Answer;
import org.linli.platform.web.Once;
import org.linli.platform.web.Page;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The layouts 表格格式 of my place: which column of somebody else's table is what; an administrator changes them. */
@Controller
class LayoutPages {

    private static final String PATH = LayoutsView.PATH;

    private final Layouts layouts;
    private final Templates templates;

    LayoutPages(Layouts layouts, Templates templates) {
        this.layouts = layouts;
        this.templates = templates;
    }

    /** The form begins as one of them where that is asked for. */
    @GetMapping(PATH)
    Answer list(@RequestParam(defaultValue = "") String as, Page page) {
        reader(page);
        LayoutsView.Typed typed = layouts.all().stream()
                .filter(layout -> layout.id().toString().equals(as))
                .findFirst()
                .map(layout -> new LayoutsView.Typed(
                        layouts.name(layout, locale(page)),
                        layout.source().map(Enum::name).orElse(""),
                        layouts.typed(layout, locale(page))))
                .orElse(new LayoutsView.Typed("", "HOTLINE", ""));
        return Answer.show(show(page, typed, null));
    }

    @PostMapping(PATH)
    Answer keep(
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "") String source,
            @RequestParam(defaultValue = "") String columns,
            Page page,
            Once once) {
        try {
            return once.go(() -> {
                layouts.keep(name, source, columns);
                return PATH;
            });
        } catch (Refusal refusal) {
            return Answer.again(show(page, new LayoutsView.Typed(name, source, columns), refusal.mendable()));
        }
    }

    @PostMapping(PATH + "/{id}/drop")
    Answer drop(@PathVariable UUID id, Once once) {
        return once.go(() -> {
            layouts.drop(id);
            return PATH;
        });
    }

    private static void reader(Page page) {
        if (!page.actor().duty().appoints() && !FoundOrders.sees(page.actor())
                || !page.actor().duty().staff()) {
            throw Refusal.forbidden("order.layoutNotYours");
        }
    }

    private static Locale locale(Page page) {
        return Locale.forLanguageTag(page.lang());
    }

    private JteModel show(Page page, LayoutsView.Typed typed, @Nullable Refusal refusal) {
        return templates.orderLayouts(
                page,
                new LayoutsView(
                        layouts.all().stream().map(layout -> one(layout, page)).toList(),
                        typed,
                        page.actor().duty().appoints()),
                refusal);
    }

    private LayoutsView.One one(Layout layout, Page page) {
        Map<String, String> columns = new LinkedHashMap<>();
        for (Layout.Column column : layout.columns()) {
            columns.put(layouts.heading(column, locale(page)), page.t("order.layout.field." + column.field()));
        }
        return new LayoutsView.One(
                layout,
                layouts.name(layout, locale(page)),
                columns,
                layout.place().isPresent() && layout.place().equals(page.actor().place()));
    }
}
