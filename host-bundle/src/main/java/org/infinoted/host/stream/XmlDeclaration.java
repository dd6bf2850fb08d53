// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.stream;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The {@code <?xml ...?>} that may precede a stream. */
final class XmlDeclaration {
    /** No sensible one is longer. */
    private static final int LONGEST = 128;

    private static final String QUOTED = "\\s*=\\s*(?:\"%1$s\"|'%1$s')";
    private static final Pattern FORM = Pattern.compile("xml\\s+version" + String.format(QUOTED, "1\\.[0-9]+")
            + "(?:\\s+encoding\\s*=\\s*[\"']([A-Za-z][A-Za-z0-9._-]*)[\"'])?"
            + "(?:\\s+standalone" + String.format(QUOTED, "(?:yes|no)") + ")?\\s*");
    private static final Set<String> ENCODINGS = Set.of("UTF-8", "UTF8", "US-ASCII", "ASCII");

    private final StringBuilder content = new StringBuilder();

    /** Takes the next character after the first question mark. Returns whether it was the last. */
    boolean take(char c) throws XmlException {
        int last = content.length() - 1;
        if (c == '>' && last >= 0 && content.charAt(last) == '?') {
            check(content.substring(0, last));
            return true;
        }
        if (content.length() == LONGEST) {
            throw XmlException.illFormed("The XML declaration does not end");
        }
        content.append(c);
        return false;
    }

    private static void check(String content) throws XmlException {
        Matcher matcher = FORM.matcher(content);
        if (!matcher.matches()) {
            throw XmlException.illFormed("The XML declaration is malformed");
        }
        String encoding = matcher.group(1);
        if (encoding != null && !ENCODINGS.contains(encoding.toUpperCase(Locale.ROOT))) {
            throw XmlException.unsupportedEncoding("The encoding is " + encoding + "; it must be UTF-8");
        }
    }
}
