// SPDX-License-Identifier: Apache-2.0
package org.infinoted.bench;

import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;

/** Reads the elements of a stream: one after the other, each as soon as it is complete. Servers send neither comments nor CDATA. */
final class ElementReader {

    private final Reader in;

    ElementReader(InputStream in) {
        this.in = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    }

    /** The next child of {@code stream:stream}; null at its end. A new header, as after the login, is passed over. */
    Element next() throws IOException {
        while (true) {
            int next = in.read();
            if (next < 0) {
                return null;
            }
            if (next != '<') {
                continue;
            }
            String tag = tag();
            if (tag.startsWith("/")) {
                return null;
            }
            if (!tag.startsWith("?") && !tag.startsWith("stream:stream")) {
                return element(tag);
            }
        }
    }

    private Element element(String tag) throws IOException {
        Element element = new Element(tag);
        if (tag.endsWith("/")) {
            return element;
        }
        while (true) {
            int next = read();
            if (next == '<') {
                String inner = tag();
                if (inner.startsWith("/")) {
                    return element;
                }
                element.add(element(inner));
            } else {
                element.append(next == '&' ? entity() : next);
            }
        }
    }

    /** What follows a "<", up to the ">" that is not in an attribute. */
    private String tag() throws IOException {
        StringBuilder tag = new StringBuilder();
        int quote = 0;
        for (int next = read(); quote != 0 || next != '>'; next = read()) {
            if (quote == 0 && (next == '"' || next == '\'')) {
                quote = next;
            } else if (next == quote) {
                quote = 0;
            }
            tag.append((char) next);
        }
        return tag.toString();
    }

    private int entity() throws IOException {
        StringBuilder entity = new StringBuilder();
        for (int next = read(); next != ';'; next = read()) {
            entity.append((char) next);
        }
        String name = entity.toString();
        if (name.startsWith("#")) {
            return name.startsWith("#x")
                    ? Integer.parseInt(name, 2, name.length(), 16)
                    : Integer.parseInt(name, 1, name.length(), 10);
        }
        return switch (name) {
            case "lt" -> '<';
            case "gt" -> '>';
            case "amp" -> '&';
            case "quot" -> '"';
            case "apos" -> '\'';
            default -> throw new IOException("unknown entity " + name);
        };
    }

    private int read() throws IOException {
        int next = in.read();
        if (next < 0) {
            throw new EOFException("the stream ended inside an element");
        }
        return next;
    }
}
