package org.linli.web;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.lifecycle.BeforeProperty;
import org.jspecify.annotations.Nullable;
import org.linli.LinliTest;
import org.linli.Script;
import org.linli.SetupLink;
import org.linli.Street;
import org.linli.TestDatabase;
import org.linli.World;
import org.linli.gateway.Codes;
import org.linli.gateway.Jurisdictions;
import org.linli.gateway.Server;
import org.linli.gateway.Servers;
import org.linli.identity.Sessions;
import org.linli.kernel.PlaceCode;
import org.linli.order.Layout;
import org.linli.order.Order;
import org.linli.order.Orders;
import org.linli.order.SavedViews;
import org.linli.order.Sought;
import org.linli.order.State;
import org.linli.order.Step;
import org.linli.organisation.Appointments;
import org.linli.organisation.Organisation;
import org.linli.organisation.Organisations;
import org.linli.platform.Actor;
import org.linli.platform.Duty;
import org.linli.platform.attachment.Uploads;
import org.linli.platform.matter.Trace;
import org.linli.platform.matter.Trail;
import org.linli.resident.Residents;
import org.linli.resident.Tie;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestContextManager;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.util.HtmlUtils;

/**
 * Whatever is sent 恶意输入, to every route, by everybody: it is never our fault, never runs, never says what is inside
 * us, and a form that is refused shows again what was typed. The same dice each time; {@code -Dlinli.seed=…} throws others.
 */
@LinliTest
class BadInputTest {

    private static final long SEED = Long.getLong("linli.seed", 20261103);
    private static final int TRIES = Integer.getInteger("linli.tries", 1);
    private static final byte[] NOTHING = {};
    private static final List<Map<String, String>> HEADERS = List.of(
            Map.of("Accept", "application/json"),
            Map.of("Accept", "*/*;q=zzz,,,;=/"),
            Map.of("Accept", "image/avif"),
            Map.of("Accept-Language", "zz-ZZ-x-<i>;q=9,*;q=-1"),
            Map.of("Range", "bytes=9999999999-0,5-"),
            Map.of("HX-Request", "true", "HX-Target", "<i id=xss-linli>"),
            Map.of("Last-Event-ID", "'; drop table person; --"),
            Map.of("X-Forwarded-For", "<i id=xss-linli>, unknown, ::1, 999.999.999.999"),
            Map.of("X-Forwarded-Proto", "javascript", "X-Forwarded-Port", "-1"),
            Map.of("Cookie", "linli_session=" + "f".repeat(3000)),
            Map.of("Cookie", "linli_session=\"; lang=<i id=xss-linli>; elder=%00; XSRF-TOKEN=x"),
            Map.of("Cookie", "c=1; ".repeat(100) + "lang=bo"),
            Map.of("Referer", "javascript:1", "Origin", "null", "User-Agent", "<i id=xss-linli>"),
            Map.of("If-None-Match", "*", "If-Modified-Since", "yesterday"),
            Map.of("Idempotency-Key", "x"),
            Map.of("Content-Type", "application/json"),
            Map.of("Content-Type", "application/x-www-form-urlencoded; charset=klingon"),
            Map.of("Content-Type", "multipart/form-data"),
            Map.of("Content-Type", "///"));

    private static final String CONTAINERS = "HTTP Status 400";

    private static final Pattern FORM = Pattern.compile(
            "<form(?=[^>]*? method=\"post\")[^>]*? action=\"([^\"]*)\"[^>]*>(.*?)</form>", Pattern.DOTALL);
    private static final Pattern INPUT = Pattern.compile("<input\\b((?:[^\">]|\"[^\"]*\")*+)>");
    private static final Pattern AREA = Pattern.compile("<textarea\\b((?:[^\">]|\"[^\"]*\")*+)>([^<]*)</textarea>");

    @Autowired
    World world;

    @Autowired
    Street street;

    @Autowired
    Script script;

    @Autowired
    Sessions sessions;

    @Autowired
    Residents residents;

    @Autowired
    Organisations organisations;

    @Autowired
    Appointments appointments;

    @Autowired
    Orders orders;

    @Autowired
    SavedViews views;

    @Autowired
    org.linli.patrol.Reports reports;

    @Autowired
    org.linli.order.Hotline hotline;

    @Autowired
    org.linli.order.ServiceCards cards;

    @Autowired
    org.linli.device.Devices devices;

    @Autowired
    org.linli.device.Alerts alerts;

    @Autowired
    org.linli.device.Messages messages;

    @Autowired
    org.linli.order.Imports imports;

    @Autowired
    org.linli.order.Layouts layouts;

    @Autowired
    Trail trail;

    @Autowired
    Jurisdictions jurisdictions;

    @Autowired
    Servers servers;

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    RequestMappingHandlerMapping mapping;

    @Value("${spring.datasource.url}")
    String url;

    @LocalServerPort
    int port;

    private static World.@Nullable Quarter ruins;
    private static final Map<String, Actor> ROLES = new LinkedHashMap<>();
    private static @Nullable UUID shop;
    private static @Nullable UUID volunteers;

    private final Random dice = new Random(SEED);
    private final List<String> faults = new ArrayList<>();

    /** Generators are thrown by another engine than the one that Spring's extension serves. */
    @BeforeProperty
    void spring() throws Exception {
        new TestContextManager(getClass()).prepareTestInstance(this);
        if (ruins == null) {
            World.Quarter here = world.another("350211003013", "西亭花园", "xt");
            ruins = here;
            World.as(here.administrator(), () -> {
                shop = organisations.found(Organisation.Kind.MERCHANT, "西亭理发店", here.compound(), "");
                volunteers = organisations.found(Organisation.Kind.VOLUNTEERS, "西亭志愿队", here.community(), "");
                return null;
            });
            ROLES.put("resident", here.resident());
            ROLES.put("clerk", here.clerk());
            ROLES.put("chief", here.chief());
            ROLES.put("worker", here.worker());
            ROLES.put("grid worker", here.gridWorker());
            ROLES.put("volunteer", staff("高邻志", volunteers, "西亭志愿队", Duty.VOLUNTEER, here.community()));
            ROLES.put("merchant", staff("马邻商", shop, "西亭理发店", Duty.MERCHANT, here.compound()));
            ROLES.put("administrator", here.administrator());
            ROLES.put("street leader", street.leader);
            ROLES.put("street administrator", street.administrator);
            ROLES.put("department", street.market);
            ROLES.put("police", street.police("西亭派出所", "甄警联", "police-zhen", here.community()));
        }
    }

