package org.linli.order.web;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.linli.kernel.Cursor;
import org.linli.kernel.Refusal;
import org.linli.order.ServiceCard;
import org.linli.order.ServiceCards;
import org.linli.resident.Person;

/**
 * The free service cards of a community.
 *
 * @param next where the next page begins; empty for the last
 * @param issues whether the acting person may issue cards
 */
public record CardView(
        List<ServiceCard> cards, String part, boolean further, String next, LocalDate today, boolean issues) {

    /** The address of the list. */
    public static final String PATH = "/desk/cards";

    /** The address of the next page. */
    public String onward() {
        String part = java.net.URLEncoder.encode(this.part, java.nio.charset.StandardCharsets.UTF_8);
        return PATH + "?q=" + part + "&after=" + next;
    }

    static CardView of(
            org.linli.kernel.Page<ServiceCard> page, String part, boolean further, LocalDate today, boolean issues) {
        return new CardView(
                page.items(), part, further, page.next().map(Cursor::text).orElse(""), today, issues);
    }

    /** One card with the ledger of its uses. */
    public record One(
            ServiceCard card,
            List<ServiceCards.Use> uses,
            LocalDate today,
            boolean issues,
            String typed,
            Optional<Refusal> refused) {}

    /**
     * The form of a card.
     *
     * @param found whom it may be for, where somebody was looked for
     */
    public record Form(Typed typed, Optional<Person> holder, List<Person> found, Optional<Refusal> refused) {}

    /** What was typed; what was not sent is empty. */
    public record Typed(
            String person, String name, String number, String covers, String yearly, String from, String until) {

        public Typed {
            person = text(person);
            name = text(name);
            number = text(number);
            covers = text(covers);
            yearly = text(yearly);
            from = text(from);
            until = text(until);
        }

        private static String text(@Nullable String sent) {
            return sent == null ? "" : sent;
        }
    }
}
