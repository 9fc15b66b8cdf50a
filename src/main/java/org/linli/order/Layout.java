package org.linli.order;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.linli.kernel.PlaceCode;
import org.linli.kernel.Refusal;

/**
 * Which columns a table has, under which headings and in which order 表格格式. By the same layout a file of 12345 or of digital city
 * management is read and handed back, so that nothing is typed twice.
 *
 * @param place whose it is; empty for everybody's, which nobody changes
 * @param code by which a layout of everybody's is called in each language; empty for others
 * @param source whose tickets a file of it brings; empty where it only goes out
 */
public record Layout(
        UUID id, Optional<PlaceCode> place, String code, String name, Optional<Channel> source, List<Column> columns) {

    /** 通用表: all there is to say, for nobody in particular. */
    public static final UUID PLAIN = UUID.fromString("019a0000-0000-7000-8000-000000000001");

    /** 12345 工单. */
    public static final UUID HOTLINE = UUID.fromString("019a0000-0000-7000-8000-000000012345");

    /** 12345 办理反馈: only what 12345 wants to hear back. */
    public static final UUID FEEDBACK = UUID.fromString("019a0000-0000-7000-8000-000000012346");

    /** 数字城管案卷 (GB/T 30428). */
    public static final UUID CITY = UUID.fromString("019a0000-0000-7000-8000-000000030428");

    static final int MOST_COLUMNS = 60;
    private static final int LONGEST_HEADING = 40;
    private static final int LONGEST_SHOWN = 60;

    /** @param heading empty where the column is called what its field is called */
    public record Column(String heading, Field field) {}

    public Layout {
        columns = List.copyOf(columns);
    }

    /** Whether files of it can be read: they name whose they are, and each row by a number. */
    public boolean read() {
        return source.isPresent() && columns.stream().anyMatch(column -> column.field() == Field.NUMBER);
    }

    /** As it is kept: {@code heading=FIELD}, one a line. */
    static String text(List<Column> columns) {
        List<String> lines = new ArrayList<>();
        columns.forEach(
                column -> lines.add(column.heading() + "=" + column.field().name()));
        return String.join("\n", lines);
    }

    /** Reads what {@link #text} wrote. */
    static List<Column> columns(String text) {
        return text.lines()
                .map(line -> {
                    int equals = line.lastIndexOf('=');
                    return new Column(line.substring(0, equals), Field.valueOf(line.substring(equals + 1)));
                })
                .toList();
    }

    /**
     * Reads what somebody typed, one column a line: its heading, an equals sign, and what it holds, by one of its names. Refuses a
     * line that is none, a heading twice, what is read from two columns, none at all and more than 60, and, of what is to be
     * read, a layout without a number.
     *
     * @param names what each field may be called
     */
    static List<Column> typed(String typed, boolean read, Map<String, Field> names) {
        List<Column> columns = new ArrayList<>();
        for (String line : typed.strip().split("\\R")) {
            if (line.isBlank()) {
                continue;
            }
            Column column = column(line.strip(), names);
            if (columns.stream()
                    .anyMatch(other -> other.heading().equals(column.heading())
                            || column.field().read() && other.field() == column.field())) {
                throw Refusal.invalid("order.layoutTwice", "line", shown(line));
            }
            columns.add(column);
        }
        if (columns.isEmpty() || columns.size() > MOST_COLUMNS) {
            throw Refusal.invalid("order.layoutColumns", "most", MOST_COLUMNS);
        }
        if (read && columns.stream().noneMatch(column -> column.field() == Field.NUMBER)) {
            throw Refusal.invalid("order.layoutNumber");
        }
        return columns;
    }

    private static Column column(String line, Map<String, Field> names) {
        int equals = Math.max(line.lastIndexOf('='), line.lastIndexOf('＝'));
        String heading = equals < 0 ? "" : line.substring(0, equals).strip();
        Field field = equals < 0 ? null : names.get(line.substring(equals + 1).strip());
        if (field == null
                || heading.isEmpty()
                || heading.length() > LONGEST_HEADING
                || heading.chars().anyMatch(Character::isISOControl)) {
            throw Refusal.invalid("order.layoutLine", "line", shown(line));
        }
        return new Column(heading, field);
    }

    private static String shown(String line) {
        String plain = line.strip();
        return plain.length() > LONGEST_SHOWN ? plain.substring(0, LONGEST_SHOWN) + "…" : plain;
    }
}
