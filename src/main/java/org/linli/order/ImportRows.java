package org.linli.order;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.linli.kernel.Refusal;
import org.linli.order.TableFile.Row;
import org.linli.order.Ticket.Brought;
import org.linli.platform.secret.Phone;

/** Reads the rows of a table as tickets 逐行识别, by its headings and a layout: each is one, or says why it is none. Pure Java. */
final class ImportRows {

    private static final Pattern TIME = Pattern.compile(
            "([0-9]{4})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})日?(?:[ T]*([0-9]{1,2}):([0-9]{2})(?::([0-9]{2})(?:\\.[0-9]+)?)?)?");
    private static final Pattern SERIAL = Pattern.compile("[1-9][0-9]{4}(?:\\.[0-9]+)?");
    private static final LocalDateTime SPREADSHEETS_BEGIN = LocalDateTime.of(1899, 12, 30, 0, 0);
    private static final int LONGEST_SHOWN = 60;

    /**
     * One row: what it says, or why it says nothing.
     *
     * @param cells all its columns as they stand in the file
     */
    record Read(int row, String number, Optional<Brought> ticket, Optional<Refusal> why, List<String> cells) {}

    private final Layout layout;
    private final Function<Layout.Column, Set<String>> headings;
    private final Map<String, String> categories;
    private final Set<String> reasons;
    private final ZoneId zone;
    private final List<String> named = new ArrayList<>();
    private int reason = -1;
    private final Map<Field, Integer> at = new EnumMap<>(Field.class);
    private final Map<String, Integer> numbers = new HashMap<>();
    private final List<Read> read = new ArrayList<>();

    /**
     * @param headings all that a column may be called
     * @param categories codes by code and by name
     * @param reasons what the column is called that we added to a file that is brought again; it is passed over
     */
    ImportRows(
            Layout layout,
            Function<Layout.Column, Set<String>> headings,
            Map<String, String> categories,
            Set<String> reasons,
            ZoneId zone) {
        this.layout = layout;
        this.headings = headings;
        this.categories = categories;
        this.reasons = reasons;
        this.zone = zone;
    }

    /** The first row holds the headings. Refuses one in which a column of the layout that is read is missing. */
    void take(Row row) {
        if (at.isEmpty()) {
            headings(row);
            return;
        }
        String number = cell(row, Field.NUMBER);
        String shown = shown(number, LONGEST_SHOWN);
        try {
            Integer column = at.get(Field.NUMBER);
            if (column != null && row.inexact().contains(column)) {
                throw Refusal.invalid("order.importInexact");
            }
            Brought ticket = ticket(row, number);
            Integer before = numbers.putIfAbsent(number, row.number());
            if (before != null) {
                throw Refusal.invalid("order.importTwice", "row", before);
            }
            read.add(new Read(row.number(), shown, Optional.of(ticket), Optional.empty(), theirs(row)));
        } catch (Refusal why) {
            read.add(new Read(row.number(), shown, Optional.empty(), Optional.of(why), theirs(row)));
        }
    }

    /** All rows but the headings, in their order. Refuses a table that has none. */
    List<Read> rows() {
        if (read.isEmpty()) {
            throw Refusal.invalid("order.importEmpty");
        }
        return List.copyOf(read);
    }

    /** What the file calls its columns. */
    List<String> headings() {
        return List.copyOf(named);
    }

    private List<String> theirs(Row row) {
        List<String> cells = new ArrayList<>(row.cells());
        if (reason >= 0 && reason < cells.size()) {
            cells.remove(reason);
        }
        return cells;
    }

    private void headings(Row row) {
        reason = IntStream.range(0, row.cells().size())
                .filter(index -> reasons.contains(row.cells().get(index)))
                .findFirst()
                .orElse(-1);
        named.addAll(theirs(row));
        List<String> missing = new ArrayList<>();
        for (Layout.Column column : layout.columns()) {
            if (!column.field().read()) {
                continue;
            }
            Set<String> called = headings.apply(column);
            IntStream.range(0, row.cells().size())
                    .filter(index -> called.contains(row.cells().get(index)))
                    .findFirst()
                    .ifPresentOrElse(
                            index -> at.put(column.field(), index),
                            () -> missing.add(called.iterator().next()));
        }
        if (!missing.isEmpty()) {
            throw Refusal.invalid("order.importHeaders", "columns", String.join("、", missing));
        }
    }

    private Brought ticket(Row row, String number) {
        String phone = cell(row, Field.PHONE);
        return new Brought(
                number,
                cell(row, Field.TITLE),
                cell(row, Field.WORDS),
                cell(row, Field.ADDRESS),
                // Theirs are other names than ours: one that we do not have is no mistake of the row.
                Optional.ofNullable(categories.get(cell(row, Field.CATEGORY))),
                cell(row, Field.CALLER),
                // A masked number is what we gave out ourselves, and reaches nobody.
                phone.isEmpty() || phone.indexOf('*') >= 0 ? Optional.empty() : Optional.of(Phone.parse(phone)),
                time(cell(row, Field.DEADLINE)));
    }

    private String cell(Row row, Field field) {
        Integer column = at.get(field);
        return column == null || column >= row.cells().size() ? "" : row.cells().get(column);
    }

    private static String shown(String text, int most) {
        String plain = text.replaceAll("\\p{Cntrl}", " ");
        return plain.length() > most ? plain.substring(0, most) : plain;
    }

    private Optional<Instant> time(String said) {
        if (said.isEmpty()) {
            return Optional.empty();
        }
        try {
            Matcher time = TIME.matcher(said);
            if (time.matches()) {
                LocalDate day = LocalDate.of(number(time, 1), number(time, 2), number(time, 3));
                // A day alone ends at its end.
                LocalDateTime until = time.group(4) == null
                        ? day.atTime(23, 59, 59)
                        : day.atTime(number(time, 4), number(time, 5), time.group(6) == null ? 0 : number(time, 6));
                return Optional.of(until.atZone(zone).toInstant());
            }
            if (SERIAL.matcher(said).matches()) {
                long seconds = Math.round(
                        Double.parseDouble(said) * ChronoUnit.DAYS.getDuration().toSeconds());
                return Optional.of(
                        SPREADSHEETS_BEGIN.plusSeconds(seconds).atZone(zone).toInstant());
            }
        } catch (DateTimeException none) {
            throw Refusal.invalid("order.importTime", "said", shown(said, 40));
        }
        throw Refusal.invalid("order.importTime", "said", shown(said, 40));
    }

    private static int number(Matcher time, int group) {
        return Integer.parseInt(time.group(group));
    }
}
