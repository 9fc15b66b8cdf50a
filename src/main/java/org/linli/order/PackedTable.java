package org.linli.order;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Enumeration;
import java.util.Locale;
import java.util.regex.Pattern;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;

/**
 * Looks through an Excel workbook before anything opens it 先查后开: what unpacks to more than it may, or would make a reader hold
 * more than there is, is refused here. Readers trust what a file says of itself; this one counts.
 */
final class PackedTable {

    /** All parts together, unpacked, in bytes. */
    static final long UNPACKED = 100L * 1024 * 1024;

    /** A cell holds 32,767 characters. */
    private static final int LONGEST_TEXT = 32_767;

    private static final int MOST_PARTS = 1_000;
    private static final int MOST_STRINGS = 1_000_000;
    private static final int LONGEST_NUMBER = 400;
    private static final int MOST_ARRAYS = 100;
    private static final Pattern CELL = Pattern.compile("[A-Z]{1,3}[1-9][0-9]{0,6}");
    private static final Pattern INDEX = Pattern.compile("[0-9]{1,7}");
    private static final Pattern ATTRIBUTE_NUMBER = Pattern.compile("[0-9]{1,9}");

    private long unpacked;
    private int strings;
    private int highest = -1;
    private int arrays;

    private PackedTable() {}

    /** Refuses a workbook that is broken as {@code order.importNoTable}, and one that is too much as {@code order.importLarge}. */
    static void check(byte[] file) throws IOException, XMLStreamException {
        PackedTable table = new PackedTable();
        int parts = 0;
        try (ZipFile zip = ZipFile.builder()
                .setSeekableByteChannel(new SeekableInMemoryByteChannel(file))
                .get()) {
            Enumeration<ZipArchiveEntry> entries = zip.getEntries();
            while (entries.hasMoreElements()) {
                ZipArchiveEntry part = entries.nextElement();
                parts++;
                if (parts > MOST_PARTS) {
                    throw TableFile.large();
                }
                if (!part.isDirectory()) {
                    table.part(part.getName().toLowerCase(Locale.ROOT), zip.getInputStream(part));
                }
            }
        }
        if (table.highest >= table.strings) {
            throw TableFile.broken();
        }
    }

    private void part(String name, InputStream packed) throws IOException, XMLStreamException {
        try (PushbackInputStream in = new PushbackInputStream(new Counted(packed), 8)) {
            byte[] first = in.readNBytes(8);
            in.unread(first);
            if (looksLikeXml(first) || name.endsWith(".xml") || name.endsWith(".rels")) {
                look(in);
            } else {
                in.transferTo(java.io.OutputStream.nullOutputStream());
            }
        }
    }

    /** In UTF-8 or UTF-16: whatever its name is, a reader may be sent to it. */
    private static boolean looksLikeXml(byte[] first) {
        String text = new String(first, StandardCharsets.ISO_8859_1)
                .replaceAll("[\u0000\u00ef\u00bb\u00bf\u00fe\u00ff\\s]", "");
        return text.isEmpty() ? first.length > 0 : text.charAt(0) == '<';
    }

    private void look(InputStream in) throws XMLStreamException {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        // Texts come in pieces, so that an endless one is noticed before it is held.
        factory.setProperty(XMLInputFactory.IS_COALESCING, false);
        XMLStreamReader xml = factory.createXMLStreamReader(in);
        StringBuilder number = new StringBuilder();
        String type = "";
        String inside = "";
        int text = 0;
        while (xml.hasNext()) {
            switch (xml.next()) {
                case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE -> throw TableFile.broken();
                case XMLStreamConstants.START_ELEMENT -> {
                    inside = xml.getLocalName();
                    number.setLength(0);
                    switch (inside) {
                        case "c" -> {
                            text = 0;
                            type = attribute(xml, "t");
                            cell(xml);
                        }
                        case "si" -> {
                            text = 0;
                            strings++;
                            if (strings > MOST_STRINGS) {
                                throw TableFile.large();
                            }
                        }
                        case "row" -> number(xml, "r");
                        case "f" -> formula(xml);
                        default -> {}
                    }
                }
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE -> {
                    text += xml.getTextLength();
                    if (text > LONGEST_TEXT && !xml.isWhiteSpace()) {
                        throw TableFile.cell();
                    }
                    if (inside.equals("v")) {
                        value(number.append(xml.getText()), type);
                    }
                }
                case XMLStreamConstants.END_ELEMENT -> {
                    if (inside.equals("v") && type.equals("s") && !number.isEmpty()) {
                        index(number.toString());
                    }
                    inside = "";
                    text = xml.getLocalName().equals("t") || xml.getLocalName().equals("r") ? text : 0;
                }
                default -> {}
            }
        }
    }

    private static String attribute(XMLStreamReader xml, String name) {
        String value = xml.getAttributeValue(null, name);
        return value == null ? "" : value;
    }

    private static void number(XMLStreamReader xml, String name) {
        String value = attribute(xml, name);
        if (!value.isEmpty() && !ATTRIBUTE_NUMBER.matcher(value).matches()) {
            throw TableFile.broken();
        }
    }

    /** B7 is the second column: one that lies far out would make its row as wide. */
    private static void cell(XMLStreamReader xml) {
        String at = attribute(xml, "r");
        if (!at.isEmpty() && !CELL.matcher(at).matches()) {
            throw TableFile.broken();
        }
        number(xml, "s");
    }

    /** A formula that stands for many cells is asked at each cell. */
    private void formula(XMLStreamReader xml) {
        number(xml, "si");
        if (attribute(xml, "t").equals("array")) {
            arrays++;
            if (arrays > MOST_ARRAYS) {
                throw TableFile.large();
            }
        }
    }

    private static void value(StringBuilder value, String type) {
        boolean number = type.isEmpty() || type.equals("n") || type.equals("s");
        if (number && value.length() > LONGEST_NUMBER) {
            throw TableFile.broken();
        }
    }

    /** A text that is nowhere would be looked for to the end of all texts. */
    private void index(String value) {
        if (!INDEX.matcher(value).matches()) {
            throw TableFile.broken();
        }
        highest = Math.max(highest, Integer.parseInt(value));
    }

    /** Whatever is packed, no more than so much of it is unpacked. */
    private final class Counted extends FilterInputStream {

        Counted(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int read = super.read();
            count(read < 0 ? 0 : 1);
            return read;
        }

        @Override
        public int read(byte[] to, int from, int length) throws IOException {
            int read = super.read(to, from, length);
            count(Math.max(read, 0));
            return read;
        }

        private void count(int read) {
            unpacked += read;
            if (unpacked > UNPACKED) {
                throw TableFile.large();
            }
        }
    }
}
