package org.linli.order;

import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;

/** A table written row by row 逐行写出: whatever its length, no more than a page of it is held. */
sealed interface Sheet extends Closeable {

    /** Writes a row of texts, whole numbers and local times. */
    void row(List<?> cells) throws IOException;

    /** Comma-separated values (RFC 4180), in UTF-8 with the mark by which Excel knows it. */
    final class Csv implements Sheet {

        private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
        private static final String BEGINS_A_FORMULA = "=+-@\t\r＝＋－＠";

        private final Writer out;

        Csv(OutputStream out) throws IOException {
            this.out = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
            this.out.write('\uFEFF');
        }

        @Override
        public void row(List<?> cells) throws IOException {
            String comma = "";
            for (Object cell : cells) {
                out.write(comma);
                out.write(cell(cell));
                comma = ",";
            }
            out.write("\r\n");
        }

        /** What a spreadsheet would take for a formula gets an apostrophe before it, and stays text (CWE-1236). */
        static String cell(Object value) {
            String text = switch (value) {
                case LocalDateTime time -> TIME.format(time);
                case Number number -> number.toString();
                default -> guarded(value.toString());
            };
            return text.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r' || c == '\t')
                    ? '"' + text.replace("\"", "\"\"") + '"'
                    : text;
        }

        private static String guarded(String text) {
            return !text.isEmpty() && BEGINS_A_FORMULA.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
        }

        @Override
        public void close() throws IOException {
            out.close();
        }
    }

    /** An Excel workbook of one sheet; its texts are cells of type text, which no program computes. */
    final class Xlsx implements Sheet {

        private static final int FLUSHED = 500;
        private static final int LONGEST = 32_767;

        private final Workbook book;
        private final Worksheet sheet;
        private int next;

        Xlsx(OutputStream out) {
            this.book = new Workbook(out, "Linli", "1.0");
            this.sheet = book.newWorksheet("1");
        }

        @Override
        public void row(List<?> cells) throws IOException {
            int column = 0;
            for (Object cell : cells) {
                switch (cell) {
                    case LocalDateTime time -> {
                        sheet.value(next, column, time);
                        sheet.style(next, column).format("yyyy-mm-dd hh:mm:ss").set();
                    }
                    case Number number -> sheet.value(next, column, number);
                    // In the row itself: shared strings would all be held until the end.
                    default -> sheet.inlineString(next, column, legal(cell.toString()));
                }
                column++;
            }
            next++;
            if (next % FLUSHED == 0) {
                sheet.flush();
            }
        }

        /** Without the characters that XML has none of, and no longer than a cell may be. */
        private static String legal(String text) {
            String legal = text.codePoints()
                    .filter(c -> c >= 0x20 && c != 0xFFFE && c != 0xFFFF && (c < 0xD800 || c > 0xDFFF)
                            || c == '\n'
                            || c == '\t')
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString();
            return legal.length() <= LONGEST ? legal : legal.substring(0, LONGEST);
        }

        @Override
        public void close() throws IOException {
            book.close();
        }
    }
}
