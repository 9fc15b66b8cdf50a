package org.linli.api.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import java.util.UUID;
import org.linli.api.Scope;
import org.linli.api.web.Answers.Columns;
import org.linli.api.web.Answers.Exporting;
import org.linli.api.web.Answers.Exportings;
import org.linli.kernel.Refusal;
import org.linli.order.ExportFile;
import org.linli.order.Exports;
import org.linli.order.FoundOrders;
import org.linli.order.Layouts;
import org.linli.order.Sought;
import org.linli.platform.Actor;
import org.linli.platform.web.Once;
import org.linli.platform.web.Page;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/** Exports by programs 导出接口: begun by a filter and a layout, looked at until they are done, and fetched. */
@RestController
class ExportsApi {

    static final String PATH = "/api/v1/exports";

    /** What is to be exported, written as the query of {@code GET /api/v1/orders}, and how. */
    record Asked(String filter, UUID layout, Exports.Format format) {}

    /** Nothing is said. */
    record Cancelled() {}

    private final Exports exports;
    private final ExportFile file;
    private final Layouts layouts;
    private final JsonMapper json;

    ExportsApi(Exports exports, ExportFile file, Layouts layouts, JsonMapper json) {
        this.exports = exports;
        this.file = file;
        this.layouts = layouts;
        this.json = json;
    }

    @GetMapping(PATH)
    @Described(scope = Scope.READ, answer = Exportings.class)
    ResponseEntity<Exportings> listExports(Actor actor, Page page) {
        if (!FoundOrders.sees(actor)) {
            throw Refusal.forbidden("list.notYours");
        }
        Locale locale = Locale.forLanguageTag(page.lang());
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .body(new Exportings(
                        exports.mine().stream().map(Exporting::of).toList(),
                        layouts.all().stream()
                                .map(layout -> new Columns(layout.id(), layouts.name(layout, locale)))
                                .toList()));
    }

    @PostMapping(path = PATH, consumes = MediaType.APPLICATION_JSON_VALUE)
    @Described(scope = Scope.WRITE, status = 201, answer = Exporting.class, takes = Asked.class)
    ResponseEntity<Exporting> beginExport(HttpServletRequest request, Page page, Once once) {
        Asked asked = (Asked) Form.taking(Asked.class).read(Sent.of(request, json));
        Sought sought = Sought.read(asked.filter());
        return ResponseEntity.status(201)
                .contentType(MediaType.APPLICATION_JSON)
                .body(Keyed.answer(
                        request,
                        once,
                        json,
                        Exporting.class,
                        () -> Exporting.of(
                                exports.export(exports.begin(sought, asked.layout(), asked.format(), page.lang())))));
    }

    @GetMapping(PATH + "/{id}")
    @Described(scope = Scope.READ, answer = Exporting.class)
    ResponseEntity<Exporting> getExport(@PathVariable UUID id) {
        return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(Exporting.of(exports.export(id)));
    }

    @PostMapping(path = PATH + "/{id}/cancel", consumes = MediaType.APPLICATION_JSON_VALUE)
    @Described(scope = Scope.WRITE, answer = Exporting.class, takes = Cancelled.class)
    ResponseEntity<Exporting> cancelExport(@PathVariable UUID id, HttpServletRequest request, Once once) {
        Form.taking(Cancelled.class).read(Sent.of(request, json));
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .body(Keyed.answer(request, once, json, Exporting.class, () -> {
                    exports.cancel(id);
                    return Exporting.of(exports.export(id));
                }));
    }

    /** The file, part by part as the database keeps it. */
    @GetMapping(PATH + "/{id}/file")
    @Described(
            scope = Scope.READ,
            answer = byte[].class,
            types = {"text/csv", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"})
    void getExportFile(@PathVariable UUID id, HttpServletResponse response) throws IOException {
        Exports.Export export = exports.export(id);
        if (!export.ready()) {
            throw Refusal.notFound();
        }
        response.setContentType(export.format().type());
        response.setHeader("Content-Disposition", "attachment; filename=\"" + export.file() + "\"");
        response.setHeader("Cache-Control", "private, no-store");
        response.setContentLengthLong(export.bytes());
        file.write(id, response.getOutputStream());
    }
}
