package org.bandeng.wechat;

import java.io.StringReader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** WeChat's flat XML, read without document types or entities of its own, and written so that no text can break out. */
public final class MessageXml {

    /** Elements that say who, what and when: twice means that somebody smuggled one in. */
    private static final Set<String> ONCE = Set.of(
            "ToUserName", "FromUserName", "CreateTime", "MsgType", "MsgId", "Event", "EventKey", "Content", "Encrypt");

    /** What XML 1.0 does not allow; iOS keyboards send U+0002, for one (reported for several SDKs). */
    private static final Pattern FORBIDDEN =
            Pattern.compile("[\\x00-\\x08\\x0B\\x0C\\x0E-\\x1F\\uFFFE\\uFFFF]|\\p{Cs}");

    private static final XMLInputFactory FACTORY = factory();

    private final Map<String, List<String>> values = new LinkedHashMap<>();

    private MessageXml() {}

    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        return factory;
    }

    /**
     * Reads a body.
     *
     * @throws UnreadableException if it is not WeChat's XML
     */
    public static MessageXml read(String body) {
        String clean = FORBIDDEN.matcher(body).replaceAll("").strip();
        MessageXml xml = new MessageXml();
        try {
            xml.read(FACTORY.createXMLStreamReader(
                    new StringReader(clean.startsWith("\uFEFF") ? clean.substring(1) : clean)));
        } catch (XMLStreamException e) {
            throw new UnreadableException("not well-formed at line %d, column %d"
                    .formatted(
                            e.getLocation() == null ? 0 : e.getLocation().getLineNumber(),
                            e.getLocation() == null ? 0 : e.getLocation().getColumnNumber()));
        }
        ONCE.stream().filter(name -> xml.all(name).size() > 1).findFirst().ifPresent(name -> {
            throw new UnreadableException("has \"" + name + "\" twice");
        });
        return xml;
    }

    private void read(XMLStreamReader reader) throws XMLStreamException {
        Deque<String> path = new ArrayDeque<>();
        StringBuilder text = new StringBuilder();
        boolean leaf = false;
        while (reader.hasNext()) {
            switch (reader.next()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    String name =
                            path.isEmpty() ? "" : (path.size() == 1 ? "" : path.peek() + "/") + reader.getLocalName();
                    if (path.isEmpty() && !"xml".equals(reader.getLocalName())) {
                        throw new UnreadableException("does not begin with <xml>");
                    }
                    path.push(name);
                    text.setLength(0);
                    leaf = true;
                }
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE ->
                    text.append(reader.getText());
                case XMLStreamConstants.END_ELEMENT -> {
                    String name = path.pop();
                    if (leaf && !name.isEmpty()) {
                        values.computeIfAbsent(name, key -> new ArrayList<>()).add(text.toString());
                    }
                    leaf = false;
                }
                case XMLStreamConstants.DTD -> throw new UnreadableException("has a document type");
                case XMLStreamConstants.ENTITY_REFERENCE -> throw new UnreadableException("has an entity of its own");
                default -> {
                    // Comments and processing instructions say nothing to us.
                }
            }
        }
    }

    /** The trimmed value of an element below the root ({@code a/b} for one further down); empty if it is not there. */
    public String get(String name) {
        return all(name).isEmpty() ? "" : all(name).get(0).strip();
    }

    /** Every value of an element, as it stands. */
    public List<String> all(String name) {
        return values.getOrDefault(name, List.of());
    }

    /** An element with a text; what XML forbids is left out. */
    public static String element(String name, String text) {
        String clean = FORBIDDEN.matcher(text).replaceAll("");
        return "<%s><![CDATA[%s]]></%s>".formatted(name, clean.replace("]]>", "]]]]><![CDATA[>"), name);
    }

    /** The body cannot be read. */
    public static final class UnreadableException extends RuntimeException {
        UnreadableException(String message) {
            super("The body " + message);
        }
    }
}
