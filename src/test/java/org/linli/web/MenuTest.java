package org.linli.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.linli.LinliTest;
import org.linli.Street;
import org.linli.World;
import org.linli.identity.Accounts;
import org.linli.identity.Sessions;
import org.linli.organisation.Appointments;
import org.linli.organisation.Organisation;
import org.linli.organisation.Organisations;
import org.linli.platform.Actor;
import org.linli.platform.Duty;
import org.linli.resident.Residents;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What the menu of the desk offers somebody opens: no entry leads to a refusal. */
@LinliTest
class MenuTest {

    private static final Pattern LINK = Pattern.compile("<a href=\"([^\"]+)\"");

    @Autowired
    World world;

    @Autowired
    Street street;

    @Autowired
    Sessions sessions;

    @Autowired
    Residents residents;

    @Autowired
    Organisations organisations;

    @Autowired
    Appointments appointments;

    @Autowired
    Accounts accounts;

    @Autowired
    Clock clock;

    @LocalServerPort
    int port;

    @Test
    void everyEntryOfEveryDutyOpens() {
        World.Quarter here = world.ningbao;
        List<Actor> everybody = List.of(
                here.clerk(),
                here.chief(),
                here.worker(),
                here.gridWorker(),
                here.administrator(),
                street.leader,
                street.office,
                street.administrator,
                street.district,
                street.market,
                street.station,
                street.police,
                joined(Duty.VOLUNTEER, Organisation.Kind.VOLUNTEERS, "宁宝志愿队"),
                joined(Duty.MERCHANT, Organisation.Kind.MERCHANT, "宁宝小卖部"));
        List<String> refused = new ArrayList<>();
        Set<Duty> walked = EnumSet.noneOf(Duty.class);
        for (Actor actor : everybody) {
            walked.add(actor.duty());
            Client client = Client.of(port, sessions, actor);
            List<String> entries = entries(client);
            assertThat(entries).as(actor.signature()).hasSizeGreaterThan(4);
            for (String entry : entries) {
                int status = opened(client, entry).statusCode();
                if (status != 200) {
                    refused.add(actor.duty() + " " + entry + " → " + status);
                }
            }
        }
        assertThat(refused).isEmpty();
        for (Duty duty : Duty.values()) {
            assertThat(walked.contains(duty)).as("somebody of " + duty).isEqualTo(duty.staff());
        }
    }

    @Test
    void whoeverReadsWhistlesFindsThem() {
        for (Actor actor : List.of(world.ningbao.gridWorker(), world.ningbao.clerk(), street.office, street.market)) {
            assertThat(entries(Client.of(port, sessions, actor)))
                    .as(actor.signature())
                    .contains("/desk/whistles");
        }
        assertThat(entries(Client.of(port, sessions, street.market)))
                .as("a department handles no order")
                .doesNotContain("/desk/orders", "/desk/rates", "/desk/late");
        assertThat(entries(Client.of(port, sessions, world.ningbao.worker()))).doesNotContain("/desk/whistles");
    }

    private static List<String> entries(Client client) {
        HttpResponse<String> desk = opened(client, "/desk");
        assertThat(desk.statusCode()).isEqualTo(200);
        assertThat(desk.body()).as("the desk").contains("<header class=\"desk-side\">");
        String side = desk.body().substring(desk.body().indexOf("<header class=\"desk-side\">"));
        Matcher link = LINK.matcher(side.substring(side.indexOf("<nav"), side.indexOf("</nav>")));
        List<String> entries = new ArrayList<>();
        while (link.find()) {
            entries.add(link.group(1));
        }
        return entries;
    }

    /** An entry that leads on to the page of one's own organisation is followed, once. */
    private static HttpResponse<String> opened(Client client, String path) {
        HttpResponse<String> answer = client.get(path);
        return answer.statusCode() == 303
                ? client.get(answer.headers().firstValue("Location").orElseThrow())
                : answer;
    }

    private Actor joined(Duty duty, Organisation.Kind kind, String name) {
        return World.as(World.founder(world.ningbao.community()), () -> {
            UUID organisation = organisations.found(kind, name, world.ningbao.community(), "");
            UUID person = residents.register(name + "的人", world.ningbao.community(), Optional.empty());
            UUID appointment = appointments.appoint(
                    person, organisation, duty, "职务", world.ningbao.community(), LocalDate.now(clock));
            accounts.open(person, "menu-" + duty, World.PASSWORD, false);
            return new Actor(
                    Optional.of(person),
                    name + "的人",
                    duty,
                    "职务",
                    Optional.of(appointment),
                    Optional.of(organisation),
                    name,
                    Optional.of(world.ningbao.community()));
        });
    }
}