    private Actor staff(String name, UUID organisation, String organisationName, Duty duty, PlaceCode place) {
        return World.as(here().administrator(), () -> {
            UUID person = residents.register(name, here().community(), Optional.empty());
            UUID appointment = appointments.appoint(person, organisation, duty, "职务", place, today());
            return new Actor(
                    Optional.of(person),
                    name,
                    duty,
                    "职务",
                    Optional.of(appointment),
                    Optional.of(organisation),
                    organisationName,
                    Optional.of(place));
        });
    }

    private static LocalDate today() {
        return LocalDate.now(ZoneId.of("Asia/Shanghai"));
    }

    private static World.Quarter here() {
        return java.util.Objects.requireNonNull(ruins);
    }

    @Example
    void whatIsLookedForWouldBeFound() {
        assertThat(Hostile.MARKUP)
                .filteredOn(words -> words.contains("<"))
                .allSatisfy(words -> assertThat(Hostile.fault("<p>" + words + "</p>"))
                        .as(words)
                        .isNotNull());
        assertThat(List.of(
                        "<input value=\"x\" onfocus=\"y\">",
                        "<a href=\"javascript:1\">x</a>",
                        "<img src=x>",
                        "<p>java.lang.IllegalStateException</p>"))
                .allSatisfy(body -> assertThat(Hostile.fault(body)).as(body).isNotNull());
        Hostile.MARKUP.forEach(
                words -> assertThat(Hostile.fault("<input name=\"q\" value=\"" + HtmlUtils.htmlEscape(words) + "\">"))
                        .as(words)
                        .isNull());
    }

    @Example
    void everyFieldOfEveryRouteFromEverybody() {
        List<Routes> routes = Routes.of(mapping);
        assertThat(routes).hasSizeGreaterThan(75);
        int sent = 0;
        for (Routes route : routes) {
            // A stream does not end; it has a test of its own.
            if (route.pattern().equals("/live") || route.pattern().contains("error")) {
                continue;
            }
            for (int n = 0; n < 3 * TRIES; n++) {
                sends(route, "nobody", Client.stranger(port), n);
            }
            for (Map.Entry<String, Actor> role : ROLES.entrySet()) {
                Client client = Client.of(port, sessions, role.getValue());
                // One field broken, or whatever the dice say.
                int kind = dice.nextInt(2);
                for (int n = 0; n < TRIES; n++) {
                    sends(route, role.getKey(), client, kind + n);
                    sent++;
                }
            }
        }
        assertThat(sent).isGreaterThan(600);
        assertThat(faults).isEmpty();
    }

    private void sends(Routes route, String role, Client client, int n) {
        client.from("198.51.100." + dice.nextInt(250));
        Map<String, List<String>> form = new LinkedHashMap<>();
        List<String> fields = route.fields();
        String only = fields.isEmpty() ? "" : one(fields);
        for (String field : fields) {
            int fate = n % 2 == 0 ? (field.equals(only) ? 0 : 50) : dice.nextInt(100);
            if (fate < 40) {
                form.put(field, List.of(hostile()));
            } else if (fate < 80) {
                form.put(field, List.of(sensible(route, field)));
            } else if (fate < 90) {
                form.put(field, List.of(hostile(), sensible(route, field), hostile()));
            }
        }
        boolean raw = n % 2 == 1 && dice.nextInt(8) == 0;
        boolean posts = route.method() == RequestMethod.POST;
        if (posts) {
            form.put("_csrf", List.of(n % 2 == 0 || dice.nextInt(10) > 0 ? client.key() : hostile()));
            if (n % 2 == 0 || dice.nextInt(10) > 0) {
                form.put(
                        "_once",
                        List.of(
                                n % 2 == 0 || dice.nextInt(10) > 0
                                        ? UUID.randomUUID().toString()
                                        : hostile()));
            }
        }
        String path = path(route, n % 2 == 1 && dice.nextInt(5) == 0);
        String body = encoded(form, raw);
        Map<String, String> headers = new LinkedHashMap<>(Map.of("Accept", "text/html"));
        byte[] bytes = NOTHING;
        if (posts) {
            boolean parts = route.takesFiles() && dice.nextBoolean();
            headers.put(
                    "Content-Type", parts ? "multipart/form-data; boundary=xyz" : "application/x-www-form-urlencoded");
            bytes = parts ? multipart(form) : body.getBytes(ISO_8859_1);
        } else if (!body.isEmpty()) {
            path += "?" + (body.length() > 4000 ? body.substring(0, 4000).replaceAll("%.?$", "") : body);
        }
        boolean odd = n % 2 == 1 && dice.nextInt(4) == 0;
        if (odd) {
            headers.putAll(one(HEADERS));
        }
        HttpResponse<String> answer;
        String what = role + ": " + route + " " + path + " " + form + (odd ? headers : "");
        try {
            answer = client.sends(route.method().name(), path.replaceAll("%(?![0-9a-fA-F]{2})", "%25"), headers, bytes);
        } catch (IllegalArgumentException unsendable) {
            return;
        }
        check(answer, what);
        boolean plain = form.values().stream()
                        .allMatch(values ->
                                values.size() == 1 && values.getFirst().indexOf(0) < 0)
                && !raw
                && !odd;
        if (posts && plain && route.takesWords() && answer.statusCode() == 422) {
            showsAgain(client, answer.body(), path, form, what);
        }
    }

