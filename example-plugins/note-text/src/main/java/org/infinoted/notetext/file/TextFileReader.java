// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext.file;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.infinoted.notetext.rope.AuthoredText;
import org.infinoted.xml.ProtocolText;

/**
 * Reads a document that the original or {@link TextFileWriter} wrote. Harmless differences are accepted: a missing hue,
 * users after the text, CDATA, a byte order mark. The encoding is always UTF-8. Entity definitions are never read.
 */
public final class TextFileReader {
    /** When so many UTF-16 units of a segment are collected, they become part of the text. */
    private static final int COLLECTED = 64 * 1024;

    private final XMLStreamReader in;
    private final List<Author> authors = new ArrayList<>();
    private final Set<Integer> ids = new HashSet<>();
    private final Set<String> names = new HashSet<>();
    private AuthoredText text = AuthoredText.empty();

    private TextFileReader(XMLStreamReader in) {
        this.in = in;
    }

    /** @throws IOException if it cannot be read or is no text document; the message says what is wrong and where */
    public static TextDocument read(InputStream stream) throws IOException {
        try {
            XMLStreamReader in = factory().createXMLStreamReader(stream, "UTF-8");
            try {
                return new TextFileReader(in).read();
            } finally {
                in.close();
            }
        } catch (XMLStreamException e) {
            throw new IOException("This is not a text document: " + e.getMessage(), e);
        } catch (RuntimeException e) {
            // such as MissingResourceException: the JDK's parser lacks the texts of some messages
            throw new IOException("This is not a text document: it is not well-formed XML", e);
        }
    }

    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, true);
        return factory;
    }

    private TextDocument read() throws XMLStreamException, IOException {
        in.nextTag();
        if (!in.getLocalName().equals("inf-text-session")) {
            throw wrong("the outermost element is \"" + in.getLocalName() + "\", not \"inf-text-session\"");
        }
        while (in.next() != XMLStreamConstants.END_DOCUMENT) {
            if (in.isStartElement()) {
                switch (in.getLocalName()) {
                    case "user" -> user();
                    case "segment" -> segment();
                    default -> {
                        // the buffer around the segments, or an unknown element, which may contain known ones
                    }
                }
            }
        }
        for (int author : text.authors()) {
            if (author != 0 && !ids.contains(author)) {
                throw wrong("a segment names the author " + Integer.toUnsignedString(author)
                        + ", but there is no user of this id");
            }
        }
        return new TextDocument(authors, text);
    }

    private void user() throws IOException {
        int id = id("id");
        String name = in.getAttributeValue(null, "name");
        if (id == 0 || name == null) {
            throw wrong("a user needs an id above 0 and a name");
        }
        if (!name.chars().allMatch(c -> ProtocolText.isCarried((char) c))) {
            throw wrong("the name of the user " + Integer.toUnsignedString(id)
                    + " has a character that only XML 1.1 can carry");
        }
        if (!ids.add(id) || !names.add(name)) {
            throw wrong("the user " + Integer.toUnsignedString(id) + " (\"" + name + "\") is there twice");
        }
        authors.add(new Author(id, name, hue()));
    }

    private double hue() throws IOException {
        String hue = in.getAttributeValue(null, "hue");
        try {
            return hue == null ? 0 : Hue.orZero(Hue.parse(hue));
        } catch (NumberFormatException e) {
            throw wrong("the hue \"" + hue + "\" is not a number");
        }
    }

    private void segment() throws XMLStreamException, IOException {
        int author = id("author");
        StringBuilder content = new StringBuilder();
        int depth = 1;
        while (depth > 0) {
            switch (in.next()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    depth++;
                    if (in.getLocalName().equals("uchar")) {
                        content.appendCodePoint(uchar());
                    }
                }
                case XMLStreamConstants.END_ELEMENT -> depth--;
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE -> {
                    if (depth == 1) {
                        content.append(in.getTextCharacters(), in.getTextStart(), in.getTextLength());
                    }
                    if (content.length() >= COLLECTED && isWhole(content)) {
                        append(author, content);
                    }
                }
                default -> {
                    // comments and the like are ignored
                }
            }
        }
        append(author, content);
    }

    /** Moves what is collected into the text. */
    private void append(int author, StringBuilder content) {
        text = text.concat(AuthoredText.of(author, content.toString()));
        content.setLength(0);
    }

    /** Whether it does not end with the first half of a character: the parser does not promise to deliver both at once. */
    private static boolean isWhole(StringBuilder content) {
        return !Character.isHighSurrogate(content.charAt(content.length() - 1));
    }

    private int uchar() throws IOException {
        try {
            return ProtocolText.codePoint(in.getAttributeValue(null, "codepoint"));
        } catch (IllegalArgumentException e) {
            throw wrong(String.valueOf(e.getMessage()));
        }
    }

    private int id(String attribute) throws IOException {
        String value = in.getAttributeValue(null, attribute);
        try {
            return Integer.parseUnsignedInt(value);
        } catch (NumberFormatException e) {
            throw wrong("\"" + value + "\" is no " + attribute);
        }
    }

    private IOException wrong(String what) {
        return new IOException("This is not a text document: " + what + " (line "
                + in.getLocation().getLineNumber() + ")");
    }
}
