package org.linli.order;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.junit.jupiter.api.Test;
import org.linli.kernel.Refusal;
import org.linli.order.TableFile.Row;

/** A table is read as it stands, and what is broken, huge or hostile is refused by name before it costs anything. */
class TableFileTest {

    private static final String TYPES = """
            <Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
            <Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>
            <Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/>
            </Types>""";
    private static final String BOOK = """
            <workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"
             xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">
            <sheets><sheet name="1" sheetId="1" r:id="r1"/></sheets></workbook>""";
    private static final String RELATIONS = """
            <Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
            <Relationship Id="r1" Target="worksheets/sheet1.xml" Type="x"/></Relationships>""";
    private static final String STRINGS = "<sst><si><t>编号</t></si><si><r><t>内</t></r><r><t>容</t></r></si></sst>";

    private static List<Row> rows(byte[] file) {
        List<Row> rows = new ArrayList<>();
        TableFile.read(file, rows::add);
        return rows;
    }

    private static List<List<String>> cells(byte[] file) {
        return rows(file).stream().map(Row::cells).toList();
    }

    private static String refusal(byte[] file) {
        try {
            rows(file);
            return "";
        } catch (Refusal refusal) {
            return refusal.code();
        }
    }

    private static byte[] book(String sheet) {
        Map<String, byte[]> parts = new LinkedHashMap<>();
        parts.put("[Content_Types].xml", TYPES.getBytes(UTF_8));
        parts.put("xl/workbook.xml", BOOK.getBytes(UTF_8));
        parts.put("xl/_rels/workbook.xml.rels", RELATIONS.getBytes(UTF_8));
        parts.put("xl/sharedStrings.xml", STRINGS.getBytes(UTF_8));
        parts.put("xl/worksheets/sheet1.xml", sheet.getBytes(UTF_8));
        return zip(parts);
    }

    private static byte[] sheet(String rows) {
        return book("<worksheet><sheetData>" + rows + "</sheetData></worksheet>");
    }

    private static byte[] zip(Map<String, byte[]> parts) {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(file)) {
            for (Map.Entry<String, byte[]> part : parts.entrySet()) {
                zip.putNextEntry(new ZipEntry(part.getKey()));
                zip.write(part.getValue());
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return file.toByteArray();
    }

    @Test
    void textsAreReadInTheEncodingsPeopleHave() {
        String csv = "编号,内容\r\nA-1,\"楼道灯坏了，\n看不见\"\r\n\r\n'=A-2,'单引号\r\n";
        List<List<String>> read = List.of(List.of("编号", "内容"), List.of("A-1", "楼道灯坏了，\n看不见"), List.of("=A-2", "'单引号"));
        assertThat(cells(csv.getBytes(UTF_8))).isEqualTo(read);
        assertThat(cells(("\uFEFF" + csv).getBytes(UTF_8))).isEqualTo(read);
        assertThat(cells(csv.getBytes(Charset.forName("GB18030")))).isEqualTo(read);
        assertThat(rows(csv.getBytes(UTF_8)))
                .as("by the rows a spreadsheet shows, empty ones among them")
                .extracting(Row::number)
                .containsExactly(1, 2, 4);
    }

    @Test
    void aWorkbookIsReadAsItStands() throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        try (Workbook book = new Workbook(file, "test", "1.0")) {
            Worksheet sheet = book.newWorksheet("工单");
            sheet.value(0, 0, "编号");
            sheet.value(0, 2, "时间");
            sheet.value(1, 0, "010203");
            sheet.value(1, 1, 350211003012L);
            sheet.value(1, 2, LocalDateTime.of(2031, 5, 1, 18, 0));
            sheet.value(2, 0, 3502110030120001L);
            sheet.formula(2, 1, "1+1");
            book.newWorksheet("别的").value(0, 0, "不读");
        }
        List<Row> rows = rows(file.toByteArray());
        assertThat(rows.getFirst().cells()).containsExactly("编号", "", "时间");
        assertThat(rows.get(1).cells()).containsExactly("010203", "350211003012", "47969.75");
        assertThat(rows.get(1).inexact()).isEmpty();
        assertThat(rows.get(2).cells()).startsWith("3502110030120001");
        assertThat(rows.get(2).inexact()).as("its end is lost").containsExactly(0);
        assertThat(rows).hasSize(3);
    }

    @Test
    void whatPointsElsewhereIsFoundAndPhoneticsAreNot() {
        assertThat(
                        cells(
                                sheet(
                                        "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" t=\"s\"><v>1</v></c></row>"
                                                + "<row r=\"3\"><c r=\"B3\" t=\"inlineStr\"><is><t>灯</t></is></c><c r=\"C3\"><v>1E3</v></c></row>")))
                .containsExactly(List.of("编号", "内容"), List.of("", "灯", "1000"));
    }