    /** What is true of every answer, whatever was asked. */
    private void check(HttpResponse<String> answer, String what) {
        int status = answer.statusCode();
        String type = answer.headers().firstValue("Content-Type").orElse("");
        String where = answer.headers().firstValue("Location").orElse("/");
        String fault = type.startsWith("text/html") ? Hostile.fault(answer.body()) : null;
        if (status >= 500) {
            fault = "our fault";
        } else if (status == 400 && (answer.body().isEmpty() || answer.body().contains(CONTAINERS) && fault == null)) {
            // Not even an address: the container refuses it, and repeats nothing of it.
            return;
        } else if (answer.headers().firstValue("Content-Security-Policy").isEmpty()) {
            fault = "no content policy";
        } else if (!answer.headers().firstValue("X-Content-Type-Options").equals(Optional.of("nosniff"))) {
            fault = "sniffable";
        } else if (!answer.body().isEmpty()
                && !Set.of(
                                "text/html;charset=UTF-8",
                                "application/json",
                                "application/problem+json",
                                "application/problem+json;charset=UTF-8",
                                "application/json;charset=UTF-8",
                                "text/csv;charset=UTF-8",
                                "text/xml;charset=UTF-8",
                                "image/jpeg")
                        .contains(type)) {
            fault = "of type " + type;
        } else if (status < 300 && answer.body().isEmpty()) {
            fault = "nothing said";
        } else if (!where.replace("http://127.0.0.1:" + port, "").matches("/(?!/)[!-~]*")) {
            fault = "leads to " + where;
        } else if (answer.headers().allValues("Set-Cookie").stream().anyMatch(cookie -> cookie.contains("stolen"))) {
            fault = "a cookie that somebody else wrote";
        }
        if (fault != null) {
            faults.add(status + " " + fault + ": " + (what.length() > 600 ? what.substring(0, 600) : what));
        }
    }

    private void showsAgain(Client client, String body, String path, Map<String, List<String>> form, String what) {
        Matcher forms = FORM.matcher(body);
        boolean found = false;
        while (forms.find()) {
            if (forms.group(1).equals(path)) {
                found = true;
                shown(forms.group(2)).forEach((field, value) -> {
                    List<String> typed = form.get(field);
                    if (typed != null && !same(typed.getFirst(), value)) {
                        faults.add("forgets " + field + "=" + value + ": " + what);
                    }
                });
            }
        }
        if (!found && offered(client, path)) {
            faults.add("a form is lost: " + what);
        }
    }

    /** Whether the form stands on a page that this person opens. */
    private static boolean offered(Client client, String path) {
        return java.util.stream.Stream.of(path, path + "/new", path.replaceAll("/[^/]*$", ""))
                .filter(page -> !page.isEmpty())
                .anyMatch(page -> client.get(page).body().contains(" action=\"" + path + "\""));
    }

    /** The fields of words, as a browser shows them. */
    private static Map<String, String> shown(String form) {
        Map<String, String> shown = new LinkedHashMap<>();
        Matcher inputs = INPUT.matcher(form);
        while (inputs.find()) {
            String type = attribute(inputs.group(1), "type").orElse("text");
            if (Set.of("text", "tel", "search", "number", "date").contains(type)) {
                attribute(inputs.group(1), "name")
                        .ifPresent(name -> shown.put(
                                name, attribute(inputs.group(1), "value").orElse("")));
            }
        }
        Matcher areas = AREA.matcher(form);
        while (areas.find()) {
            attribute(areas.group(1), "name").ifPresent(name -> shown.put(name, areas.group(2)));
        }
        return shown;
    }

    private static Optional<String> attribute(String tag, String name) {
        Matcher found = Pattern.compile("\\b" + name + "=\"([^\"]*)\"").matcher(tag);
        return found.find() ? Optional.of(found.group(1)) : Optional.empty();
    }

    private static boolean same(String typed, String shown) {
        return squeezed(typed).equals(squeezed(HtmlUtils.htmlUnescape(shown)));
    }

    /** But for white space at the ends, and characters that have no width and no meaning. */
    private static String squeezed(String text) {
        return new String(text.getBytes(UTF_8), UTF_8).replaceAll("[\\s\\p{C}\\u3000\\u00a0]+", "");
    }

    private String hostile() {
        return next(Hostile.value());
    }

    private <T> T next(Arbitrary<T> arbitrary) {
        return arbitrary.generator(1000).next(dice).value();
    }

    private <T> T one(List<T> of) {
        return of.get(dice.nextInt(of.size()));
    }

    private String encoded(Map<String, List<String>> form, boolean raw) {
        List<String> pairs = new ArrayList<>();
        form.forEach((field, values) -> values.forEach(value -> pairs.add(Hostile.encoded(field) + "="
                + (raw && !field.startsWith("_") ? next(Hostile.encoded()) : Hostile.encoded(value)))));
        return String.join("&", pairs);
    }

    private byte[] multipart(Map<String, List<String>> form) {
        StringBuilder body = new StringBuilder();
        form.forEach((field, values) ->
                values.forEach(value -> body.append("--xyz\r\nContent-Disposition: form-data; name=\"")
                        .append(field)
                        .append(
                                field.equals("photos")
                                        ? "\"; filename=\"" + one(List.of("a.jpg", "../../x", "", "a\u202e\\b.png"))
                                        : "")
                        .append("\"\r\n\r\n")
                        .append(value)
                        .append("\r\n")));
        return body.append("--xyz--\r\n").toString().getBytes(UTF_8);
    }

    private String path(Routes route, boolean hostile) {
        Matcher holes = Pattern.compile("\\{([a-z]+)}").matcher(route.pattern());
        StringBuilder path = new StringBuilder();
        while (holes.find()) {
            String filled = hostile
                    ? next(Arbitraries.oneOf(
                            Hostile.value().map(Hostile::encoded),
                            Hostile.encoded().filter(text -> text.matches("[!-~]+"))))
                    : filled(route, holes.group(1));
            holes.appendReplacement(
                    path, Matcher.quoteReplacement(filled.length() > 3000 ? filled.substring(0, 3000) : filled));
        }
        return holes.appendTail(path).toString();
    }

