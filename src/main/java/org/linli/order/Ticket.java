package org.linli.order;

import static org.linli.kernel.Worded.said;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.linli.kernel.PlaceCode;
import org.linli.kernel.Refusal;
import org.linli.place.Grid;
import org.linli.platform.secret.Phone;

/**
 * A ticket of the citizens' hotline 热线工单, as it was passed on last.
 *
 * @param source whose it is: the hotline's, or digital city management's
 * @param reach of whoever passed it on: within it the number is one ticket
 * @param order what became of it; empty while nobody knows where it belongs
 * @param words what was said, and the caller below it; empty once the order holds them
 * @param dueAt 12345's own deadline, kept and shown; it moves no clock of ours
 * @param reminders how often it was sent again with something new 催办
 */
public record Ticket(
        UUID id,
        Channel source,
        PlaceCode reach,
        String number,
        Optional<UUID> order,
        String category,
        String words,
        String address,
        String contactName,
        String contactMask,
        Optional<Instant> dueAt,
        Instant receivedAt,
        Instant changedAt,
        int reminders) {

    /** The category of what 12345 did not sort: other matters. */
    public static final String OTHER = "10";

    /**
     * What the hotline passes on 来件: its number, what was said, where as people write it, who called, and until when 12345 wants
     * it settled. Refuses a number that is none, no words or over 2,000 characters, an address over 200, a name over 50.
     */
    public record Incoming(
            String number,
            String words,
            String address,
            Optional<String> category,
            String contactName,
            Optional<Phone> contactPhone,
            Optional<Instant> deadline) {

        private static final Pattern NUMBER = Pattern.compile("[A-Za-z0-9_-]{4,40}");

        public Incoming {
            number = number.strip();
            if (!NUMBER.matcher(number).matches()) {
                throw Refusal.invalid("order.hotlineNumber");
            }
            words = said("order.words", words, 1, 2000);
            address = said("order.hotlineAddress", address.replaceAll("\\s+", " "), 0, 200);
            category = category.filter(code -> !code.isBlank());
            // As exact as the database keeps it: a repetition is no news.
            deadline = deadline.map(due -> due.truncatedTo(ChronoUnit.MICROS));
            contactName = said("order.contactName", contactName, 0, 50);
        }

        /** All of it in one text, by which something new is known from a repetition. */
        String whole() {
            return String.join(
                    "\u001f",
                    words,
                    address,
                    category.orElse(""),
                    contactName,
                    contactPhone.map(Phone::digits).orElse(""),
                    deadline.map(Instant::toString).orElse(""));
        }
    }

    /**
     * What a row of somebody else's table says 来件的一行: what is empty says nothing about what is known. Refuses a number that is none
     * and, of what it says, the same as {@link Incoming}.
     *
     * @param title said before the words, unless they begin with it
     */
    public record Brought(
            String number,
            String title,
            String words,
            String address,
            Optional<String> category,
            String contactName,
            Optional<Phone> contactPhone,
            Optional<Instant> deadline) {

        private static final int SHOWN = 80;

        public Brought {
            number = number.strip();
            if (!Incoming.NUMBER.matcher(number).matches()) {
                throw Refusal.invalid("order.hotlineNumber");
            }
            title = said("order.words", title, 0, 2000);
            words = said("order.words", words, 0, 2000);
            address = said("order.hotlineAddress", address.replaceAll("\\s+", " "), 0, 200);
            contactName = said("order.contactName", contactName, 0, 50);
        }

        /** The words with their title before them; our own titles are the words' beginning, cut with an ellipsis. */
        String whole() {
            String begin = title.endsWith("…") ? title.substring(0, title.length() - 1) : title;
            return words.startsWith(begin) ? words : title + "\n" + words;
        }

        /** The beginning of what was said, for a list. */
        public String shown() {
            String all = words.isEmpty() ? title : whole();
            return all.length() > SHOWN ? all.substring(0, SHOWN - 1) + "…" : all;
        }

        /** As a ticket that nobody knew. Refuses one without words. */
        Incoming incoming() {
            return new Incoming(
                    number, words.isEmpty() ? title : whole(), address, category, contactName, contactPhone, deadline);
        }

        /** With what is known, of which the row says nothing. */
        Incoming over(Ticket known, String before, Optional<Phone> phone) {
            return new Incoming(
                    number,
                    words.isEmpty() ? before : whole(),
                    address.isEmpty() ? known.address() : address,
                    category.or(() -> Optional.of(known.category())),
                    contactName.isEmpty() ? known.contactName() : contactName,
                    contactPhone.or(() -> phone),
                    deadline.or(known::dueAt));
        }
    }

    /**
     * What 12345 wants to hear back 反馈: taken up, done how, solved, satisfied (接诉即办: 响应率、解决率、满意率).
     *
     * @param order empty while nobody knows where it belongs
     * @param goesOn the order that goes on for it, which everything below is told of: another one where its own is a duplicate 合并
     * @param grid the grid that its place lies in 地址 → 网格
     * @param answeredAt when a human first answered
     * @param acceptedAt when a handler first took it up, or a part of it
     * @param result what the handler last said was done; empty before
     * @param reason why it was declined, withdrawn or voided; empty otherwise
     * @param satisfied 3 to 5 of 5, as 满意 and 基本满意 count
     */
    public record Feedback(
            Ticket ticket,
            Optional<Order> order,
            Optional<Order> goesOn,
            Optional<Grid> grid,
            Optional<Instant> answeredAt,
            Optional<Instant> acceptedAt,
            Optional<Instant> doneAt,
            String result,
            String reason,
            Optional<Boolean> solved,
            Optional<Boolean> satisfied) {

        /** The other order that goes on for its own. */
        public Optional<Order> mergedInto() {
            return goesOn.filter(
                    on -> order.filter(own -> !own.id().equals(on.id())).isPresent());
        }
    }
}
