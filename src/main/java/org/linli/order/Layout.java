package org.linli.order;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Which columns an export has, in which order 导出格式. The columns for the hotline and for digital city management are those
 * that their work orders and cases usually have [design]; a place that needs others changes this table.
 */
public enum Layout {
    /** 通用. */
    PLAIN(
            new Column("number", row -> row.order().number()),
            new Column("title", row -> row.order().matter().title()),
            new Column("words", row -> row.order().words()),
            new Column("category", row -> row.category()),
            new Column("place", Exported::placeName),
            new Column("placeCode", row -> row.order().matter().place().value()),
            new Column("state", row -> row.text("order.state." + row.order().state())),
            new Column("channel", row -> row.text("order.channel." + row.order().channel())),
            new Column("contact", row -> row.order().contactName()),
            new Column("phone", row -> row.order().contactMask()),
            new Column("convenient", row -> row.order().convenient()),
            new Column("handler", row -> row.order().matter().handlerName()),
            new Column(
                    "openedAt", row -> row.time(Optional.of(row.order().matter().openedAt()))),
            new Column("answeredAt", row -> row.time(row.order().firstAnswerAt())),
            new Column("filedAt", row -> row.time(row.filedAt())),
            new Column("dueAt", row -> row.time(row.order().matter().dueAt())),
            new Column("doneAt", row -> row.time(row.order().doneAt())),
            new Column("endedAt", row -> row.time(row.order().matter().endedAt())),
            new Column("stars", row -> row.stars()),
            new Column("solved", row -> row.solved()),
            new Column("reopened", row -> row.order().reopened()),
            new Column("returns", row -> row.order().returns())),
    /** 12345 热线工单 (GB/T 33358). */
    HOTLINE(
            new Column("hotline.number", row -> row.ticket().orElse(row.order().number())),
            new Column("hotline.order", row -> row.order().number()),
            new Column(
                    "hotline.calledAt",
                    row -> row.time(Optional.of(row.order().matter().openedAt()))),
            new Column(
                    "hotline.source",
                    row -> row.text("order.channel." + row.order().channel())),
            new Column("hotline.caller", row -> row.order().contactName()),
            new Column("hotline.phone", row -> row.order().contactMask()),
            new Column("hotline.kind", row -> row.category()),
            new Column("hotline.title", row -> row.order().matter().title()),
            new Column("hotline.words", row -> row.order().words()),
            new Column("hotline.address", Exported::placeName),
            new Column(
                    "hotline.division",
                    row -> row.order().matter().place().value().substring(0, 12)),
            new Column("hotline.unit", row -> row.order().matter().handlerName()),
            new Column("hotline.dispatchedAt", row -> row.time(row.filedAt())),
            new Column("hotline.deadline", row -> row.time(row.deadline())),
            new Column("hotline.limit", row -> row.time(row.limit())),
            new Column("hotline.contactedAt", row -> row.time(row.order().firstAnswerAt())),
            new Column("hotline.doneAt", row -> row.time(row.order().doneAt())),
            new Column(
                    "hotline.state",
                    row -> row.text("order.state." + row.order().state())),
            new Column("hotline.solved", row -> row.solved()),
            new Column("hotline.satisfied", row -> row.stars())),
    /** 数字化城市管理案卷 (GB/T 30428). */
    CITY(
            new Column("city.number", row -> row.order().number()),
            new Column(
                    "city.source",
                    row -> row.text("order.channel." + row.order().channel())),
            new Column("city.kindCode", row -> row.order().category().code()),
            new Column("city.kind", row -> row.category()),
            new Column("city.words", row -> row.order().words()),
            new Column(
                    "city.division", row -> row.order().matter().place().value().substring(0, 12)),
            new Column("city.location", Exported::placeName),
            new Column(
                    "city.reportedAt",
                    row -> row.time(Optional.of(row.order().matter().openedAt()))),
            new Column("city.filedAt", row -> row.time(row.filedAt())),
            new Column("city.unit", row -> row.order().matter().handlerName()),
            new Column("city.limit", row -> row.time(row.limit())),
            new Column("city.disposedAt", row -> row.time(row.order().doneAt())),
            new Column("city.closedAt", row -> row.time(row.order().matter().endedAt())),
            new Column(
                    "city.state", row -> row.text("order.state." + row.order().state())),
            new Column("city.overdue", row -> row.text(row.overdue() ? "order.export.yes" : "order.export.no")),
            new Column("city.reworked", row -> row.order().reopened()));

    /**
     * One column.
     *
     * @param name its header is the text {@code order.export.column.<name>}
     * @param value a text, a whole number, or a local time; empty text for nothing
     */
    public record Column(String name, Function<Exported, Object> value) {}

    /**
     * One order on its way out.
     *
     * @param limit by when it had, or has, to be disposed of
     * @param ticket 12345's own number, where 12345 passed it on
     * @param deadline until when 12345 wants it settled
     * @param words the texts of a key, in the language of the export
     */
    public record Exported(
            Order order,
            String placeName,
            Optional<Instant> filedAt,
            Optional<Instant> disposeBy,
            Optional<String> ticket,
            Optional<Instant> deadline,
            Instant now,
            ZoneId zone,
            Function<String, String> words) {

        String text(String key) {
            return words.apply(key);
        }

        String category() {
            String key = "order.category.".concat(order.category().code());
            String text = text(key);
            return text.equals(key) ? order.category().name() : text;
        }

        Object time(Optional<Instant> at) {
            return at.<Object>map(
                            instant -> LocalDateTime.ofInstant(instant, zone).truncatedTo(ChronoUnit.SECONDS))
                    .orElse("");
        }

        Optional<Instant> limit() {
            return order.doneAt().isPresent() ? disposeBy : order.matter().dueAt();
        }

        Object stars() {
            return order.rating()
                    .<Object>map(stars -> text("order.stars." + stars))
                    .orElse("");
        }

        Object solved() {
            return order.solved()
                    .<Object>map(yes -> text("order.solved." + yes))
                    .orElse("");
        }

        boolean overdue() {
            return limit().map(order.doneAt().orElse(now)::isAfter).orElse(false);
        }
    }

    private final List<Column> columns;

    Layout(Column... columns) {
        this.columns = List.of(columns);
    }

    public List<Column> columns() {
        return columns;
    }
}
