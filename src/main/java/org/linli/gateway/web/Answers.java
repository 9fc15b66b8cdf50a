package org.linli.gateway.web;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.linli.gateway.Attribute;
import org.linli.gateway.Fault;
import org.linli.gateway.PublicRequest;
import org.linli.gateway.Services;
import org.linli.gateway.Window;
import org.linli.gateway.web.Document.Fields;
import org.linli.gateway.web.Document.Format;
import org.linli.gateway.web.Document.Items;
import org.linli.gateway.web.Document.Part;
import org.linli.kernel.Refusal;
import org.linli.order.Category;
import org.linli.platform.web.Words;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Writes the answers 应答 of Open311, with the names that the specification gives to things. */
@Component
class Answers {

    private final Words words;
    private final JsonMapper json;
    private final Clock clock;

    Answers(Words words, JsonMapper json, Clock clock) {
        this.words = words;
        this.json = json;
        this.clock = clock;
    }

    ResponseEntity<byte[]> services(List<Category> services, String path) {
        return written(
                new Document(
                        "services",
                        new Items(
                                "service",
                                services.stream()
                                        .<Part>map(category -> Fields.of()
                                                .with("service_code", category.code())
                                                .with("service_name", category.name())
                                                .with("description", category.name())
                                                .with("metadata", true)
                                                .with("type", "realtime")
                                                .with("keywords", category.name())
                                                .with("group", Services.group(category, services)))
                                        .toList())),
                path);
    }

    ResponseEntity<byte[]> definition(Category service, List<Attribute> questions, String path) {
        return written(
                new Document(
                        "service_definition",
                        Fields.of()
                                .with("service_code", service.code())
                                .with(
                                        "attributes",
                                        new Items(
                                                "attribute",
                                                questions.stream()
                                                        .<Part>map(Answers::attribute)
                                                        .toList()))),
                path);
    }

    private static Fields attribute(Attribute question) {
        Fields fields = Fields.of()
                .with("variable", true)
                .with("code", question.code())
                .with("datatype", question.datatype().code())
                .with("required", question.required())
                .with("datatype_description", question.datatypeDescription())
                .with("order", question.order())
                .with("description", question.description());
        return question.values().isEmpty()
                ? fields
                : fields.with(
                        "values",
                        new Items(
                                "value",
                                question.values().stream()
                                        .<Part>map(choice -> Fields.of()
                                                .with("key", choice.key())
                                                .with("name", choice.name()))
                                        .toList()));
    }

    ResponseEntity<byte[]> requests(List<PublicRequest> requests, String path) {
        return written(
                listed(
                        "service_requests",
                        "request",
                        requests.stream().map(this::request).toList()),
                path);
    }

    /** All that the world is told of a request: see {@link PublicRequest}. */
    private Fields request(PublicRequest request) {
        return Fields.of()
                .with("service_request_id", request.id().toString())
                .with("status", request.status().code())
                .with(
                        "status_notes",
                        notes(request.state().name())
                                + request.mergedInto()
                                        .map(id -> words.text(
                                                Locale.SIMPLIFIED_CHINESE, "gateway.mergedInto", id.toString()))
                                        .orElse(""))
                .with("service_name", request.serviceName())
                .with("service_code", request.serviceCode())
                .with("description", request.description())
                .with("agency_responsible", request.agency())
                .with("service_notice", "")
                .with("requested_datetime", Window.write(request.requestedAt(), clock.getZone()))
                .with("updated_datetime", Window.write(request.updatedAt(), clock.getZone()))
                .with(
                        "expected_datetime",
                        request.expectedAt()
                                .map(at -> Window.write(at, clock.getZone()))
                                .orElse(""))
                .with("address", request.address())
                .with("address_id", request.addressId())
                .with("zipcode", "")
                .with(
                        "lat",
                        request.at().map(at -> Double.toString(at.latitude())).orElse(""))
                .with(
                        "long",
                        request.at().map(at -> Double.toString(at.longitude())).orElse(""))
                .with("media_url", "");
    }

    ResponseEntity<byte[]> updates(List<PublicRequest.Update> updates, String path) {
        return written(
                listed(
                        "service_request_updates",
                        "request_update",
                        updates.stream()
                                .map(update -> Fields.of()
                                        .with("update_id", update.id().toString())
                                        .with(
                                                "service_request_id",
                                                update.request().toString())
                                        .with(
                                                "status",
                                                PublicRequest.status(update.state())
                                                        .name())
                                        .with("updated_datetime", Window.write(update.at(), clock.getZone()))
                                        .with(
                                                "description",
                                                update.step().equals("reply")
                                                        ? words.text(Locale.SIMPLIFIED_CHINESE, "gateway.reply")
                                                        : notes(update.state().name()))
                                        .with("media_url", ""))
                                .toList()),
                path);
    }

    private String notes(String state) {
        return words.text(Locale.SIMPLIFIED_CHINESE, "gateway.state." + state);
    }

    ResponseEntity<byte[]> one(String root, String item, Fields fields, String path) {
        return written(listed(root, item, List.of(fields)), path);
    }

    private static Document listed(String root, String item, List<Fields> rows) {
        return new Document(root, new Items(item, List.copyOf(rows)));
    }

    ResponseEntity<byte[]> written(Document document, String path) {
        return answer(200, document, path);
    }

    private ResponseEntity<byte[]> answer(int status, Document document, String path) {
        Format format = Format.of(path);
        return ResponseEntity.status(status)
                .contentType(MediaType.parseMediaType(format.type))
                .body(document.written(format, json));
    }

    ResponseEntity<byte[]> fault(Fault fault, HttpServletRequest request) {
        return fault(fault.status(), fault.why(), request);
    }

    /** A refusal of another room, under the status that the specification has for it. */
    ResponseEntity<byte[]> fault(Refusal refusal, HttpServletRequest request) {
        return fault(
                switch (refusal.kind()) {
                    case INVALID, MOVED_ON, TOO_LARGE -> 400;
                    case FORBIDDEN -> 403;
                    case NOT_FOUND -> 404;
                    case TOO_OFTEN -> 429;
                    case LATER -> 503;
                },
                refusal,
                request);
    }

    ResponseEntity<byte[]> fault(int status, Refusal why, HttpServletRequest request) {
        String said = words.text(
                language(request), "refusal." + why.code(), why.facts().values().toArray());
        return answer(
                status,
                listed(
                        "errors",
                        "error",
                        List.of(Fields.of().with("code", status).with("description", said))),
                request.getRequestURI());
    }

    /** Chinese, but for a client that asks for English first. */
    private static Locale language(HttpServletRequest request) {
        return Optional.ofNullable(request.getHeader("Accept-Language"))
                .filter(wanted -> wanted.startsWith("en"))
                .map(wanted -> Locale.ENGLISH)
                .orElse(Locale.SIMPLIFIED_CHINESE);
    }
}
