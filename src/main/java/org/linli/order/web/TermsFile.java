package org.linli.order.web;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.CSVRecord;
import org.linli.kernel.Refusal;
import org.linli.order.Categories.Local;
import org.linli.order.web.CategoriesView.Fault;
import org.linli.platform.web.Page;
import org.linli.platform.web.Words;

/** The categories of a place as a file 类别表 that a spreadsheet opens: written, changed by hand, and read again. */
final class TermsFile {

    /** What a file says: the terms by code, what each is called, and its faults. */
    record Read(Map<String, TermsForm> terms, Map<String, String> names, List<Fault> faults) {}

    static final int LARGEST = 1024 * 1024;

    private static final List<String> COLUMNS = List.of(
            "code",
            "name",
            "amount",
            "unit",
            "evidence",
            "responsible",
            "seen",
            "urgent",
            "filing",
            "closing",
            "offered",
            "errand",
            "filingAmount",
            "filingUnit",
            "acceptanceAmount",
            "acceptanceUnit",
            "subclass");
    /** So many a file must have; of the others, which may be left out, what usually holds. */
    private static final int NEEDED = 12;

    /** The column of the subclass; a table that was downloaded before there were any says nothing of it. */
    private static final int SUBCLASS = 16;

    private static final List<String> UNITS = List.of("MINUTES", "HOURS", "WORKING_HOURS", "DAYS", "WORKING_DAYS");
    private static final int MOST_ROWS = 1000;
    private static final char MARK = '\uFEFF';
    private static final Charset GB18030 = Charset.forName("GB18030");
    private static final List<Locale> LANGUAGES = List.of(Locale.SIMPLIFIED_CHINESE, Locale.ENGLISH);

    private TermsFile() {}

