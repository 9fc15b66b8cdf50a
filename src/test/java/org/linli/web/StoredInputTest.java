package org.linli.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.linli.LinliTest;
import org.linli.Script;
import org.linli.World;
import org.linli.identity.Sessions;
import org.linli.order.Channel;
import org.linli.order.Orders;
import org.linli.order.Step;
import org.linli.organisation.Appointments;
import org.linli.organisation.Organisation;
import org.linli.organisation.Organisations;
import org.linli.place.Construction;
import org.linli.place.Grid;
import org.linli.place.Grids;
import org.linli.platform.Actor;
import org.linli.platform.Duty;
import org.linli.platform.Ids;
import org.linli.resident.Residents;
import org.linli.resident.Tie;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

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
        assertThat(opened).hasSizeGreaterThan(80);
        assertThat(complaints).isEmpty();
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

    private static void visits(
            Browsers.Visitor visitor, String role, List<String> pages, List<String> complaints, List<String> opened) {
        visitor.page.onDialog(dialog -> {
            complaints.add(role + ": a dialog " + dialog.message());
            dialog.dismiss();
        });
        for (String page : pages) {
            visitor.opens(page);
            @SuppressWarnings("unchecked")
            List<String> found = (List<String>) visitor.page.evaluate(FOUND);
            found.forEach(what -> complaints.add(role + " " + page + ": " + what));
            opened.add(page);
        }
        complaints.addAll(visitor.complaints);
    }
}
