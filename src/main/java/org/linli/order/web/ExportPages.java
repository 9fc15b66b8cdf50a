package org.linli.order.web;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import linli.pages.Templates;
import org.jspecify.annotations.Nullable;
import org.linli.kernel.Cursor;
import org.linli.kernel.Refusal;
import org.linli.order.ExportFile;
import org.linli.order.Exports;
import org.linli.order.Exports.Export;
import org.linli.order.Exports.Format;
import org.linli.order.FoundOrders;
import org.linli.order.Layouts;
import org.linli.order.Sought;
import org.linli.platform.web.Answer;
import org.linli.platform.web.Once;
import org.linli.platform.web.Page;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Exports 导出: begun from the list, followed on a page, fetched when done; and for the chief, who took out what. */
@Controller
class ExportPages {

    static final String PATH = ListView.PATH + "/exports";

    private static final int LOGGED = 50;

    private final Exports exports;
    private final ExportFile file;
    private final Layouts layouts;
    private final FoundOrders found;
    private final Templates templates;

    ExportPages(Exports exports, ExportFile file, Layouts layouts, FoundOrders found, Templates templates) {
        this.exports = exports;
        this.file = file;
        this.layouts = layouts;
        this.found = found;
        this.templates = templates;
    }

    /**
     * The form, and one's own exports.
     *
     * @param filter the query of the list that is to be exported
     * @param layout the one to begin with
     */
    @GetMapping(PATH)
    Answer list(
            @RequestParam(defaultValue = "") String filter, @RequestParam(defaultValue = "") String layout, Page page) {
        return Answer.show(show(filter, layout, "", Optional.empty(), page));
    }

    @PostMapping(PATH)
    Answer begin(
            @RequestParam(defaultValue = "") String filter,
            @RequestParam(defaultValue = "") String layout,
            @RequestParam(defaultValue = "") String format,
            Page page,
            Once once) {
        try {
            return once.go(
                    () -> PATH + "/" + exports.begin(Sought.read(filter), chosen(layout), named(format), page.lang()));
        } catch (Refusal refusal) {
            return Answer.again(show(filter, layout, format, Optional.of(refusal.mendable()), page));
        }
    }

    private static UUID chosen(String layout) {
        try {
            return UUID.fromString(layout);
        } catch (IllegalArgumentException none) {
            throw Refusal.invalid("order.exportChoose");
        }
    }

    private static Format named(String format) {
        return Arrays.stream(Format.values())
                .filter(value -> value.name().equals(format))
                .findFirst()
                .orElseThrow(() -> Refusal.invalid("order.exportChoose"));
    }

    private gg.jte.models.runtime.JteModel show(
            String filter, String layout, String format, Optional<Refusal> refused, Page page) {
        Sought sought = Sought.ALL;
        Optional<Refusal> broken = refused;
        try {
            sought = Sought.read(filter);
        } catch (Refusal refusal) {
            broken = Optional.of(broken.orElse(refusal.mendable()));
        }
        int many = found.count(sought, FoundOrders.COUNTED + 1);
        Map<String, String> named = new LinkedHashMap<>();
        layouts.all()
                .forEach(each ->
                        named.put(each.id().toString(), layouts.name(each, Locale.forLanguageTag(page.lang()))));
        return templates.orderExports(
                page, exports.mine(), sought.query(), many, named, layout, format, broken.orElse(null));
    }

    @GetMapping(PATH + "/{id}")
    Answer one(@PathVariable UUID id, Page page) {
        return Answer.show(templates.orderExport(page, exports.export(id)));
    }

    @PostMapping(PATH + "/{id}/cancel")
    Answer cancel(@PathVariable UUID id, Once once) {
        return once.go(() -> {
            exports.cancel(id);
            return PATH + "/" + id;
        });
    }

    /** The file, part by part as the database keeps it. */
    @GetMapping(PATH + "/{id}/file")
    void file(@PathVariable UUID id, HttpServletResponse response) throws IOException {
        Export export = exports.export(id);
        if (!export.ready()) {
            throw Refusal.notFound();
        }
        response.setContentType(export.format().type());
        response.setHeader("Content-Disposition", "attachment; filename=\"" + export.file() + "\"");
        response.setHeader("Cache-Control", "private, no-store");
        response.setContentLengthLong(export.bytes());
        file.write(id, response.getOutputStream());
    }

    /** Who took out what 导出记录. */
    @GetMapping(PATH + "/log")
    Answer log(@RequestParam(required = false) @Nullable String after, Page page) {
        return Answer.show(templates.orderExportLog(
                page, exports.log(Optional.ofNullable(after).map(Cursor::parse), LOGGED), after != null));
    }
}
