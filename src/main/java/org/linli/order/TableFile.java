package org.linli.order;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.xml.stream.XMLStreamException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.CellType;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.linli.kernel.Refusal;

/**
 * Reads a table that somebody brings 读取表格: CSV in UTF-8 or GB 18030, or the first sheet of an Excel workbook, row by row and
 * within bounds.
 */
final class TableFile {

    /** The largest file, in bytes. */
    static final int LARGEST = 20 * 1024 * 1024;

    /** The most rows, its headings among them. */
    static final int MOST_ROWS = 50_001;

    private static final int MOST_CELLS = 100;
    private static final int LONGEST_CELL = 4_000;
    private static final int EXACT = 15;
    private static final int WIDEST_NUMBER = 40;
    private static final String GUARDED = "=+-@\t\r＝＋－＠";

    /** A quotation mark that nobody closes would swallow the rows behind it. */
    private static final CSVFormat STRICT = CSVFormat.EXCEL
            .builder()
            .setLenientEof(false)
            .setTrailingData(false)
            .get();

    private static final Charset CHINESE = Charset.forName("GB18030");

    private TableFile() {}

    /**
     * One row.
     *
     * @param number in the file, from 1
     * @param inexact columns in which a spreadsheet holds a number longer than it can count, so that its end is lost
     */
    record Row(int number, List<String> cells, List<Integer> inexact) {
        Row {
            cells = List.copyOf(cells);
            inexact = List.copyOf(inexact);
        }

        boolean blank() {
            return cells.stream().allMatch(String::isBlank);
        }
    }

    static Refusal broken() {
        return Refusal.invalid("order.importNoTable");
    }

    static Refusal large() {
        return Refusal.tooLarge("order.importLarge", "most", LARGEST / 1024 / 1024);
    }

    static Refusal cell() {
        return Refusal.invalid("order.importCell", "cells", MOST_CELLS, "most", LONGEST_CELL);
    }

    /**
     * Reads all rows, in their order. Refuses what is larger than 20 MB or unpacks to over 100 MB, more than 50,000 rows or 100
     * columns, cells of over 4,000 characters, and what is no table.
     */
    static void read(byte[] file, Consumer<Row> rows) {
        if (file.length > LARGEST) {
            throw large();
        }
        try {
            if (file.length > 3 && file[0] == 'P' && file[1] == 'K') {
                workbook(file, new Ascending(rows));
            } else {
                texts(file, new Ascending(rows));
            }
        } catch (Refusal refused) {
            throw refused;
        } catch (IOException | XMLStreamException | RuntimeException unreadable) {
            throw broken();
        }
    }

    private static void texts(byte[] file, Consumer<Row> rows) throws IOException {
        String text = text(file);
        if (text.indexOf('\0') >= 0) {
            throw broken();
        }
        try (CSVParser parser = CSVParser.parse(new StringReader(text), STRICT)) {
            for (CSVRecord record : parser) {
                List<String> cells = new ArrayList<>();
                record.forEach(cell -> cells.add(bounded(unmarked(cell), cells.size())));
                rows.accept(new Row((int) Math.min(record.getRecordNumber(), Integer.MAX_VALUE), cells, List.of()));
            }
        }
    }

    /** An apostrophe before what a spreadsheet would compute, as our own exports write it, is no part of it. */
    private static String unmarked(String cell) {
        return cell.length() > 1 && cell.charAt(0) == '\'' && GUARDED.indexOf(cell.charAt(1)) >= 0
                ? cell.substring(1)
                : cell;
    }

    private static String text(byte[] file) throws CharacterCodingException {
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(file))
                    .toString();
        } catch (CharacterCodingException other) {
            text = CHINESE.newDecoder().decode(ByteBuffer.wrap(file)).toString();
        }
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    private static String bounded(String cell, int column) {
        if (column >= MOST_CELLS || cell.length() > LONGEST_CELL) {
            throw cell();
        }
        return cell.strip();
    }

    private static void workbook(byte[] file, Consumer<Row> rows) throws IOException, XMLStreamException {
        PackedTable.check(file);
        try (ReadableWorkbook book = new ReadableWorkbook(new ByteArrayInputStream(file))) {
            if (book.isDate1904()) {
                throw Refusal.invalid("order.import1904");
            }
            try (Stream<org.dhatim.fastexcel.reader.Row> sheet =
                    book.getFirstSheet().openStream()) {
                sheet.forEach(row -> rows.accept(row(row)));
            }
        }
    }

    private static Row row(org.dhatim.fastexcel.reader.Row row) {
        if (row.getCellCount() > MOST_CELLS) {
            // Formatted but empty cells may reach far out; a text there is too much.
            for (int column = MOST_CELLS; column < row.getCellCount(); column++) {
                if (row.hasCell(column) && !text(row.getCell(column)).isBlank()) {
                    throw cell();
                }
            }
        }
        List<String> cells = new ArrayList<>();
        List<Integer> inexact = new ArrayList<>();
        for (int column = 0; column < Math.min(MOST_CELLS, row.getCellCount()); column++) {
            String text = row.hasCell(column) ? text(row.getCell(column)) : "";
            if (row.hasCell(column)
                    && row.getCell(column).getType() == CellType.NUMBER
                    && text.chars().filter(Character::isDigit).count() > EXACT
                    && text.indexOf('.') < 0) {
                inexact.add(column);
            }
            cells.add(bounded(text, column));
        }
        return new Row(row.getRowNum(), cells, inexact);
    }

    private static String text(Cell cell) {
        return switch (cell.getType()) {
            case NUMBER -> plain(cell.asNumber());
            case STRING -> cell.getText();
            case FORMULA, BOOLEAN -> cell.getRawValue() == null ? "" : cell.getRawValue();
            case EMPTY, ERROR -> "";
        };
    }

    /** As people write it, and not 3.50211E+15. */
    private static String plain(BigDecimal number) {
        return number.precision() > WIDEST_NUMBER || Math.abs((long) number.scale()) > WIDEST_NUMBER
                ? number.toString()
                : number.stripTrailingZeros().toPlainString();
    }

    /** No row stands twice, and none before another that follows it. */
    private static final class Ascending implements Consumer<Row> {

        private final Consumer<Row> rows;
        private int last;

        Ascending(Consumer<Row> rows) {
            this.rows = rows;
        }

        @Override
        public void accept(Row row) {
            if (row.number() <= last) {
                throw broken();
            }
            if (row.number() > MOST_ROWS && !row.blank()) {
                throw Refusal.invalid("order.importRows", "most", MOST_ROWS - 1);
            }
            last = row.number();
            if (!row.blank()) {
                rows.accept(row);
            }
        }
    }
}
