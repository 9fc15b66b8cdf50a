package org.linli.gateway.web;

import jakarta.servlet.http.HttpServletRequest;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.linli.gateway.Fault;
import org.linli.gateway.Filed;
import org.linli.gateway.GatewaySettings;
import org.linli.gateway.Intake;
import org.linli.gateway.Jurisdiction;
import org.linli.gateway.Jurisdictions;
import org.linli.gateway.Pace;
import org.linli.gateway.PublicRequest;
import org.linli.gateway.PublicRequests;
import org.linli.gateway.PublicRequests.Asked;
import org.linli.gateway.Services;
import org.linli.gateway.Window;
import org.linli.gateway.web.Document.Fields;
import org.linli.gateway.web.Document.Items;
import org.linli.kernel.Cursor;
import org.linli.kernel.Page;
import org.linli.kernel.Refusal;
import org.linli.order.Category;
import org.linli.platform.web.Attempts;
import org.linli.platform.web.PublicAddress;
import org.linli.platform.web.Words;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.BindParam;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;

/** Open311 GeoReport v2 as the world calls it 开放接口: open to everybody, without a session and without cookies. */
@Controller
class Open311Pages {

    private static final String V2 = "/open311/v2/";
    private static final String SPECIFICATION = "http://wiki.open311.org/GeoReport_v2";
    private static final String CHANGESET = "2026-11-21T00:00:00Z";
    private static final int SOME = 50;
    private static final Duration MINUTE = Duration.ofMinutes(1);

    /** What lists may be asked for; what is missing and what is empty is the same. */
    record Listing(
            @BindParam("jurisdiction_id") @Nullable String jurisdiction,
            @BindParam("service_request_id") @Nullable String requests,
            @BindParam("service_code") @Nullable String services,
            @BindParam("start_date") @Nullable String start,
            @BindParam("end_date") @Nullable String end,
            @Nullable String status,
            @Nullable String page,
            @BindParam("page_size") @Nullable String size,
            @Nullable String after) {

        String id() {
            return said(jurisdiction).strip();
        }
    }

    /**
     * What may be posted, by the names of the specification. It is read field by field ({@link Filed}), for the answers to
     * questions have names of their own; this says which fields there are.
     */
    record Posting(
            @BindParam("api_key") @Nullable String key,
            @BindParam("jurisdiction_id") @Nullable String jurisdiction,
            @BindParam("service_code") @Nullable String service,
            @BindParam("address_string") @Nullable String address,
            @BindParam("address_id") @Nullable String place,
            @BindParam("lat") @Nullable String latitude,
            @BindParam("long") @Nullable String longitude,
            @BindParam("attribute[convenient]") @Nullable String convenient,
            @Nullable String description,
            @BindParam("first_name") @Nullable String first,
            @BindParam("last_name") @Nullable String last,
            @Nullable String phone,
            @Nullable String email,
            @BindParam("device_id") @Nullable String device,
            @BindParam("account_id") @Nullable String account,
            @BindParam("media_url") @Nullable String media,
            @BindParam("service_request_id") @Nullable String request,
            @BindParam("update_id") @Nullable String update,
            @BindParam("updated_datetime") @Nullable String updated,
            @Nullable String status) {}

    private final Jurisdictions jurisdictions;
    private final Services services;
    private final PublicRequests requests;
    private final Intake intake;
    private final Answers answers;
    private final Pace pace;
    private final Attempts attempts;
    private final GatewaySettings limits;
    private final PublicAddress address;
    private final Words words;
    private final Clock clock;

    Open311Pages(
            Jurisdictions jurisdictions,
            Services services,
            PublicRequests requests,
            Intake intake,
            Answers answers,
            Pace pace,
            Attempts attempts,
            GatewaySettings limits,
            PublicAddress address,
            Words words,
            Clock clock) {
        this.jurisdictions = jurisdictions;
        this.services = services;
        this.requests = requests;
        this.intake = intake;
        this.answers = answers;
        this.pace = pace;
        this.attempts = attempts;
        this.limits = limits;
        this.address = address;
        this.words = words;
        this.clock = clock;
    }

    @GetMapping({"/open311/discovery.xml", "/open311/discovery.json"})
    ResponseEntity<byte[]> discovery(HttpServletRequest request) {
        pace.read(request.getRemoteAddr());
        Fields endpoint = Fields.of()
                .with("specification", SPECIFICATION)
                .with("url", address.of(request) + "/open311/v2")
                .with("changeset", CHANGESET)
                .with("type", "production")
                .with(
                        "formats",
                        new Items(
                                "format",
                                List.of(new Document.Value("text/xml"), new Document.Value("application/json"))));
        Fields content = Fields.of()
                .with("changeset", CHANGESET)
                .with("contact", words.text(Locale.SIMPLIFIED_CHINESE, "gateway.contact"))
                .with("key_service", words.text(Locale.SIMPLIFIED_CHINESE, "gateway.keyService"))
                .with("endpoints", new Items("endpoint", List.of(endpoint)));
        return answers.written(new Document("discovery", content), request.getRequestURI());
    }