    private String filled(Routes route, String hole) {
        String room = route.pattern().replaceFirst("^/desk", "").split("/")[1];
        return switch (hole) {
            case "code", "prefix" ->
                room.equals("categories")
                        ? "0201"
                        : room.equals("whistles")
                                ? Street.STREET.value()
                                : one(List.of(here().community(), here().compound()))
                                        .value();
            case "place" -> here().compound().value();
            case "name" -> "xiting.example.cn";
            case "appointment" -> here().worker().appointment().orElseThrow().toString();
            case "token" -> SetupLink.fresh(url).substring("/setup/".length());
            case "id" ->
                switch (room) {
                    case "orders" ->
                        route.pattern().contains("/views/")
                                ? view().toString()
                                : order(route.pattern()).toString();
                    case "whistles" ->
                        route.pattern().contains("/departments/")
                                ? Street.of(street.market).toString()
                                : whistle(route.pattern()).toString();
                    case "reports" -> report(route.pattern()).toString();
                    case "callbacks" -> order("/finish/done").toString();
                    case "handovers" ->
                        sql("select id from handover where sealed is not null and place like '" + here().community()
                                + "%' order by id desc");
                    case "hotline" -> ticket().toString();
                    case "cards" -> card().toString();
                    case "devices" -> device(route).toString();
                    case "imports" -> imported().toString();
                    case "layouts" -> layout().toString();
                    case "people" -> somebody().toString();
                    case "organisations" -> someShop().toString();
                    case "duty" -> here().firm().toString();
                    case "emergencies" ->
                        sql("select id from emergency_contact where place like '" + here().community() + "%'");
                    case "open311" -> somethingOpen(route);
                    case "routes" -> sql("select id from order_route where place like '" + here().community() + "%'");
                    default -> UUID.randomUUID().toString();
                };
            default -> UUID.randomUUID().toString();
        };
    }

    /** Of somebody here, to be used and ended. */
    private UUID card() {
        LocalDate today = LocalDate.now(ZoneId.of("Asia/Shanghai"));
        return World.as(
                here().clerk(),
                () -> cards.issue(new org.linli.order.ServiceCards.Issue(
                        here().resident().self(),
                        "BAD-" + dice.nextInt(1_000_000, 10_000_000),
                        "水电小修",
                        Optional.empty(),
                        today,
                        today.plusYears(1))));
    }

    /** One of 12345 of which nobody knows where it belongs. */
    private UUID ticket() {
        return World.as(
                here().clerk(),
                () -> hotline.take(new org.linli.order.Ticket.Incoming(
                                "BAD-" + dice.nextInt(1_000_000, 10_000_000),
                                one(Hostile.MARKUP).replaceAll("\\p{Cntrl}", "") + "。",
                                "桥头",
                                Optional.empty(),
                                "",
                                Optional.empty(),
                                Optional.empty()))
                        .feedback()
                        .ticket()
                        .id());
    }

    /** A device of this community, or an alert or a rule of it, as the route takes it. */
    private UUID device(Routes route) {
        World.Quarter here = here();
        UUID id = World.as(
                here.clerk(),
                () -> devices.register(
                        here.compound(),
                        "smoke",
                        new org.linli.device.Device.Declared(
                                "烟感",
                                "楼道",
                                "防火",
                                "消防法",
                                here.firm(),
                                org.linli.device.Device.SeenBy.OPERATOR,
                                0,
                                "",
                                false,
                                0)));
        String token = World.as(here.clerk(), () -> devices.token(id));
        if (route.pattern().contains("/alerts/")) {
            alerts.take(
                    devices.enter(token).orElseThrow(),
                    new org.linli.device.Reading(
                            "bad-1",
                            "throw",
                            java.time.Instant.now(),
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty()),
                    false);
            return UUID.fromString(sql("select id from device_alert where device = '" + id + "'"));
        }
        if (route.pattern().contains("/aside/")) {
            messages.putAside(id, "linli/devices/" + id, new byte[] {1, 2}, java.time.Instant.now(), 5, "bad");
            return UUID.fromString(sql("select id from device_message where device = '" + id + "'"));
        }
        return route.pattern().contains("/rules/") ? UUID.randomUUID() : id;
    }

    /** A file of the clerk's, that says what nobody should. */
    private UUID imported() {
        String words = one(Hostile.MARKUP).replaceAll("\\p{Cntrl}", "").replace('"', '”');
        return World.as(
                here().clerk(),
                () -> imports.read(
                        Layout.HOTLINE,
                        words + ".csv",
                        ("工单编号,诉求标题,诉求内容,事发地址,诉求类型,诉求人,联系电话,12345 要求办结时间\n"
                                        + "BAD-F" + dice.nextInt(1_000_000) + ",,\"" + words + "\",桥头,,,,\n"
                                        + "\"" + words + "\",,灯,桥头,,,,\n")
                                .getBytes(UTF_8)));
    }

    private UUID layout() {
        String name = "看一看" + dice.nextInt(1_000_000);
        return World.as(here().administrator(), () -> {
            layouts.all().stream()
                    .filter(layout ->
                            layout.place().equals(here().administrator().place()))
                    .forEach(layout -> layouts.drop(layout.id()));
            layouts.keep(
                    name,
                    "HOTLINE",
                    "编号=NUMBER\n"
                            + one(Hostile.MARKUP).replaceAll("[\\p{Cntrl}]", "").substring(0, 20) + "=WORDS");
            return layouts.all().getLast().id();
        });
    }

    /** An order that stands where the step of this page can be taken. */
    private UUID order(String pattern) {
        World.Quarter here = here();
        UUID id = script.as(here.resident()).places(one(Hostile.MARKUP), here.home());
        String step = pattern.substring(pattern.lastIndexOf('/') + 1);
        if (Set.of("dispatch", "decline", "withdraw", "reply", "merge", "split", "{id}")
                .contains(step)) {
            return id;
        }
        script.as(here.clerk()).dispatches(id, here.firm());
        if (Set.of("accept", "recall", "return").contains(step)) {
            return id;
        }
        script.as(here.worker()).accepts(id);
        script.as(here.worker()).starts(id);
        if (Set.of("finish", "contact").contains(step)) {
            return id;
        }
        script.as(here.worker()).finishes(id, "换了灯泡");
        return id;
    }

    /** A whistle that stands where the step of this page can be taken. */
    private UUID whistle(String pattern) {
        String step = pattern.substring(pattern.lastIndexOf('/') + 1);
        org.linli.whistle.State state = switch (step) {
            case "redraft" -> org.linli.whistle.State.RETURNED;
            case "blow" -> org.linli.whistle.State.APPROVED;
            case "assign" -> org.linli.whistle.State.BLOWN;
            case "sign", "object", "insist", "release", "note", "cancel" -> org.linli.whistle.State.ASSIGNED;
            case "contact", "checkIn", "dismiss" -> org.linli.whistle.State.SIGNED;
            case "plan" -> org.linli.whistle.State.CHECKED_IN;
            case "finish" -> org.linli.whistle.State.PLAN;
            case "rate", "judge" -> org.linli.whistle.State.DONE;
            case "close" -> org.linli.whistle.State.RATED;
            default -> org.linli.whistle.State.DRAFT;
        };
        String words = one(Hostile.MARKUP).strip();
        UUID id = street.in(state, here(), words.length() < 2 || words.length() > 100 ? "烧烤店" : words);
        if (step.equals("insist")) {
            street.takes(street.market, id, new org.linli.whistle.Step.Objection(one(Hostile.MARKUP) + "不归我们"));
        }
        return id;
    }