    @Test
    void whatIsBrokenIsRefused() {
        byte[] good = sheet("<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>");
        assertThat(refusal(good)).isEmpty();
        assertThat(refusal("PK\3\4 not a zip".getBytes(UTF_8))).isEqualTo("order.importNoTable");
        assertThat(refusal(Arrays.copyOf(good, good.length / 2))).isEqualTo("order.importNoTable");
        assertThat(refusal(new byte[] {(byte) 0xd0, (byte) 0xcf, 0x11, (byte) 0xe0, 0, 0, 0, 0}))
                .as("the old format of Excel")
                .isEqualTo("order.importNoTable");
        assertThat(refusal("编号,\"没有结束\n1,2\n".getBytes(UTF_8)))
                .as("a quotation mark that nobody closes swallows rows")
                .isEqualTo("order.importNoTable");
        assertThat(refusal("编号,\"结束\"了\n1,2\n".getBytes(UTF_8))).isEqualTo("order.importNoTable");
        assertThat(refusal(zip(Map.of("a.txt", new byte[] {1})))).isEqualTo("order.importNoTable");
        for (String sheet : List.of(
                "<worksheet><sheetData><row>",
                "<!DOCTYPE x [<!ENTITY a \"b\">]><worksheet><sheetData><row><c><v>&a;</v></c></row></sheetData></worksheet>",
                "<!DOCTYPE x SYSTEM \"file:///etc/passwd\"><worksheet><sheetData/></worksheet>",
                "no xml")) {
            assertThat(refusal(book(sheet))).as(sheet).isEqualTo("order.importNoTable");
        }
        for (String row : List.of(
                "<row r=\"1\"><c r=\"ZZZZZZ1\"><v>1</v></c></row>",
                "<row r=\"1\"><c r=\"1\"><v>1</v></c></row>",
                "<row r=\"-1\"><c><v>1</v></c></row>",
                "<row r=\"0\"><c><v>1</v></c></row>",
                "<row r=\"2\"><c r=\"A2\"><v>1</v></c></row><row r=\"2\"><c r=\"A2\"><v>1</v></c></row>",
                "<row r=\"3\"><c r=\"A3\"><v>1</v></c></row><row r=\"2\"><c r=\"A2\"><v>1</v></c></row>",
                "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>2000000000</v></c></row>",
                "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>2</v></c></row>",
                "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>-1</v></c></row>",
                "<row r=\"1\"><c r=\"A1\"><f t=\"shared\" si=\"7\"/><v>1</v></c></row>",
                "<row r=\"1\"><c r=\"A1\" s=\"99999999999\"><v>1</v></c></row>",
                "<row r=\"1\"><c r=\"A1\" t=\"q\"><v>1</v></c></row>",
                "<row r=\"1\"><c r=\"A1\"><v>" + "9".repeat(5_000) + "</v></c></row>")) {
            assertThat(refusal(sheet(row))).as(row).isEqualTo("order.importNoTable");
        }
    }

    @Test
    void whatIsTooMuchIsRefusedBeforeItIsHeld() {
        assertThat(refusal(new byte[TableFile.LARGEST + 1])).isEqualTo("order.importLarge");
        assertThat(refusal("a,b\n".repeat(TableFile.MOST_ROWS + 1).getBytes(UTF_8)))
                .isEqualTo("order.importRows");
        assertThat(refusal(("a" + ",".repeat(100)).getBytes(UTF_8))).isEqualTo("order.importCell");
        assertThat(refusal("字".repeat(4_001).getBytes(UTF_8))).isEqualTo("order.importCell");
        assertThat(refusal(sheet("<row r=\"60000\"><c r=\"A60000\"><v>1</v></c></row>")))
                .isEqualTo("order.importRows");
        assertThat(refusal(sheet("<row r=\"1\"><c r=\"CW1\"><v>1</v></c></row>")))
                .isEqualTo("order.importCell");
        assertThat(refusal(
                        sheet("<row r=\"1\"><c t=\"inlineStr\"><is><t>" + "字".repeat(40_000) + "</t></is></c></row>")))
                .isEqualTo("order.importCell");
        assertThat(refusal(sheet("<row r=\"1\"><c r=\"A1\"><v>1E999999999</v></c></row>")))
                .as("a number is not written out")
                .isEmpty();
        StringBuilder arrays = new StringBuilder("<row r=\"1\">");
        for (int n = 0; n < 101; n++) {
            arrays.append("<c><f t=\"array\" ref=\"A1:B2\">1</f><v>1</v></c>");
        }
        assertThat(refusal(sheet(arrays + "</row>"))).isEqualTo("order.importLarge");
    }

    @Test
    void aBombIsNotUnpacked() throws IOException {
        for (String name : List.of("xl/worksheets/sheet1.xml", "xl/media/image1.png", "xl/evil.bin")) {
            ByteArrayOutputStream file = new ByteArrayOutputStream();
            try (ZipOutputStream zip = new ZipOutputStream(file)) {
                zip.putNextEntry(new ZipEntry(name));
                zip.write("<worksheet><sheetData><row><c t=\"inlineStr\"><is><t>".getBytes(StandardCharsets.UTF_8));
                byte[] blanks = new byte[1 << 20];
                Arrays.fill(blanks, (byte) ' ');
                for (int i = 0; i < 150; i++) {
                    zip.write(blanks);
                }
            }
            assertThat(file.size()).isLessThan(TableFile.LARGEST / 50);
            assertThat(refusal(file.toByteArray())).as(name).isEqualTo("order.importLarge");
        }
        Map<String, byte[]> many = new LinkedHashMap<>();
        for (int n = 0; n < 1_001; n++) {
            many.put("p" + n, new byte[0]);
        }
        assertThat(refusal(zip(many))).isEqualTo("order.importLarge");
    }

    /** Whatever bytes are bent, the answer is a table or a refusal. */
    @Test
    void damagedFilesAreNeverOurFault() throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        try (Sheet sheet = new Sheet.Xlsx(file)) {
            sheet.row(List.of("工单编号", "诉求内容"));
            sheet.row(List.of("A-0001", "楼道灯坏了"));
        }
        byte[] good = file.toByteArray();
        assertThat(cells(good)).hasSize(2);
        Random dice = new Random(20261121);
        for (int n = 0; n < 300; n++) {
            byte[] bent = good.clone();
            for (int times = 0; times < 3; times++) {
                bent[dice.nextInt(bent.length)] = (byte) dice.nextInt();
            }
            assertThat(refusal(bent))
                    .isIn(
                            "",
                            "order.importNoTable",
                            "order.importLarge",
                            "order.importCell",
                            "order.importRows",
                            "order.import1904");
        }
    }
}
