package org.linli.order.web;

import gg.jte.models.runtime.JteModel;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import linli.pages.Templates;
import org.jspecify.annotations.Nullable;
import org.linli.kernel.Refusal;
import org.linli.order.ImportLines;
import org.linli.order.ImportLines.Line;
import org.linli.order.ImportLines.Outcome;
import org.linli.order.Imports;
import org.linli.order.Imports.Import;
import org.linli.order.Imports.Progress;
import org.linli.order.Layouts;
import org.linli.order.RefusedRows;
import org.linli.platform.web.Answer;
import org.linli.platform.web.Once;
import org.linli.platform.web.Page;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;

/** Files of 12345 and of digital city management 导入: brought, looked at, and taken. */
@Controller
class ImportPages {

    private static final String PATH = ImportsView.PATH;

    private final Imports imports;
    private final ImportLines importLines;
    private final RefusedRows refusedRows;
    private final Layouts layouts;
    private final Templates templates;

    ImportPages(
            Imports imports, ImportLines importLines, RefusedRows refusedRows, Layouts layouts, Templates templates) {
        this.imports = imports;
        this.importLines = importLines;
        this.refusedRows = refusedRows;
        this.layouts = layouts;
        this.templates = templates;
    }

    @GetMapping(PATH)
    Answer list(Page page) {
        return Answer.show(files(page, "", null));
    }

    @PostMapping(PATH)
    Answer bring(
            @RequestParam(defaultValue = "") String layout,
            @RequestParam(required = false) @Nullable MultipartFile table,
            Page page,
            Once once) {
        try {
            UUID by = id(layout).orElseThrow(() -> Refusal.invalid("order.layout"));
            if (table == null || table.isEmpty()) {
                throw Refusal.invalid("order.importNone");
            }
            byte[] bytes = table.getBytes();
            String name = Optional.ofNullable(table.getOriginalFilename()).orElse("");
            return once.go(() -> PATH + "/" + imports.read(by, name, bytes));
        } catch (Refusal refusal) {
            return Answer.again(files(page, layout, refusal.mendable()));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static Optional<UUID> id(String text) {
        try {
            return text.length() == 36 ? Optional.of(UUID.fromString(text)) : Optional.empty();
        } catch (IllegalArgumentException none) {
            return Optional.empty();
        }
    }

    private JteModel files(Page page, String chosen, @Nullable Refusal refusal) {
        Map<String, String> named = new LinkedHashMap<>();
        imports.readable()
                .forEach(layout ->
                        named.put(layout.id().toString(), layouts.name(layout, Locale.forLanguageTag(page.lang()))));
        return templates.orderImports(page, new ImportsView.Files(imports.mine(), named, chosen), refusal);
    }

    /** Whatever is no outcome of a row is all of them. */
    @GetMapping(PATH + "/{id}")
    Answer one(
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String of,
            @RequestParam(defaultValue = "") String after,
            Page page) {
        return Answer.show(one(imports.one(id), of, after, page, null));
    }

    private JteModel one(Import read, String of, String after, Page page, @Nullable Refusal refusal) {
        boolean ready = read.progress() == Progress.READY;
        Optional<Outcome> only = Arrays.stream(Outcome.values())
                .filter(outcome -> outcome.name().equals(of))
                .findFirst()
                // Before anything is made of them, what matters is which rows cannot be taken.
                .or(() -> ready ? Optional.of(Outcome.REFUSED) : Optional.empty());
        int from = after.matches("[0-9]{1,5}") ? Integer.parseInt(after) : 0;
        List<Line> lines = importLines.lines(read.id(), only, from, ImportLines.PAGE + 1);
        boolean more = lines.size() > ImportLines.PAGE;
        List<Line> shown = lines.subList(0, Math.min(ImportLines.PAGE, lines.size()));
        return templates.orderImport(
                page,
                new ImportsView.One(
                        read,
                        imports.before(read.id()),
                        ready ? importLines.known(read.id()) : 0,
                        ready ? importLines.lines(read.id(), Optional.of(Outcome.READY), 0, Imports.SHOWN) : List.of(),
                        importLines.counts(read.id()),
                        only,
                        shown,
                        more ? shown.getLast().row() : 0,
                        mendable(read, page)),
                refusal);
    }

    /** The rows that were not taken 没有导入的, with the reason of each, as a table to be mended and sent back. */
    @GetMapping(PATH + "/{id}/refused.csv")
    void refused(@PathVariable UUID id, Page page, HttpServletResponse response) throws IOException {
        if (!mendable(imports.one(id), page)) {
            throw Refusal.movedOn("order.importForgotten");
        }
        response.setContentType("text/csv;charset=UTF-8");
        response.setHeader("Content-Disposition", "attachment; filename=\"refused.csv\"");
        response.setHeader("Cache-Control", "private, no-store");
        refusedRows.write(id, Locale.forLanguageTag(page.lang()), response.getOutputStream());
    }

    private static boolean mendable(Import read, Page page) {
        return page.now().isBefore(read.begunAt().plus(Imports.MENDABLE_FOR));
    }

    @PostMapping(PATH + "/{id}/begin")
    Answer begin(@PathVariable UUID id, Page page, Once once) {
        try {
            return once.go(() -> {
                imports.begin(id);
                return PATH + "/" + id;
            });
        } catch (Refusal refusal) {
            Refusal why = refusal.mendable();
            return Answer.again(one(imports.one(id), "", "", page, why));
        }
    }

    @PostMapping(PATH + "/{id}/cancel")
    Answer cancel(@PathVariable UUID id, Once once) {
        return once.go(() -> {
            imports.cancel(id);
            return PATH + "/" + id;
        });
    }
}