    /** A report that stands where the step of this page can be taken. */
    private UUID report(String pattern) {
        String words = one(Hostile.MARKUP).strip();
        org.linli.patrol.Step.File file = new org.linli.patrol.Step.File(
                org.linli.patrol.Kind.HAZARD,
                here().compound(),
                org.linli.patrol.Moment.NOW,
                words.length() < 2 || words.length() > 1000 ? "电线裸露" : words);
        UUID id = World.as(
                        here().resident(),
                        () -> reports.file(new org.linli.patrol.Filing(file, Optional.of(false), true)))
                .orElseThrow();
        World.as(here().resident(), () -> reports.file(new org.linli.patrol.Filing(file, Optional.of(true), true)));
        if (pattern.endsWith("/settle") || pattern.endsWith("/close")) {
            World.as(here().chief(), () -> reports.take(id, new org.linli.patrol.Step.TakeUp()));
        }
        if (pattern.endsWith("/close")) {
            World.as(here().chief(), () -> reports.take(id, new org.linli.patrol.Step.Settle("修好了")));
        }
        return id;
    }

    private String sensible(Routes route, String field) {
        if (route.pattern().contains("/report") || route.pattern().contains("/handovers")) {
            return switch (field) {
                case "place" -> here().compound().value();
                case "kind" -> "HAZARD";
                case "moment" -> "NOW";
                case "person" -> "no";
                case "sure", "asked" -> "yes";
                case "purpose" -> "VERIFY";
                case "words" -> "看一看";
                default -> "";
            };
        }
        if (route.pattern().startsWith("/desk/whistles")) {
            return switch (field) {
                case "place" -> here().compound().value();
                case "kind" -> "WORK";
                case "occasion" -> "RESIDENTS";
                case "department", "departments", "lead" ->
                    Street.of(street.market).toString();
                case "limit" -> "SIGN";
                case "unit" -> "HOURS";
                case "amount", "score" -> "3";
                case "punctual", "solved", "justified", "clear" -> "yes";
                case "street" -> Street.STREET.value();
                case "verdict" -> "JUDGED";
                case "words", "title", "noPhoto" -> "看一看";
                default -> "";
            };
        }
        if (route.pattern().startsWith("/desk/cards")) {
            return switch (field) {
                case "person" -> here().resident().self().toString();
                case "number" -> "FW-" + dice.nextInt(1_000_000);
                case "covers", "reason" -> "看一看";
                case "yearly" -> "12";
                case "from" -> "2026-01-01";
                case "until" -> "2026-12-31";
                default -> "";
            };
        }
        return switch (field) {
            case "lines" -> "1号楼 24.57 118.04";
            case "organisation", "target", "operator" -> here().firm().toString();
            case "spot", "purpose" -> "楼道里";
            case "retention" -> "30";
            case "silent", "window" -> "10";
            case "orders" -> "yes";
            case "alert" -> "throw";
            case "into", "order" -> order("/desk/orders/{id}/dispatch").toString();
            case "number" -> "1121-7F3A2C";
            case "place", "where", "prefix" ->
                route.pattern().startsWith("/setup")
                        ? "350211003014"
                        : here().home().value();
            case "category" -> "02";
            case "channel" -> "PHONE";
            case "when" -> "ANY";
            case "kind" ->
                route.pattern().contains("organisations/{id}")
                        ? "SERVES"
                        : route.pattern().contains("organisations")
                                ? "MERCHANT"
                                : route.pattern().contains("places") ? "BASE" : Tie.Kind.OWNER.name();
            case "duty" -> "CLERK";
            case "lang" -> "zh-CN";
            case "since" -> "2026-01-01";
            case "appointment" -> here().worker().appointment().orElseThrow().toString();
            case "day" -> "MONDAY";
            case "date" -> LocalDate.now(ZoneId.of("Asia/Shanghai")).toString();
            case "comes" -> "yes";
            case "skill" -> "REPAIR";
            case "language" -> "TIBETAN";
            case "year" -> "2027";
            case "from" -> route.pattern().contains("calendar") ? "2026-09-30T16:00" : "2026-01-01";
            case "amount" -> "3";
            case "unit" -> "WORKING_DAYS";
            case "hours" -> route.pattern().startsWith("/desk/duty") ? "8:00-20:00" : "9:00-12:00 13:00-17:00";
            case "monday", "friday", "autoHours" -> "9:00-12:00 13:00-17:00";
            case "stars", "first", "buildings", "units", "floors", "homes", "minutes" -> "1";
            case "solved", "sure", "shared", "exactly", "reached" -> "yes";
            case "filter" -> "stand=OPEN&words=%E7%81%AF";
            case "state" -> "PLACED";
            case "stand" -> "OPEN";
            case "mark" -> "LATE";
            case "handler" -> here().firm().toString();
            case "figure" -> "FILED";
            case "sort" -> "DUE";
            case "layout" -> (route.pattern().contains("/imports") ? Layout.HOTLINE : Layout.PLAIN).toString();
            case "source" -> "HOTLINE";
            case "columns" -> "编号=编号\n内容=内容";
            case "format" -> "CSV";
            case "by" -> "HANDLER";
            case "rate" -> "CLOSING";
            case "words", "name", "title", "note", "noPhoto" -> "看一看";
            default -> "";
        };
    }

    /** One of the clerk's, who keeps no more than they may. */
    private UUID view() {
        return World.as(
                here().clerk(),
                () -> views.all().stream()
                        .findFirst()
                        .map(SavedViews.View::id)
                        .orElseGet(() -> views.save("看一看" + dice.nextInt(1_000_000), Sought.ALL)));
    }

