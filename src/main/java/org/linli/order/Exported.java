package org.linli.order;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Function;

/**
 * One order on its way out 导出的一行.
 *
 * @param words the texts of a key, in the language of the export
 */
record Exported(Order order, String placeName, Extra extra, Instant now, ZoneId zone, Function<String, String> words) {

    /**
     * What the order itself does not hold.
     *
     * @param filedAt when it was first dispatched
     * @param disposeBy by when it had to be disposed of, once it is
     * @param ticket the number by which somebody passed it on
     * @param address as they wrote it
     * @param deadline until when they want it settled
     * @param national the class of GB/T 30428.2: P or E, and two digits
     * @param subclass its subclass: P or E, and four digits
     * @param result what the handler last said was done; of one that was not dealt with, why
     */
    record Extra(
            Optional<Instant> filedAt,
            Optional<Instant> disposeBy,
            Optional<String> ticket,
            Optional<String> address,
            Optional<Instant> deadline,
            Optional<String> national,
            Optional<String> nationalName,
            Optional<String> subclass,
            Optional<String> subclassName,
            String result) {
        static final Extra NONE = new Extra(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                "");
    }

    String text(String key) {
        return words.apply(key);
    }

    String category() {
        String key = "order.category.".concat(order.category().code());
        String text = text(key);
        return text.equals(key) ? order.category().name() : text;
    }

    String nationalKind(String code) {
        return text(code.startsWith("P") ? "order.layout.part" : "order.layout.event");
    }

    String stage() {
        Stage stage = order.state().stage();
        return text(stage == Stage.OVER ? "order.layout.over" : "order.stage." + stage);
    }

    Object time(Optional<Instant> at) {
        return at.<Object>map(instant -> LocalDateTime.ofInstant(instant, zone).truncatedTo(ChronoUnit.SECONDS))
                .orElse("");
    }

    Optional<Instant> limit() {
        return order.doneAt().isPresent() ? extra.disposeBy() : order.matter().dueAt();
    }

    Object stars() {
        return order.rating().<Object>map(stars -> text("order.stars." + stars)).orElse("");
    }

    Object satisfied() {
        return order.rating().<Object>map(stars -> yes(stars > Step.BAD)).orElse("");
    }

    Object solved() {
        return order.solved().<Object>map(yes -> text("order.solved." + yes)).orElse("");
    }

    String yes(boolean so) {
        return text(so ? "order.export.yes" : "order.export.no");
    }

    boolean overdue() {
        return limit().map(order.doneAt().orElse(now)::isAfter).orElse(false);
    }
}
