package org.linli.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Response;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.linli.LinliTest;
import org.linli.Script;
import org.linli.Street;
import org.linli.World;
import org.linli.api.Scope;
import org.linli.api.Tokens;
import org.linli.api.Webhooks;
import org.linli.device.Alerts;
import org.linli.device.Device;
import org.linli.device.Devices;
import org.linli.device.Kinds;
import org.linli.device.Reading;
import org.linli.device.Rule;
import org.linli.device.Rules;
import org.linli.device.Severity;
import org.linli.gateway.ApiKeys;
import org.linli.gateway.Jurisdictions;
import org.linli.identity.Sessions;
import org.linli.order.BulkDispatch;
import org.linli.order.Channel;
import org.linli.order.Emergencies;
import org.linli.order.Errand;
import org.linli.order.Errands;
import org.linli.order.Exports;
import org.linli.order.Hotline;
import org.linli.order.Imports;
import org.linli.order.Layout;
import org.linli.order.Layouts;
import org.linli.order.Orders;
import org.linli.order.SavedViews;
import org.linli.order.ServiceCards;
import org.linli.order.Sought;
import org.linli.order.Step;
import org.linli.order.Ticket;
import org.linli.organisation.Appointments;
import org.linli.organisation.Organisation;
import org.linli.organisation.Organisations;
import org.linli.organisation.Rotas;
import org.linli.patrol.Bar;
import org.linli.patrol.Bars;
import org.linli.patrol.Filing;
import org.linli.patrol.Handovers;
import org.linli.patrol.Reports;
import org.linli.patrol.Rights;
import org.linli.place.Construction;
import org.linli.place.Grid;
import org.linli.place.Grids;
import org.linli.place.Positions;
import org.linli.platform.Actor;
import org.linli.platform.Duty;
import org.linli.platform.Ids;
import org.linli.platform.secret.Phone;
import org.linli.resident.Residents;
import org.linli.resident.Tie;
import org.linli.whistle.Whistles;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;