    /** A key, a server or a request of this community, as the route takes it. */
    private String somethingOpen(Routes route) {
        String place = here().community().value();
        World.as(here().administrator(), () -> {
            if (jurisdictions.mine().isEmpty()) {
                jurisdictions.open("xiting.example.cn", here().community());
            }
            if (servers.mine().isEmpty()) {
                servers.connect(new Servers.Connection(
                        "市政热线",
                        "http://127.0.0.1:9/v2",
                        "",
                        "",
                        Server.Direction.FETCH,
                        Optional.empty(),
                        here().community(),
                        Codes.parse("")));
            }
            return null;
        });
        if (route.pattern().contains("/servers/")) {
            return sql("select id from open311_server where ended_at is null and place = '" + place + "'");
        }
        if (route.pattern().contains("/keys/")) {
            return sql("select id from open311_key where place = '" + place + "'");
        }
        return route.pattern().contains("/desk/")
                ? UUID.randomUUID().toString()
                : order(route.pattern()).toString();
    }

    private UUID somebody() {
        return World.as(here().administrator(), () -> residents.register("石邻榴", here().community(), Optional.empty()));
    }

    private UUID someShop() {
        return World.as(
                here().administrator(),
                () -> organisations.found(
                        Organisation.Kind.MERCHANT, "小店" + UUID.randomUUID(), here().community(), ""));
    }

