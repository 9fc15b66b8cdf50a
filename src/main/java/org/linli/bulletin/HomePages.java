package org.linli.bulletin;

import java.time.Clock;
import java.time.LocalTime;
import java.util.List;
import linli.pages.Templates;
import org.linli.kernel.PlaceCode;
import org.linli.kernel.PlaceLevel;
import org.linli.order.OrderLists;
import org.linli.organisation.Organisation;
import org.linli.organisation.Organisations;
import org.linli.platform.Actor;
import org.linli.platform.web.Answer;
import org.linli.platform.web.Page;
import org.linli.resident.Residents;
import org.linli.resident.Tie;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** The first page of everybody: a welcome for strangers, my community for residents, the desk for staff. */
@Controller
class HomePages {

    private static final int MOST_ORDERS = 5;
    private static final int MOST_CONTACTS = 8;

    private final OrderLists orders;
    private final Organisations organisations;
    private final Residents residents;
    private final Clock clock;
    private final Templates templates;

    HomePages(OrderLists orders, Organisations organisations, Residents residents, Clock clock, Templates templates) {
        this.orders = orders;
        this.organisations = organisations;
        this.residents = residents;
        this.clock = clock;
        this.templates = templates;
    }

    @GetMapping("/")
    Answer home(Actor actor, Page page) {
        if (!actor.known()) {
            return Answer.show(templates.bulletinWelcome(page));
        }
        if (actor.duty().staff()) {
            return Answer.go("/desk");
        }
        List<OrderLists.Row> open = orders.mineOpen(MOST_ORDERS + 1);
        return Answer.show(templates.bulletinHome(
                page,
                Greeting.at(LocalTime.ofInstant(page.now(), clock.getZone())).words(),
                open.subList(0, Math.min(MOST_ORDERS, open.size())),
                open.size() > MOST_ORDERS,
                contacts(actor, page.visit().communityPhone())));
    }

    /** Whom to call beside the community's own phone: who serves the whole community, and who serves where I live. */
    private List<Organisation> contacts(Actor actor, String communityPhone) {
        List<PlaceCode> homes = residents.tiesOf(actor.self()).stream()
                .filter(tie -> tie.until().isEmpty())
                .map(Tie::home)
                .toList();
        return organisations.at(actor.home()).stream()
                .filter(one -> !one.phone().isEmpty() && !one.phone().equals(communityPhone))
                .filter(one -> one.place().level().compareTo(PlaceLevel.COMMUNITY) <= 0
                        || homes.stream().anyMatch(one.place()::contains))
                .limit(MOST_CONTACTS)
                .toList();
    }
}
