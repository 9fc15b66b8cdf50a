package org.linli.gateway.web;

import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * An answer 文档 of Open311, the same in XML and in JSON by the Spark convention: the root and the names of items stand in the XML
 * only, a list of items is a JSON array, and what is empty is null.
 */
record Document(String root, Part content) {

    /** What a document is made of. */
    sealed interface Part {}

    /** A text, a number or a boolean; empty is null in JSON. */
    record Value(@Nullable Object value) implements Part {}

    /** Several of a kind, each under the same name. */
    record Items(String name, List<Part> items) implements Part {}

    /** Named parts, in their order. */
    record Fields(Map<String, Part> fields) implements Part {

        static Fields of() {
            return new Fields(new LinkedHashMap<>());
        }

        Fields with(String name, Object value) {
            fields.put(name, value instanceof Part part ? part : new Value(value));
            return this;
        }
    }

    /** The two formats, by the ending of the path. */
    enum Format {
        XML("text/xml;charset=UTF-8"),
        JSON("application/json;charset=UTF-8");

        final String type;

        Format(String type) {
            this.type = type;
        }

        static Format of(String path) {
            return path.endsWith(".json") ? JSON : XML;
        }
    }

    byte[] written(Format format, JsonMapper json) {
        return switch (format) {
            case XML -> xml().getBytes(StandardCharsets.UTF_8);
            case JSON -> json.writeValueAsBytes(plain(content));
        };
    }

    private static @Nullable Object plain(Part part) {
        return switch (part) {
            case Value(var value) -> "".equals(value) ? null : value;
            case Items(var name, var items) -> {
                List<@Nullable Object> all = new ArrayList<>();
                items.forEach(item -> all.add(plain(item)));
                yield all;
            }
            case Fields(var fields) -> {
                Map<String, @Nullable Object> all = new LinkedHashMap<>();
                fields.forEach((name, field) -> all.put(name, plain(field)));
                yield all;
            }
        };
    }

    private String xml() {
        StringWriter text = new StringWriter();
        try {
            XMLStreamWriter writer = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
            writer.writeStartDocument("UTF-8", "1.0");
            element(root, content, writer);
            writer.writeEndDocument();
            writer.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException(e);
        }
        return text.toString();
    }

    private static void element(String name, Part part, XMLStreamWriter writer) throws XMLStreamException {
        writer.writeStartElement(name);
        switch (part) {
            case Value(var value) -> writer.writeCharacters(legal(value == null ? "" : value.toString()));
            case Items(var itemName, var items) -> {
                for (Part item : items) {
                    element(itemName, item, writer);
                }
            }
            case Fields(var fields) -> {
                for (Map.Entry<String, Part> field : fields.entrySet()) {
                    element(field.getKey(), field.getValue(), writer);
                }
            }
        }
        writer.writeEndElement();
    }

    /** Characters that no XML may hold (XML 1.0, 2.2) become spaces. */
    private static String legal(String text) {
        IntStream points = text.codePoints()
                .map(c -> c == '\n' || c == '\t' || c >= 0x20 && c < 0xD800 || c >= 0xE000 && c < 0xFFFE || c >= 0x10000
                        ? c
                        : ' ');
        return points.collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