    private String sql(String query) {
        try (Connection admin = TestDatabase.admin(url);
                Statement statement = admin.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            return row.next() ? row.getString(1) : UUID.randomUUID().toString();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Example
    void everyFileThatIsNoPhotoOrMoreThanOne() throws IOException {
        BufferedImage picture = Uploads.quarters(60, 40, BufferedImage.TYPE_INT_RGB);
        byte[] jpeg = Uploads.jpeg(picture);
        byte[] png = Uploads.png(picture);
        byte[] script = "<script>window.xssLinli=1</script><i id=xss-linli>".getBytes(UTF_8);
        Map<String, byte[]> harmless = Uploads.polyglots(script);
        Map<String, byte[]> refused = Uploads.refused(script);
        for (int n = 0; n < 40; n++) {
            byte[] damaged = (n % 2 == 0 ? jpeg : png).clone();
            for (int times = 0; times < 20; times++) {
                damaged[dice.nextInt(damaged.length)] = (byte) dice.nextInt();
            }
            harmless.put("damaged-" + n, damaged);
        }
        Client clerk = Client.of(port, sessions, here().clerk());
        Client chen = Client.of(port, sessions, here().resident());
        Client worker = Client.of(port, sessions, here().worker());
        String finish = "/desk/orders/" + order("/desk/orders/{id}/finish") + "/finish";
        refused.forEach((name, file) -> {
            Map<String, String> form = Map.of(
                    "words",
                    "换了灯泡",
                    "name",
                    "李邻喜",
                    "category",
                    "02",
                    "channel",
                    "PHONE",
                    "place",
                    here().home().value());
            for (HttpResponse<String> answer : List.of(
                    files(clerk, "/desk/orders/new", form, name, file),
                    files(worker, finish, form, name, file),
                    files(chen, "/orders/new/photo", Map.of(), name, file))) {
                check(answer, name);
                assertThat(answer.statusCode()).as(name).isEqualTo(422);
                assertThat(answer.body())
                        .as(name)
                        .contains(HtmlUtils.htmlEscape(name).replace("&quot;", "\"") + "：");
            }
        });
        List<String> kept = new ArrayList<>();
        harmless.forEach((name, file) -> {
            HttpResponse<String> answer = files(clerk, "/desk/orders/new", Map.of("words", "看一看"), name, file);
            check(answer, name);
            assertThat(answer.statusCode()).as(name).isEqualTo(422);
            Matcher photo =
                    Pattern.compile("src=\"(/photos/[0-9a-f-]{36})/small\"").matcher(answer.body());
            if (photo.find()) {
                kept.add(name);
                HttpResponse<String> seen = clerk.get(photo.group(1));
                assertThat(seen.headers().firstValue("Content-Type")).hasValue("image/jpeg");
                assertThat(seen.body()).as(name).doesNotContain("xss", "script");
                check(seen, name);
            }
        });
        assertThat(kept).contains("jpeg-and-page.jpg", "comment.jpg", "png-and-page.png");
        assertThat(faults).isEmpty();
    }

    private static HttpResponse<String> files(
            Client who, String path, Map<String, String> form, String name, byte[] file) {
        return who.post(
                path,
                form,
                "photos",
                List.of(new Client.Upload(name, file)),
                UUID.randomUUID().toString());
    }

    @Example
    void formsThatAreHugeOrBroken() {
        Client clerk = Client.of(port, sessions, here().clerk());
        String key = Hostile.encoded(clerk.key());
        String tokens = "_csrf=" + key + "&_once=" + UUID.randomUUID() + "&";
        Map<String, String> urlencoded = Map.of("Content-Type", "application/x-www-form-urlencoded");
        String order = "/desk/orders/" + order("/desk/orders/{id}/reply") + "/reply";
        for (String body : List.of(
                tokens + "words=" + "a".repeat(10_000_000),
                "words=" + "a".repeat(10_000_000) + "&" + tokens,
                tokens + "words=" + "%e5%ad%97".repeat(100_000),
                tokens + "words=%ff%c0&words=%00",
                tokens + "words=%",
                tokens + "a=1&".repeat(20_000) + "words=x",
                "&&&===&%3d=%26;;",
                "")) {
            check(clerk.sends("POST", order, urlencoded, body.getBytes(ISO_8859_1)), "urlencoded " + body.length());
        }
        String head = "--xyz\r\nContent-Disposition: form-data; name=\"_csrf\"\r\n\r\n" + clerk.key() + "\r\n"
                + "--xyz\r\nContent-Disposition: form-data; name=\"_once\"\r\n\r\n" + UUID.randomUUID() + "\r\n";
        String part =
                "--xyz\r\nContent-Disposition: form-data; name=\"photos\"; filename=\"../../../etc/passwd\"\r\n\r\nx\r\n";
        Map<String, String> bodies = new LinkedHashMap<>();
        bodies.put("cut off in a part", head + part.substring(0, 60));
        bodies.put("without an end", head + part);
        bodies.put("thousands of parts", head + part.repeat(3000) + "--xyz--\r\n");
        bodies.put(
                "a header too long",
                head + "--xyz\r\nContent-Disposition: form-data; name=\"" + "n".repeat(100_000)
                        + "\"\r\n\r\nx\r\n--xyz--\r\n");
        bodies.put("thousands of headers", head + "--xyz\r\n" + "X-A: b\r\n".repeat(5000) + "\r\nx\r\n--xyz--\r\n");
        bodies.put(
                "a part without a name",
                head + "--xyz\r\nContent-Type: text/html\r\n\r\n<i id=xss-linli>\r\n--xyz--\r\n");
        bodies.put("a part without headers", head + "--xyz\r\n\r\nx\r\n--xyz--\r\n");
        bodies.put(
                "a field as a file",
                head
                        + "--xyz\r\nContent-Disposition: form-data; name=\"words\"; filename=\"w\"\r\n\r\nx\r\n--xyz--\r\n");
        bodies.put(
                "a file as a field",
                head + "--xyz\r\nContent-Disposition: form-data; name=\"photos\"\r\n\r\nx\r\n--xyz--\r\n");
        bodies.put(
                "nested",
                head
                        + "--xyz\r\nContent-Disposition: form-data; name=\"photos\"\r\nContent-Type: multipart/mixed; boundary=abc\r\n\r\n--abc\r\nContent-Disposition: file; filename=\"a\"\r\n\r\nx\r\n--abc--\r\n--xyz--\r\n");
        bodies.put(
                "a field of 2 MB",
                head + "--xyz\r\nContent-Disposition: form-data; name=\"words\"\r\n\r\n" + "字".repeat(700_000)
                        + "\r\n--xyz--\r\n");
        bodies.put("nothing", "");
        Map<String, String> parts = Map.of("Content-Type", "multipart/form-data; boundary=xyz");
        for (String path : List.of("/desk/orders/new", order)) {
            bodies.forEach(
                    (what, body) -> check(clerk.sends("POST", path, parts, body.getBytes(UTF_8)), path + ": " + what));
        }
        for (String type : List.of(
                "multipart/form-data",
                "multipart/form-data; boundary=",
                "multipart/form-data; boundary=" + "b".repeat(5000),
                "multipart/mixed; boundary=xyz")) {
            check(clerk.sends("POST", order, Map.of("Content-Type", type), (head + part).getBytes(UTF_8)), type);
        }
        for (String method : List.of("PUT", "DELETE", "PATCH", "OPTIONS", "HEAD", "TRACE", "PROPFIND", "X")) {
            HttpResponse<String> answer = clerk.sends(method, order, Map.of(), NOTHING);
            assertThat(answer.statusCode()).as(method).isIn(200, 400, 403, 404, 405, 501);
        }
        assertThat(faults).isEmpty();
    }

    /** What no client library would send. */
    @Example
    void requestsThatAreHardlyHttp() throws IOException {
        String cookie = "Cookie: linli_session=" + World.as(here().resident(), () -> sessions.begin("test")) + "\r\n";
        String end = "Host: x\r\nConnection: close\r\n\r\n";
        List<String> requests = List.of(
                "GET /orders?tab=%ff%c0 HTTP/1.1\r\n" + cookie + end,
                "GET /orders?after=\u00ff\u00c0<i> HTTP/1.1\r\n" + cookie + end,
                "GET /orders/%00 HTTP/1.1\r\n" + cookie + end,
                "GET /orders/..%2f..%2fetc HTTP/1.1\r\n" + cookie + end,
                "GET /orders;x=y HTTP/1.1\r\n" + cookie + end,
                "GET //evil.example/ HTTP/1.1\r\n" + end,
                "GET /orders/%E4%BD HTTP/1.1\r\n" + cookie + end,
                "GET / HTTP/1.1\r\nHost: <i id=xss-linli>\r\nConnection: close\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\nConnection: close\r\n\r\n",
                "GET / HTTP/1.1\r\nConnection: close\r\n\r\n",
                "GET / HTTP/9.9\r\n" + end,
                "GET /" + "a".repeat(20_000) + " HTTP/1.1\r\n" + end,
                "GET / HTTP/1.1\r\nX-A: " + "b".repeat(20_000) + "\r\n" + end,
                "GET / HTTP/1.1\r\n" + "X-A: b\r\n".repeat(500) + end,
                "GET / HTTP/1.1\r\nBad Header\r\n" + end,
                "GET / HTTP/1.1\r\nCookie: lang=\u0001\u00ff; elder=\"; linli_session=\r\n" + end,
                "POST /language HTTP/1.1\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: -1\r\n"
                        + end,
                "POST /language HTTP/1.1\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 100\r\n"
                        + end + "lang=en&back=//evil",
                "POST /language HTTP/1.1\r\nContent-Type: application/x-www-form-urlencoded\r\nTransfer-Encoding: chunked\r\n"
                        + end + "zz\r\nlang",
                "POST /language HTTP/1.1\r\nContent-Type: multipart/form-data; boundary=x\r\nContent-Length: 500\r\n"
                        + end + "--x\r\nContent-Disposition: form-data; name=\"lang\"",
                "NONSENSE\r\n\r\n",
                "\u0016\u0003\u0001\u0000\u00a5\u0001\u0000\u0000");
        for (String request : requests) {
            String answer = raw(request);
            String first = answer.lines().findFirst().orElse("");
            String what = request.substring(0, Math.min(60, request.length()));
            assertThat(first).as(what).doesNotContain(" 500", " 503");
            assertThat(answer)
                    .as(what)
                    .doesNotContain("<i id=xss", "Exception", "org.apache", "java.", "Tomcat", "evil.example");
        }
        for (String matter : List.of(
                "",
                "?matter=" + order("/orders/{id}"),
                "?matter=nonsense",
                "?matter=" + UUID.randomUUID(),
                "?matter=%00")) {
            for (String header : List.of(
                    "", "Last-Event-ID: '; drop\u00ff\r\n", "Accept: text/html\r\n", "Accept: application/json\r\n")) {
                String answer = raw("GET /live" + matter + " HTTP/1.1\r\n" + cookie + header + end);
                assertThat(answer).as(matter).startsWith("HTTP/1.1 ").contains("Content-Security-Policy", "nosniff");
                assertThat(answer.lines().findFirst().orElse("")).as(matter).doesNotContain(" 5");
            }
        }
    }

    /** The head of the answer, and as much of its body as comes with it. */
    private String raw(String request) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout(15_000);
            socket.getOutputStream().write(request.getBytes(ISO_8859_1));
            socket.getOutputStream().flush();
            if (!request.startsWith("GET /live")) {
                socket.shutdownOutput();
            }
            ByteArrayOutputStream answer = new ByteArrayOutputStream();
            byte[] some = new byte[8192];
            for (int read = socket.getInputStream().read(some);
                    read >= 0;
                    read = socket.getInputStream().read(some)) {
                answer.write(some, 0, read);
                if (request.startsWith("GET /live") && answer.toString(UTF_8).contains("\r\n\r\n")) {
                    break;
                }
            }
            return answer.toString(UTF_8);
        } catch (java.net.SocketException closed) {
            return "";
        }
    }