/** Markup in every word that is kept 存进去的恶意文字: no page of anybody runs it, in a real browser. */
@LinliTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StoredInputTest {

    private static final String ELEMENT = "<i id=xss-linli>";
    private static final String SCRIPT = "\"><script>window.xssLinli=1</script>";
    private static final String IMAGE = "</textarea><img src=x onerror=window.xssLinli=1>";
    private static final String ATTRIBUTE =
            "' onmouseover='window.xssLinli=1' \" autofocus onfocus=\"window.xssLinli=1";

    /** Whatever page the browser opens, before any script of the page. */
    private static final String WATCH = """
            window.broken = []
            document.addEventListener('securitypolicyviolation', event => window.broken.push(event.violatedDirective + ' ' + event.blockedURI))
            """;

    private static final String FOUND = """
            () => [
              ...window.broken,
              ...(window.xssLinli ? ['a script ran'] : []),
              ...[...document.querySelectorAll('#xss-linli, img[src="x"], script:not([src]), [onmouseover], [onerror], [onfocus], [onload], [autofocus]')].map(e => e.outerHTML.slice(0, 80)),
              ...[...document.querySelectorAll('a[href^="javascript:"]')].map(e => e.outerHTML.slice(0, 80))]
            """;

    @Autowired
    World world;

    @Autowired
    Street street;

    @Autowired
    ApplicationContext linli;

    @Autowired
    Script script;

    @Autowired
    Orders orders;

    @Autowired
    Sessions sessions;

    @Autowired
    Construction construction;

    @Autowired
    Grids grids;

    @Autowired
    Organisations organisations;

    @Autowired
    Appointments appointments;

    @Autowired
    Residents residents;

    @LocalServerPort
    int port;

    private Browsers browsers;

    /** Which addresses were shown to somebody, and not refused to everybody. */
    private final Set<String> shown = new TreeSet<>();

    @BeforeAll
    void browser() {
        browsers = Browsers.at("http://127.0.0.1:" + port);
    }

    @AfterAll
    void noBrowser() {
        if (browsers != null) {
            browsers.close();
        }
    }

    @Test
    void noPageRunsWhatSomebodyWrote() {
        World.Quarter here = world.another("350211003014", "杏林花园", "xl");
        List<String> opened = new ArrayList<>();
        UUID firm = World.as(here.administrator(), () -> {
            construction.rename(here.compound(), ELEMENT + "园");
            construction.build(here.community(), "\"><img src=x onerror=x()>");
            construction.setPhone(here.community(), "0592-0000000");
            grids.draw(here.community(), ELEMENT, Grid.Kind.BASE, List.of(here.compound()));
            organisations.found(Organisation.Kind.MERCHANT, ATTRIBUTE, here.compound(), "");
            return organisations.found(Organisation.Kind.PROPERTY, SCRIPT + IMAGE, here.compound(), "0592-0000003");
        });
        UUID person = World.as(
                here.administrator(),
                () -> residents.register(ELEMENT + ATTRIBUTE.substring(0, 30), here.community(), Optional.empty()));
        Actor worker = World.as(here.administrator(), () -> {
            residents.tie(person, here.home(), Tie.Kind.OWNER, today());
            UUID appointment = appointments.appoint(person, firm, Duty.PROPERTY, ELEMENT, here.compound(), today());
            return new Actor(
                    Optional.of(person),
                    ELEMENT,
                    Duty.PROPERTY,
                    ELEMENT,
                    Optional.of(appointment),
                    Optional.of(firm),
                    SCRIPT + IMAGE,
                    Optional.of(here.compound()));
        });
        List<UUID> told = new ArrayList<>();
        for (String words : List.of(ELEMENT + SCRIPT, IMAGE + ATTRIBUTE)) {
            told.add(story(here, worker, firm, words));
        }
        Client chen = Client.of(port, sessions, here.resident());
        sent(chen.post("/orders/new", Map.of("category", "02", "words", SCRIPT + IMAGE + ATTRIBUTE)));
        sent(chen.post("/orders/new/where", Map.of("place", here.home().value())));
        sent(chen.post(
                "/orders/new/photo",
                Map.of(),
                "photos",
                List.of(),
                UUID.randomUUID().toString()));
        sent(chen.post("/orders/new/when", Map.of("when", "EVENING", "note", ELEMENT + ATTRIBUTE)));

        Rooms rooms = everyRoom(here, told.getFirst());

        Map<String, Actor> roles = new LinkedHashMap<>();
        roles.put("resident", here.resident());
        roles.put("clerk", here.clerk());
        roles.put("chief", here.chief());
        roles.put("worker", worker);
        roles.put("grid worker", here.gridWorker());
        roles.put("administrator", here.administrator());
        List<String> complaints = new ArrayList<>();
        Browsers.Visitor stranger = watched(browsers.phone());
        visits(
                stranger,
                "stranger",
                List.of(
                        "/",
                        "/login",
                        "/p",
                        "/p/" + here.community(),
                        "/p/devices/" + rooms.device,
                        "/p?q=" + Hostile.encoded(SCRIPT),
                        "/places/find?q=" + Hostile.encoded(ELEMENT)),
                complaints,
                opened);
        roles.forEach((role, actor) -> {
            Browsers.Visitor visitor = watched(role.equals("resident") ? browsers.phone() : browsers.desktop());
            visitor.is(sessions, actor);
            visits(visitor, role, pages(here, actor, firm, person, told), complaints, opened);
            visitor.page.context().close();
        });
        Map<Actor, List<String>> concerned = rooms.pages(here, told.getFirst());
        concerned.forEach((actor, pages) -> {
            Browsers.Visitor visitor = watched(actor.duty().staff() ? browsers.desktop() : browsers.phone());
            visitor.is(sessions, actor);
            visits(visitor, actor.duty().name(), pages, complaints, opened);
            visitor.page.context().close();
        });
        assertThat(opened).hasSizeGreaterThan(150);
        assertThat(complaints).isEmpty();
        assertThat(concerned.values().stream().flatMap(List::stream).toList())
                .as("each was shown, and not refused")
                .isSubsetOf(shown);
    }

    /** What else somebody wrote, in each room, and who opens the pages that tell of it. */
    private record Rooms(
            UUID errand,
            UUID card,
            UUID silent,
            UUID device,
            UUID ticket,
            UUID imported,
            UUID export,
            UUID bulk,
            UUID whistle,
            UUID report,
            UUID handover,
            Actor department,
            Actor police,
            Actor office) {

        Map<Actor, List<String>> pages(World.Quarter here, UUID told) {
            String query = Hostile.encoded(SCRIPT);
            Map<Actor, List<String>> pages = new LinkedHashMap<>();
            pages.put(
                    here.clerk(),
                    List.of(
                            "/desk/orders",
                            "/desk/orders?words=" + query,
                            "/desk/orders?words=" + Hostile.encoded("<i"),
                            "/desk/orders?q=" + query,
                            "/desk/orders/chosen?id=" + told,
                            "/desk/orders/print?id=" + told,
                            "/desk/orders/views",
                            "/desk/orders/exports?filter=" + Hostile.encoded("words=" + query),
                            "/desk/orders/exports/" + export,
                            "/desk/orders/bulk/" + bulk,
                            "/desk/orders/" + errand,
                            "/desk/orders/" + errand + "/errand",
                            "/desk/late",
                            "/desk/late?q=" + query,
                            "/desk/map",
                            "/desk/map?q=" + query,
                            "/desk/rates",
                            "/desk/rates?by=HANDLER",
                            "/desk/callbacks",
                            "/desk/callbacks/" + silent,
                            "/desk/cards",
                            "/desk/cards?q=" + query,
                            "/desk/cards/" + card,
                            "/desk/cards/new?name=" + query,
                            "/desk/orders/new?card=" + card,
                            "/desk/devices",
                            "/desk/devices/" + device,
                            "/desk/devices/" + device + "/alter",
                            "/desk/devices/new",
                            "/desk/devices/rules",
                            "/desk/hotline",
                            "/desk/hotline/" + ticket,
                            "/desk/hotline/" + ticket + "?q=" + query,
                            "/desk/imports",
                            "/desk/imports/" + imported,
                            "/desk/duty",
                            "/desk/duty/" + here.firm(),
                            "/desk/tokens",
                            "/desk/whistles",
                            "/desk/whistles?tab=ENDED",
                            "/desk/whistles/" + whistle,
                            "/desk/whistles/new?order=" + told,
                            "/desk/reports?tab=ENDED",
                            "/desk/reports?words=" + query,
                            "/desk/reports/" + report,
                            "/desk/reports/new"));
            pages.put(here.chief(), List.of("/desk/orders/exports/log", "/desk/reports/" + report));
            pages.put(
                    here.administrator(),
                    List.of(
                            "/desk/layouts",
                            "/desk/webhooks",
                            "/desk/webhooks/deliveries",
                            "/desk/open311",
                            "/desk/open311/outbox",
                            "/desk/tokens"));
            pages.put(
                    here.worker(),
                    List.of("/desk/devices", "/desk/devices/" + device, "/desk/duty/" + here.firm(), "/report/rights"));
            pages.put(
                    here.resident(),
                    List.of("/reports", "/reports/" + report, "/report?kind=HAZARD&q=" + query, "/me/tokens"));
            pages.put(
                    office,
                    List.of(
                            "/desk/appeals",
                            "/desk/whistles",
                            "/desk/whistles/" + whistle,
                            "/desk/orders",
                            "/desk/map"));
            pages.put(
                    department,
                    List.of(
                            "/desk/whistles",
                            "/desk/whistles/" + whistle,
                            "/desk/whistles/departments/" + Street.of(department)));
            pages.put(police, List.of("/desk/handovers", "/desk/handovers/" + handover));
            return pages;
        }
    }

    private Rooms everyRoom(World.Quarter here, UUID told) {
        String words = ELEMENT + SCRIPT + IMAGE + ATTRIBUTE;
        Actor department = street.department(ELEMENT + "局", ELEMENT, "xl-dept", here.community());
        Actor police = street.police(ELEMENT + "所", ELEMENT, "xl-police", here.community());
        UUID errand = errand(here);
        UUID silent = World.as(
                here.clerk(),
                () -> orders.place(
                        Ids.at(java.time.Instant.now()),
                        new Step.Place(
                                "02",
                                words,
                                here.home(),
                                ELEMENT,
                                Channel.PHONE,
                                ELEMENT,
                                Optional.of(phone("10000078001")))));
        script.as(here.clerk()).takes(silent, new Step.Dispatch(here.firm(), words));
        script.as(here.worker()).takes(silent, new Step.Accept(words));
        script.as(here.worker()).takes(silent, new Step.Start(words));
        script.as(here.worker()).takes(silent, new Step.Finish(words, words));
        Reports reports = linli.getBean(Reports.class);
        UUID report = World.as(here.resident(), () -> reports.file(filing(here, false)))
                .orElseThrow();
        World.as(here.gridWorker(), () -> reports.take(report, new org.linli.patrol.Step.TakeUp()));
        World.as(here.gridWorker(), () -> reports.take(report, new org.linli.patrol.Step.Settle(words)));
        World.as(here.resident(), () -> reports.file(filing(here, true)));
        appealed(here, reports);
        Handovers handovers = linli.getBean(Handovers.class);
        UUID handover = World.as(police, () -> {
            UUID id = handovers.received(Optional.empty()).items().getFirst().id();
            handovers.look(id, org.linli.patrol.Purpose.VERIFY, words);
            return id;
        });
        return World.as(here.clerk(), () -> {
            LocalDate today = today();
            UUID card = linli.getBean(ServiceCards.class)
                    .issue(new ServiceCards.Issue(
                            here.resident().self(), "XL-1", ELEMENT, Optional.of(12), today, today.plusYears(1)));
            SavedViews views = linli.getBean(SavedViews.class);
            views.share(views.save(ELEMENT, Sought.read("words=" + Hostile.encoded(SCRIPT))), true);
            UUID ticket = linli.getBean(Hotline.class)
                    .take(new Ticket.Incoming(
                            "XL-0001",
                            words,
                            ELEMENT + SCRIPT,
                            Optional.empty(),
                            ELEMENT,
                            Optional.empty(),
                            Optional.empty()))
                    .feedback()
                    .ticket()
                    .id();
            UUID imported = linli.getBean(Imports.class)
                    .read(
                            Layout.HOTLINE,
                            SCRIPT + ".csv",
                            ("工单编号,诉求标题,诉求内容,事发地址,诉求类型,诉求人,联系电话,12345 要求办结时间\n"
                                            + "XL-9,,\"" + words.replace("\"", "\"\"") + "\"," + ELEMENT + ",,"
                                            + ELEMENT + ",,\n"
                                            + ELEMENT + ",," + ELEMENT + "," + ELEMENT + "," + ELEMENT + ",,,\n")
                                    .getBytes(StandardCharsets.UTF_8));
            UUID export = linli.getBean(Exports.class)
                    .begin(Sought.read("words=" + Hostile.encoded(SCRIPT)), Layout.PLAIN, Exports.Format.CSV, "zh-CN");
            BulkDispatch many = linli.getBean(BulkDispatch.class);
            UUID bulk = many.begin(List.of(told), here.firm(), words);
            many.goOn(bulk);
            linli.getBean(Tokens.class)
                    .make(ELEMENT, Set.of(Scope.READ), here.clerk().appointment(), 1);
            settings(here);
            return new Rooms(
                    errand,
                    card,
                    silent,
                    device(here),
                    ticket,
                    imported,
                    export,
                    bulk,
                    whistled(here, department, told, words),
                    report,
                    handover,
                    department,
                    police,
                    street.office);
        });
    }

    private static Phone phone(String digits) {
        return new Phone(digits);
    }

    private static Filing filing(World.Quarter here, boolean person) {
        return new Filing(
                new org.linli.patrol.Step.File(
                        org.linli.patrol.Kind.SUSPICIOUS,
                        here.compound(),
                        org.linli.patrol.Moment.NOW,
                        ELEMENT + SCRIPT + IMAGE + ATTRIBUTE),
                Optional.of(person),
                true);
    }

    /** By somebody who works there, so that the resident may go on reporting. */
    private void appealed(World.Quarter here, Reports reports) {
        UUID wild =
                World.as(here.worker(), () -> reports.file(filing(here, false))).orElseThrow();
        Bars bars = linli.getBean(Bars.class);
        World.as(here.chief(), () -> {
            bars.propose(Bar.Origin.REPORT, wild, Bar.Reason.ABUSED);
            return null;
        });
        World.as(here.clerk(), () -> {
            bars.confirm(Bar.Origin.REPORT, wild);
            return null;
        });
        World.as(here.worker(), () -> {
            bars.appeal(linli.getBean(Rights.class).against().getFirst().id(), ELEMENT + SCRIPT + IMAGE);
            return null;
        });
    }

    private UUID errand(World.Quarter here) {
        UUID id = World.as(
                here.clerk(),
                () -> orders.place(
                        Ids.at(java.time.Instant.now()),
                        new Step.Place(
                                "0702", ELEMENT + SCRIPT, here.home(), "", Channel.PHONE, ELEMENT, Optional.empty())));
        script.as(here.clerk()).dispatches(id, here.gridWorker().organisation().orElseThrow());
        script.as(here.gridWorker()).accepts(id);
        World.as(here.gridWorker(), () -> {
            linli.getBean(Errands.class)
                    .entrust(
                            id,
                            new Errand.Mandate(ELEMENT, Errand.Given.SPOKEN, ELEMENT + SCRIPT, today().plusDays(30)),
                            List.of(new Errand.Taken(ELEMENT, false)));
            return null;
        });
        return id;
    }

    private UUID whistled(World.Quarter here, Actor department, UUID order, String words) {
        UUID id = linli.getBean(Whistles.class)
                .draft(
                        new org.linli.whistle.Step.Draft(
                                here.compound(),
                                org.linli.whistle.Occasion.RESIDENTS,
                                org.linli.whistle.Kind.WORK,
                                ELEMENT + SCRIPT,
                                words),
                        Optional.of(order));
        street.takes(street.leader, id, new org.linli.whistle.Step.Approve(words));
        street.takes(street.office, id, new org.linli.whistle.Step.Blow(words));
        street.takes(
                street.office,
                id,
                new org.linli.whistle.Step.Assign(List.of(Street.of(department)), Street.of(department), words));
        street.takes(department, id, new org.linli.whistle.Step.Note(words));
        street.takes(department, id, new org.linli.whistle.Step.Sign(words));
        street.takes(department, id, new org.linli.whistle.Step.CheckIn(here.compound(), words));
        street.takes(department, id, new org.linli.whistle.Step.Plan(words));
        street.takes(department, id, new org.linli.whistle.Step.Finish(words, words));
        return id;
    }

    private UUID device(World.Quarter here) {
        Devices devices = linli.getBean(Devices.class);
        Kinds kinds = linli.getBean(Kinds.class);
        kinds.add(ELEMENT, false);
        kinds.addAlert("xl_flood", ELEMENT, "02", Severity.ORDINARY);
        linli.getBean(Rules.class)
                .set(
                        here.compound(),
                        new Rule(Optional.empty(), Optional.empty(), "throw", true, "0505", Severity.URGENT, 10, ""));
        UUID id = devices.register(
                here.compound(),
                "throw_camera",
                new Device.Declared(
                        ELEMENT,
                        ELEMENT,
                        ELEMENT,
                        ELEMENT,
                        here.firm(),
                        Device.SeenBy.OPERATOR,
                        30,
                        ELEMENT,
                        true,
                        60));
        linli.getBean(Alerts.class)
                .take(
                        devices.enter(devices.token(id)).orElseThrow(),
                        new Reading(
                                "xl-1",
                                "throw",
                                java.time.Instant.now(),
                                Optional.of(1),
                                Optional.empty(),
                                Optional.of(80)),
                        false);
        return id;
    }

    /** What administrators and chiefs write. */
    private void settings(World.Quarter here) {
        World.as(here.administrator(), () -> {
            linli.getBean(Webhooks.class)
                    .register(
                            ELEMENT, "http://127.0.0.1:9/?q='onmouseover='window.xssLinli=1", Set.of("withdraw"), true);
            linli.getBean(Layouts.class).keep(ELEMENT, "HOTLINE", "编号=NUMBER\n" + ELEMENT + "=WORDS");
            linli.getBean(Emergencies.class).add(here.community(), ELEMENT, ELEMENT, "0592-6000000", "");
            UUID worker = here.worker().appointment().orElseThrow();
            Rotas rotas = linli.getBean(Rotas.class);
            rotas.add(here.firm(), worker, Set.of(java.time.DayOfWeek.MONDAY), "8:00-20:00");
            rotas.change(here.firm(), worker, today().plusDays(3), false, "", ELEMENT);
            rotas.tell(here.firm(), ELEMENT + SCRIPT);
            linli.getBean(Jurisdictions.class).open("xl.example.cn", here.community());
            linli.getBean(ApiKeys.class).make("xl.example.cn", ELEMENT, 60);
            linli.getBean(Positions.class).set(here.compound(), "1号楼 24.57 118.04");
            return null;
        });
        World.as(
                here.resident(),
                () -> linli.getBean(Tokens.class).make(ELEMENT, Set.of(Scope.READ), Optional.empty(), 1));
    }

    private static LocalDate today() {
        return LocalDate.now(ZoneId.of("Asia/Shanghai"));
    }

    private static void sent(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).isEqualTo(303);
    }

    /** Every step that keeps words. */
    private UUID story(World.Quarter here, Actor worker, UUID firm, String words) {
        UUID id = World.as(
                here.clerk(),
                () -> orders.place(
                        Ids.at(java.time.Instant.now()),
                        new Step.Place(
                                "02",
                                words,
                                here.home(),
                                ELEMENT,
                                Channel.PHONE,
                                ELEMENT + SCRIPT.substring(0, 20),
                                Optional.empty())));
        script.as(here.clerk()).takes(id, new Step.Dispatch(firm, words));
        script.as(worker).takes(id, new Step.Return(words));
        script.as(here.clerk()).takes(id, new Step.Reply(words));
        script.as(here.clerk()).takes(id, new Step.Dispatch(firm, words));
        script.as(worker).takes(id, new Step.Accept(words));
        script.as(worker).takes(id, new Step.Start(words));
        script.as(worker).takes(id, new Step.Finish(words, words));
        script.as(here.clerk()).takes(id, new Step.Rate(1, false, words));
        UUID own = script.as(here.resident()).places(words, here.home());
        script.as(here.resident()).replies(own, words);
        script.as(here.clerk()).takes(own, new Step.Dispatch(firm, words));
        return own;
    }

    private List<String> pages(World.Quarter here, Actor actor, UUID firm, UUID person, List<UUID> told) {
        List<String> pages = new ArrayList<>(List.of(
                "/me", "/inbox", "/password", "/p/" + here.community(), "/places/find?q=" + Hostile.encoded(ELEMENT)));
        if (!actor.duty().staff()) {
            pages.addAll(List.of(
                    "/",
                    "/orders",
                    "/orders?tab=ended",
                    "/orders/new",
                    "/orders/new/which",
                    "/orders/new/where",
                    "/orders/new/photo",
                    "/orders/new/when",
                    "/orders/new/check"));
            told.forEach(id -> pages.add("/orders/" + id));
            return pages;
        }
        String query = Hostile.encoded(SCRIPT);
        pages.addAll(List.of(
                "/desk",
                "/desk?tab=ALL&q=" + query,
                "/desk/orders/new",
                "/desk/people",
                "/desk/people?q=" + query,
                "/desk/people/new",
                "/desk/people/" + person,
                "/desk/organisations",
                "/desk/organisations?q=" + query,
                "/desk/organisations/new",
                "/desk/organisations/" + firm,
                "/desk/calendar",
                "/desk/appointments/new",
                "/desk/appointments/new?organisation=" + firm + "&person=" + person,
                "/desk/places",
                "/desk/places/" + here.community(),
                "/desk/places/" + here.compound(),
                "/desk/places/" + here.home(),
                "/desk/routes",
                "/desk/categories",
                "/desk/categories/0201",
                "/desk/routes?category=02&q=" + query,
                "/desk/trail?run=1"));
        told.forEach(id -> pages.add("/desk/orders/" + id));
        return pages;
    }

    private static Browsers.Visitor watched(Browsers.Visitor visitor) {
        visitor.page.addInitScript(WATCH);
        return visitor;
    }

    private void visits(
            Browsers.Visitor visitor, String role, List<String> pages, List<String> complaints, List<String> opened) {
        visitor.page.onDialog(dialog -> {
            complaints.add(role + ": a dialog " + dialog.message());
            dialog.dismiss();
        });
        for (String page : pages) {
            Response answer = visitor.page.navigate(page);
            // A search that finds nothing is refused on the page of the list.
            if (answer != null && (answer.status() == 200 || answer.status() == 422)) {
                shown.add(page);
            }
            @SuppressWarnings("unchecked")
            List<String> found = (List<String>) visitor.page.evaluate(FOUND);
            found.forEach(what -> complaints.add(role + " " + page + ": " + what));
            opened.add(page);
        }
        complaints.addAll(visitor.complaints);
    }
}
