package org.bandeng.open311;

import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import tools.jackson.databind.json.JsonMapper;

/**
 * An answer in both formats: XML, and JSON mapped from it by the Spark convention, as GeoReport v2 ("Format Support") wants it.
 *
 * @param root the outer element
 * @param item the element of each row
 * @param rows each by the names of its elements, in their order; null stands for an empty one
 */
record Answer(HttpStatus status, String root, String item, List<Map<String, @Nullable Object>> rows) {

    private static final XMLOutputFactory XML = XMLOutputFactory.newFactory();
    private static final JsonMapper JSON = new JsonMapper();

    static Answer of(String root, String item, List<Map<String, @Nullable Object>> rows) {
        return new Answer(HttpStatus.OK, root, item, rows);
    }

    /** What went wrong, by its HTTP status and in words. */
    static Answer error(HttpStatus status, String description) {
        return new Answer(
                status, "errors", "error", List.of(Map.of("code", status.value(), "description", description)));
    }

    ResponseEntity<String> in(Format format) {
        return ResponseEntity.status(status)
                .header("Content-Type", format.contentType())
                .body(format == Format.XML ? xml() : JSON.writeValueAsString(rows));
    }

    private String xml() {
        StringWriter text = new StringWriter();
        try {
            XMLStreamWriter writer = XML.createXMLStreamWriter(text);
            writer.writeStartDocument("utf-8", "1.0");
            writer.writeStartElement(root);
            for (Map<String, @Nullable Object> row : rows) {
                writer.writeStartElement(item);
                for (Map.Entry<String, @Nullable Object> element : row.entrySet()) {
                    writer.writeStartElement(element.getKey());
                    writer.writeCharacters(
                            element.getValue() == null ? "" : allowed(String.valueOf(element.getValue())));
                    writer.writeEndElement();
                }
                writer.writeEndElement();
            }
            writer.writeEndElement();
            writer.writeEndDocument();
            return text.toString();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("Nothing can go wrong in memory", e);
        }
    }

    /** Without the control characters that XML 1.0 has no way to write. */
    private static String allowed(String text) {
        return text.replaceAll("[\\x00-\\x08\\x0B\\x0C\\x0E-\\x1F\\uFFFE\\uFFFF]", "");
    }

    /** The formats, as they end an address. */
    enum Format {
        XML("text/xml; charset=utf-8"),
        JSON("application/json; charset=utf-8");

        private final String contentType;

        Format(String contentType) {
            this.contentType = contentType;
        }

        String contentType() {
            return contentType;
        }
    }
}
