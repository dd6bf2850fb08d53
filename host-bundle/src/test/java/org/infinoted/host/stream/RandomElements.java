// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.stream;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.infinoted.xml.Element;

/** Makes elements with every difficulty that an element can have. The same random numbers give the same elements. */
final class RandomElements {
    static final List<String> NAMES = List.of(
            "group", "request", "a", "insert-caret", "xmlns:s", "p:q", "\u00FCber", "\u6587\u66F8", "_1.2-3", "xmlns");
    private static final List<String> PIECES = List.of(
            "x",
            "hello world",
            "<",
            ">",
            "&",
            "\"",
            "'",
            "\t",
            "\n",
            "\r",
            "\r\n",
            "]]>",
            "--",
            "&amp;",
            "\u00E4",
            "\u20AC",
            "\u2028",
            "\u0085",
            "\uD83D\uDE00",
            "\uDBFF\uDFFD",
            "\uFFFD",
            "\uE000",
            " ",
            "\u007F",
            "1;5:2",
            "<![CDATA[");

    private final Random random;

    RandomElements(Random random) {
        this.random = random;
    }

    Element next(int depth) {
        Element.Builder builder = Element.named(pick(NAMES));
        Map<String, String> attributes = new LinkedHashMap<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            attributes.put(pick(NAMES), text());
        }
        attributes.forEach(builder::attribute);
        for (int i = random.nextInt(4); i > 0; i--) {
            if (depth > 1 && random.nextBoolean()) {
                builder.child(next(depth - 1));
            } else {
                builder.text(text());
            }
        }
        return builder.build();
    }

    String text() {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(6); i > 0; i--) {
            text.append(pick(PIECES));
        }
        return text.toString();
    }

    private String pick(List<String> from) {
        return from.get(random.nextInt(from.size()));
    }
}