    @GetMapping({V2 + "services.xml", V2 + "services.json"})
    ResponseEntity<byte[]> services(Listing asked, HttpServletRequest request) {
        pace.read(request.getRemoteAddr());
        Jurisdiction jurisdiction = jurisdictions.named(asked.id());
        return answers.services(services.all(jurisdiction.place()), request.getRequestURI());
    }

    @GetMapping({V2 + "services/{code}.xml", V2 + "services/{code}.json"})
    ResponseEntity<byte[]> service(@PathVariable String code, Listing asked, HttpServletRequest request) {
        pace.read(request.getRemoteAddr());
        Jurisdiction jurisdiction = jurisdictions.named(asked.id());
        Category service = services.service(code, jurisdiction.place());
        return answers.definition(service, services.questions(service), request.getRequestURI());
    }

    @GetMapping({V2 + "requests.xml", V2 + "requests.json"})
    ResponseEntity<byte[]> list(Listing asked, HttpServletRequest request) {
        pace.read(request.getRemoteAddr());
        String jurisdiction = jurisdiction(asked);
        if (!said(asked.requests()).isBlank()) {
            List<PublicRequest> named = requests.named(jurisdiction, ids(asked));
            return answers.requests(known(jurisdiction, named), request.getRequestURI());
        }
        int size = number("page_size", said(asked.size()), SOME, PublicRequests.MOST);
        int page = number("page", said(asked.page()), 1, Integer.MAX_VALUE);
        if ((page - 1L) * size >= PublicRequests.REACH) {
            throw Fault.wrong(Refusal.invalid("gateway.tooFar", "most", PublicRequests.REACH));
        }
        Page<PublicRequest> found = requests.list(
                jurisdiction,
                new Asked(
                        parts(asked.services()),
                        Window.of(said(asked.start()), said(asked.end()), clock.instant()),
                        status(parts(asked.status())),
                        cursor(asked),
                        (page - 1) * size,
                        size));
        return paged(answers.requests(known(jurisdiction, found.items()), request.getRequestURI()), found, request);
    }

    @GetMapping({V2 + "requests/{id}.xml", V2 + "requests/{id}.json"})
    ResponseEntity<byte[]> one(@PathVariable String id, Listing asked, HttpServletRequest request) {
        pace.read(request.getRemoteAddr());
        return answers.requests(List.of(request(id, asked)), request.getRequestURI());
    }

    /** We answer a post with the id at once; whoever takes that for a token finds the id by it. */
    @GetMapping({V2 + "tokens/{token}.xml", V2 + "tokens/{token}.json"})
    ResponseEntity<byte[]> token(@PathVariable String token, Listing asked, HttpServletRequest request) {
        pace.read(request.getRemoteAddr());
        String id = request(token, asked).id().toString();
        return answers.one(
                "service_requests",
                "request",
                Fields.of().with("service_request_id", id).with("token", id),
                request.getRequestURI());
    }

    @PostMapping({V2 + "requests.xml", V2 + "requests.json"})
    ResponseEntity<byte[]> post(Posting posted, HttpServletRequest request) {
        attempts.count("open311.post", request.getRemoteAddr(), limits.postsPerMinute(), MINUTE);
        UUID id = intake.request(filed(request));
        return answers.one(
                "service_requests",
                "request",
                Fields.of()
                        .with("service_request_id", id.toString())
                        .with("service_notice", words.text(Locale.SIMPLIFIED_CHINESE, "gateway.notice"))
                        .with("account_id", ""),
                request.getRequestURI());
    }

    @GetMapping({V2 + "servicerequestupdates.xml", V2 + "servicerequestupdates.json"})
    ResponseEntity<byte[]> updates(Listing asked, HttpServletRequest request) {
        pace.read(request.getRemoteAddr());
        String jurisdiction = jurisdiction(asked);
        Set<UUID> ids = said(asked.requests()).isBlank() ? Set.of() : ids(asked);
        Page<PublicRequest.Update> found = !said(asked.requests()).isBlank() && ids.isEmpty()
                ? new Page<>(List.of(), Optional.empty())
                : requests.updates(
                        jurisdiction,
                        ids,
                        Window.of(said(asked.start()), said(asked.end()), clock.instant()),
                        cursor(asked),
                        number(
                                "page_size",
                                said(asked.size()),
                                PublicRequests.MOST_UPDATES,
                                PublicRequests.MOST_UPDATES));
        return paged(answers.updates(known(jurisdiction, found.items()), request.getRequestURI()), found, request);
    }

    @PostMapping({V2 + "servicerequestupdates.xml", V2 + "servicerequestupdates.json"})
    ResponseEntity<byte[]> postUpdate(Posting posted, HttpServletRequest request) {
        attempts.count("open311.post", request.getRemoteAddr(), limits.postsPerMinute(), MINUTE);
        UUID id = intake.update(filed(request));
        return answers.one(
                "service_request_updates",
                "request_update",
                Fields.of().with("update_id", id.toString()),
                request.getRequestURI());
    }