    /** All categories, one a line, headed in Chinese; in UTF-8 with the mark by which a spreadsheet knows it. */
    static byte[] write(List<Local> all, Page page) {
        StringBuilder text = new StringBuilder().append(MARK);
        try (CSVPrinter out = new CSVPrinter(text, CSVFormat.EXCEL)) {
            out.printRecord(COLUMNS.stream()
                    .map(column -> page.t("order.categories.column." + column))
                    .toList());
            for (Local one : all) {
                TermsForm terms = TermsForm.of(one);
                out.printRecord(
                        "'" + one.category().code(),
                        safe(one.category().name()),
                        terms.amount(),
                        page.t("calendar.unit." + terms.unit()),
                        page.t("order.evidence." + terms.evidence()),
                        page.t("organisation.kind." + terms.responsible()),
                        page.t("order.seen." + terms.seen()),
                        page.t("order.categories." + (terms.urgent() ? "yes" : "no")),
                        safe(terms.filing()),
                        safe(terms.closing()),
                        page.t("order.categories." + (terms.offered() ? "yes" : "no")),
                        page.t("order.categories." + (terms.errand() ? "yes" : "no")),
                        terms.waiting().filingAmount(),
                        page.t("calendar.unit." + terms.waiting().filingUnit()),
                        terms.waiting().acceptanceAmount(),
                        page.t("calendar.unit." + terms.waiting().acceptanceUnit()),
                        terms.subclass());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** A cell that a spreadsheet would take for a formula is marked as text. */
    private static String safe(String cell) {
        return !cell.isEmpty() && "=+-@\t\r".indexOf(cell.charAt(0)) >= 0 ? "'" + cell : cell;
    }

    /**
     * Reads what {@link #write} wrote, in the words of either language, in UTF-8 or the national code that Excel writes. Nothing is
     * thrown: all faults are listed.
     */
    static Read read(byte[] file, Words words) {
        Map<String, TermsForm> terms = new LinkedHashMap<>();
        Map<String, String> names = new LinkedHashMap<>();
        List<Fault> faults = new ArrayList<>();
        if (file.length > LARGEST) {
            faults.add(new Fault(0, Refusal.tooLarge("category.file")));
            return new Read(terms, names, faults);
        }
        try (CSVParser rows = CSVParser.parse(new StringReader(text(file)), CSVFormat.EXCEL)) {
            for (CSVRecord row : rows) {
                if (row.getRecordNumber() == 1 || row.stream().allMatch(String::isBlank)) {
                    continue;
                }
                if (row.getRecordNumber() > MOST_ROWS) {
                    faults.add(new Fault(row.getRecordNumber(), Refusal.invalid("category.rows", "most", MOST_ROWS)));
                    break;
                }
                try {
                    String code = cell(row, 0);
                    TermsForm form = form(row, words);
                    form.terms();
                    if (terms.put(code, form) != null) {
                        throw Refusal.invalid("category.twice", "code", code);
                    }
                    names.put(code, cell(row, 1));
                } catch (Refusal refusal) {
                    faults.add(new Fault(row.getRecordNumber(), refusal));
                }
            }
        } catch (CharacterCodingException e) {
            faults.add(new Fault(0, Refusal.invalid("category.notText")));
        } catch (IOException | UncheckedIOException | IllegalStateException e) {
            faults.add(new Fault(0, Refusal.invalid("category.notTable")));
        }
        return new Read(terms, names, faults);
    }

    /** The text of a file that a spreadsheet saved: UTF-8, or else GB18030. Refuses what is neither. */
    static String text(byte[] file) throws CharacterCodingException {
        String text;
        try {
            text = decoded(file, StandardCharsets.UTF_8);
        } catch (CharacterCodingException notUnicode) {
            text = decoded(file, GB18030);
        }
        return !text.isEmpty() && text.charAt(0) == MARK ? text.substring(1) : text;
    }

    private static String decoded(byte[] file, Charset charset) throws CharacterCodingException {
        return charset.newDecoder().decode(ByteBuffer.wrap(file)).toString();
    }

    private static TermsForm form(CSVRecord row, Words words) {
        if (row.size() < NEEDED) {
            throw Refusal.invalid("category.columns", "columns", NEEDED);
        }
        return new TermsForm(
                cell(row, 2),
                meant(cell(row, 3), "calendar.unit.", UNITS, words),
                new TermsForm.Waiting(cell(row, 12), unit(row, 13, words), cell(row, 14), unit(row, 15, words)),
                meant(cell(row, 4), "order.evidence.", List.of("PHOTO", "PHOTO_OR_REASON", "WORDS"), words),
                meant(
                        cell(row, 5),
                        "organisation.kind.",
                        TermsForm.RESPONSIBLE.stream().map(Enum::name).toList(),
                        words),
                meant(cell(row, 6), "order.seen.", List.of("PARTIES", "PUBLIC"), words),
                yes(cell(row, 7), words),
                yes(cell(row, 11), words),
                cell(row, 8),
                cell(row, 9),
                yes(cell(row, 10), words),
                row.size() > SUBCLASS ? cell(row, SUBCLASS) : TermsForm.UNSAID);
    }

    private static boolean yes(String cell, Words words) {
        return LANGUAGES.stream()
                .anyMatch(
                        language -> words.text(language, "order.categories.yes").equalsIgnoreCase(cell));
    }

    private static String unit(CSVRecord row, int column, Words words) {
        return cell(row, column).isEmpty() ? "" : meant(cell(row, column), "calendar.unit.", UNITS, words);
    }

    private static String meant(String cell, String prefix, List<String> names, Words words) {
        return names.stream()
                .filter(name -> LANGUAGES.stream()
                        .anyMatch(
                                language -> words.text(language, prefix + name).equalsIgnoreCase(cell)))
                .findFirst()
                .orElseThrow(() -> Refusal.invalid("category.word", "word", cell));
    }

    /** A mark in front of digits keeps a spreadsheet from taking a code for a number. */
    private static String cell(CSVRecord row, int column) {
        String text = row.size() > column ? row.get(column).strip() : "";
        return text.startsWith("'") ? text.substring(1) : text;
    }
}
