// SPDX-License-Identifier: Apache-2.0
package org.infinoted.console.web;

import java.util.List;

/**
 * Writes one JSON object. It escapes more than JSON requires: everything with a meaning in markup, scripts or the
 * console's templates.
 */
final class JsonWriter {
    private final StringBuilder text = new StringBuilder("{");
    private boolean first = true;

    JsonWriter put(String key, String value) {
        key(key);
        string(value);
        return this;
    }

    JsonWriter put(String key, long value) {
        key(key);
        text.append(value);
        return this;
    }

    JsonWriter put(String key, boolean value) {
        key(key);
        text.append(value);
        return this;
    }

    JsonWriter put(String key, List<JsonWriter> values) {
        key(key);
        text.append('[');
        for (int i = 0; i < values.size(); i++) {
            text.append(i == 0 ? "" : ",").append(values.get(i));
        }
        text.append(']');
        return this;
    }

    private void key(String key) {
        text.append(first ? "" : ",");
        first = false;
        string(key);
        text.append(':');
    }

    private void string(String value) {
        text.append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (isPlain(c)) {
                text.append(c);
            } else {
                text.append(String.format("\\u%04x", (int) c));
            }
        }
        text.append('"');
    }

    private static boolean isPlain(char c) {
        return c >= ' ' && c < 0x7f && c != '"' && c != '\\' && c != '<' && c != '>' && c != '&' && c != '\''
                && c != '$';
    }

    @Override
    public String toString() {
        return text + "}";
    }
}