    @ExceptionHandler
    ResponseEntity<byte[]> fault(Fault fault, HttpServletRequest request) {
        return answers.fault(fault, request);
    }

    @ExceptionHandler
    ResponseEntity<byte[]> refused(Refusal refusal, HttpServletRequest request) {
        return answers.fault(refusal, request);
    }

    /** A value that no column can hold (SQLState class 22) is the sender's; anything else is not theirs to hear of here. */
    @ExceptionHandler
    ResponseEntity<byte[]> unstorable(DataAccessException e, HttpServletRequest request) {
        if (NestedExceptionUtils.getMostSpecificCause(e) instanceof SQLException sql
                && sql.getSQLState() != null
                && sql.getSQLState().startsWith("22")) {
            return answers.fault(Refusal.invalid("web.malformed"), request);
        }
        throw e;
    }

    private static Filed filed(HttpServletRequest request) {
        Map<String, List<String>> fields = new LinkedHashMap<>();
        request.getParameterMap().forEach((name, values) -> fields.put(name, List.of(values)));
        return new Filed(
                fields,
                Optional.ofNullable(request.getHeader("Idempotency-Key")).orElse(""));
    }

    /** As it was named; whether there is such a one is asked only where nothing was found. */
    private String jurisdiction(Listing asked) {
        return asked.id().isEmpty() ? jurisdictions.named("").id() : asked.id();
    }

    private <T> List<T> known(String jurisdiction, List<T> found) {
        if (found.isEmpty()) {
            jurisdictions.named(jurisdiction);
        }
        return found;
    }

    private PublicRequest request(String id, Listing asked) {
        String jurisdiction = jurisdiction(asked);
        return known(jurisdiction, requests.named(jurisdiction, uuids(Stream.of(id)))).stream()
                .findFirst()
                .orElseThrow(() -> Fault.unknown(Refusal.invalid("gateway.request")));
    }

    private static Set<UUID> ids(Listing asked) {
        Set<String> named = parts(asked.requests());
        if (named.size() > PublicRequests.MOST) {
            throw Fault.wrong(Refusal.invalid("gateway.tooMany", "most", PublicRequests.MOST));
        }
        return uuids(named.stream());
    }

    /** What is no id of ours is the id of nothing. */
    private static Set<UUID> uuids(Stream<String> texts) {
        return texts.filter(text -> text.matches("(?i)[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"))
                .map(UUID::fromString)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Optional<PublicRequest.Status> status(Set<String> wanted) {
        List<PublicRequest.Status> found = Arrays.stream(PublicRequest.Status.values())
                .filter(status -> wanted.contains(status.code()) || wanted.contains(status.name()))
                .toList();
        if (found.size() < wanted.size()) {
            throw Fault.wrong(Refusal.invalid("gateway.status"));
        }
        return found.size() == 1 ? Optional.of(found.getFirst()) : Optional.empty();
    }

    private static Optional<Cursor> cursor(Listing asked) {
        return said(asked.after()).isBlank()
                ? Optional.empty()
                : Optional.of(Cursor.parse(said(asked.after()).strip()));
    }

    private static int number(String field, String text, int otherwise, int most) {
        if (text.isBlank()) {
            return otherwise;
        }
        if (!text.strip().matches("[0-9]{1,6}")
                || Integer.parseInt(text.strip()) < 1
                || Integer.parseInt(text.strip()) > most) {
            throw Fault.wrong(Refusal.invalid("gateway.number", "field", field));
        }
        return Integer.parseInt(text.strip());
    }

    private static Set<String> parts(@Nullable String text) {
        return Arrays.stream(said(text).split(","))
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String said(@Nullable String text) {
        return text == null ? "" : text;
    }

    /** The next page as a link, by where this one ends: nothing is counted through again. */
    private static ResponseEntity<byte[]> paged(
            ResponseEntity<byte[]> answer, Page<?> found, HttpServletRequest request) {
        if (found.next().isEmpty()) {
            return answer;
        }
        String query = Optional.ofNullable(request.getQueryString()).orElse("");
        String kept = Arrays.stream(query.split("&"))
                .filter(part -> part.matches("[a-z_]+=[A-Za-z0-9.,:%+_-]*")
                        && !part.startsWith("after=")
                        && !part.startsWith("page="))
                .map(part -> part + "&")
                .collect(Collectors.joining());
        return ResponseEntity.ok()
                .contentType(
                        java.util.Objects.requireNonNull(answer.getHeaders().getContentType()))
                .header(
                        HttpHeaders.LINK,
                        "<" + request.getRequestURI() + "?" + kept + "after="
                                + found.next().get().text() + ">; rel=\"next\"")
                .body(answer.getBody());
    }
}