    /** Anybody takes any step at any time, with stale forms and keys used before: the order stands where the table lets it. */
    @Example
    void stepsInAnyOrderLeaveALegalOrder() throws SQLException {
        Map<String, Client> clients = new LinkedHashMap<>();
        ROLES.forEach((role, actor) -> clients.put(role, Client.of(port, sessions, actor)));
        List<String> steps = List.of(
                "dispatch",
                "accept",
                "start",
                "finish",
                "rate",
                "close",
                "reply",
                "return",
                "recall",
                "decline",
                "withdraw");
        for (int walk = 0; walk < 12; walk++) {
            UUID id = script.as(here().resident()).places(one(Hostile.MARKUP), here().home());
            List<String> keys = new ArrayList<>(List.of(UUID.randomUUID().toString()));
            for (int n = 0; n < 25; n++) {
                String role = one(List.copyOf(ROLES.keySet()));
                boolean resident = role.equals("resident");
                String step = dice.nextInt(3) == 0 ? one(steps) : likely(id, role, steps);
                String key =
                        dice.nextInt(4) == 0 ? one(keys) : UUID.randomUUID().toString();
                boolean fresh = !keys.contains(key);
                keys.add(key);
                Map<String, String> form = new LinkedHashMap<>(Map.of(
                        "words", dice.nextInt(3) == 0 ? one(Hostile.MARKUP) : "看一看",
                        "noPhoto", "在住户家里",
                        "organisation", here().firm().toString(),
                        "stars", Integer.toString(dice.nextInt(7) - 1),
                        "solved", one(List.of("yes", "no", "no", "x"))));
                String seen = seen(id);
                boolean old = isOld(id, seen);
                if (!seen.isEmpty()) {
                    form.put("_seen", seen);
                }
                String path = (resident ? "/orders/" : "/desk/orders/") + id + "/" + step;
                HttpResponse<String> answer = clients.get(role).post(path, form, key);
                check(answer, role + " " + path);
                if (fresh && old) {
                    assertThat(answer.statusCode())
                            .as("%s %s of somebody who saw %s", role, path, seen)
                            .isNotEqualTo(303);
                }
                if (dice.nextInt(3) == 0) {
                    HttpResponse<String> again = clients.get(role).post(path, form, key);
                    check(again, role + " again " + path);
                    assertThat(again.statusCode() == 303)
                            .as("the same form twice")
                            .isEqualTo(answer.statusCode() == 303);
                }
            }
            legal(id);
        }
        assertThat(faults).isEmpty();
        assertThat(trail.verify().whole()).as("the trail verifies").isTrue();
    }

    /** What a page may say that it showed: mostly nothing, or how the order stands; also an older or later round, another order, or rubbish. */
    private String seen(UUID id) {
        int stands = script.as(here().clerk()).sees(id).matter().version();
        return switch (dice.nextInt(8)) {
            case 0 -> id + "." + (1 + dice.nextInt(stands));
            case 1 -> id + "." + (stands + 1 + dice.nextInt(3));
            case 2 -> UUID.randomUUID() + "." + stands;
            case 3 -> one(List.of("x", id.toString(), id + ".", id + ".99999999999", id + ".-1", one(Hostile.MARKUP)));
            case 4, 5 -> id + "." + stands;
            default -> "";
        };
    }

    /** Whether whoever saw that must be told that it has moved on: a person took a step since, or it never stood so. */
    private boolean isOld(UUID id, String seen) {
        if (!seen.matches(id + "\\.-?[0-9]{1,9}")) {
            return !seen.isEmpty() && !seen.matches("[0-9a-f-]{36}\\.[0-9]{1,9}");
        }
        int version = Integer.parseInt(seen.substring(37));
        List<Trace> line = World.as(here().clerk(), () -> orders.timeline(orders.order(id)));
        return version > line.size()
                || line.stream()
                        .anyMatch(
                                trace -> trace.seq() > version && !trace.duty().equals("SYSTEM"));
    }

    private String likely(UUID id, String role, List<String> steps) {
        Actor actor = java.util.Objects.requireNonNull(ROLES.get(role));
        try {
            Order order = script.as(actor).sees(id);
            List<String> open = order.open(actor).stream()
                    .filter(steps::contains)
                    .filter(step -> !step.equals("withdraw") && !step.equals("decline"))
                    .toList();
            return open.isEmpty() ? one(steps) : one(open);
        } catch (org.linli.kernel.Refusal outOfReach) {
            return one(steps);
        }
    }

    private void legal(UUID id) throws SQLException {
        try (Connection admin = TestDatabase.admin(url);
                Statement statement = admin.createStatement();
                ResultSet row = statement.executeQuery(
                        "select t.seq, t.step, t.from_state, t.to_state, m.state, m.version, count(*) over () as entries"
                                + " from timeline_entry t join matter m on m.id = t.matter where t.matter = '" + id
                                + "' order by t.seq")) {
            String stands = "";
            int seq = 0;
            String state = "none";
            while (row.next()) {
                String step = row.getString("step");
                String from = row.getString("from_state");
                String to = row.getString("to_state");
                assertThat(row.getInt("seq")).isEqualTo(++seq);
                assertThat(from).isEqualTo(stands);
                assertThat(Step.LIFECYCLE.rules())
                        .as("%s from %s to %s", step, from, to)
                        .anyMatch(rule -> rule.step().equals(step)
                                && rule.to().name().equals(to)
                                && (from.isEmpty() ? rule.opens() : rule.from().contains(State.valueOf(from))));
                assertThat(row.getInt("version")).isEqualTo(row.getInt("entries"));
                stands = to;
                state = row.getString("state");
            }
            assertThat(state).isEqualTo(stands);
        }
    }
}
