// SPDX-License-Identifier: Apache-2.0
package org.infinoted.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** Makes documents of XML that look like those that a reader expects, with whatever may be wrong with such. */
public final class Markup {
    private static final int DEPTH = 5;
    private static final List<String> PROLOGS = List.of(
            "",
            "",
            "<?xml version=\"1.0\"?>\n",
            "<?xml version=\"1.0\"?>\n",
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>",
            "<?xml version=\"1.1\"?>",
            "<?xml version=\"1.1\"?>\n",
            "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>",
            "<?xml version='1.0' encoding='UTF-16'?>",
            "\uFEFF",
            "<!DOCTYPE x>",
            "<!DOCTYPE x [<!ENTITY e 'ee'>]>",
            "<!-- c -->",
            "<!DOCTYPE x SYSTEM \"file:///nowhere\">",
            "<?x y?>",
            " \n");
    private static final List<String> REFERENCES = List.of(
            "&lt;",
            "&gt;",
            "&amp;",
            "&quot;",
            "&#10;",
            "&#xD;",
            "&#9;",
            "&#1;",
            "&#0;",
            "&#x85;",
            "&#x2028;",
            "&#x1F600;",
            "&#xD800;",
            "&#xFFFE;",
            "&e;",
            "&",
            "<",
            "]]>",
            "<![CDATA[<&]]>",
            "<!-- - -->",
            "<?x y?>");

    private final Choices choices;
    private final List<String> elements;
    private final List<String> attributes;
    private final List<String> values;
    private final StringBuilder document = new StringBuilder();

    private Markup(Choices choices, List<String> elements, List<String> attributes, List<String> values) {
        this.choices = choices;
        this.elements = elements;
        this.attributes = attributes;
        this.values = values;
    }

    /**
     * A document in UTF-8, mostly.
     *
     * @param elements the names of elements; mostly the first one is the outermost
     * @param attributes whole names
     * @param values values that attributes have often
     */
    public static byte[] document(
            Choices choices, List<String> elements, List<String> attributes, List<String> values) {
        Markup markup = new Markup(choices, elements, attributes, values);
        markup.document.append(choices.of(PROLOGS));
        markup.element(choices.oneIn(16) ? choices.of(elements) : elements.get(0), DEPTH);
        if (choices.oneIn(8)) {
            markup.text();
        }
        return markup.document
                .toString()
                .getBytes(choices.oneIn(32) ? StandardCharsets.UTF_16BE : StandardCharsets.UTF_8);
    }

    private void element(String name, int depth) {
        document.append('<').append(name);
        for (String attribute : attributes) {
            if (choices.oneIn(2)) {
                document.append(' ').append(attribute).append("=\"");
                value();
                document.append('"');
            }
        }
        int content = choices.below(5);
        if (content == 0 || choices.isEmpty()) {
            document.append("/>");
            return;
        }
        document.append('>');
        for (; content > 0; content--) {
            if (depth > 0 && choices.below(4) > 0) {
                element(choices.of(elements), depth - 1);
            } else {
                text();
            }
        }
        document.append("</")
                .append(choices.oneIn(64) ? choices.of(elements) : name)
                .append('>');
    }

    private void value() {
        switch (choices.below(8)) {
            case 0 -> document.append(choices.text(4));
            case 1 -> document.append(choices.of(REFERENCES));
            case 2, 3 -> document.append(choices.number(5));
            default -> document.append(choices.of(values));
        }
    }

    private void text() {
        document.append(
                choices.oneIn(3)
                        ? choices.of(REFERENCES)
                        : choices.carriedText(6).replace("<", "&lt;"));
    }
}
