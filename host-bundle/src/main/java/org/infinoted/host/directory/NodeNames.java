// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.directory;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Locale;
import org.infinoted.protocol.ProtocolException;

/** The rules for names of nodes. */
final class NodeNames {
    private NodeNames() {}

    /** Checks everything about a new name but whether it is taken. */
    static void check(String name, int maxBytes) throws ProtocolException {
        if (!name.codePoints().allMatch(NodeNames::isPrintable)) {
            throw Failures.invalidName("A name must not contain characters that cannot be printed");
        }
        if (name.codePoints().allMatch(NodeNames::isBlank)) {
            throw Failures.invalidName("A name must contain something besides blanks");
        }
        if (name.equals(".") || name.equals("..")) {
            throw Failures.invalidName("A name must not be . or ..");
        }
        if (name.indexOf('/') >= 0) {
            throw Failures.invalidName("A name must not contain a slash");
        }
        if (name.getBytes(StandardCharsets.UTF_8).length > maxBytes) {
            throw Failures.invalidName("A name must not be longer than " + maxBytes + " bytes");
        }
    }

    /**
     * What two names have in common that count as equal: the compatibility form (NFKC) of the case-folded name.
     *
     * <p>Java has no case folding. Lower, upper, lower again gives the same classes as the full folding of Unicode, {@code ß} =
     * {@code ẞ} = {@code SS} among them, but for a few letters that it puts together in addition, such as the dotless {@code ı}
     * with {@code i}: a name may be refused that the original allows, never the other way round.
     */
    static String key(String name) {
        String folded = name.toLowerCase(Locale.ROOT).toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
        return Normalizer.normalize(folded, Normalizer.Form.NFKC);
    }

    /** By code point. Line and paragraph separators are refused too, since they would break lines of the log. */
    private static boolean isPrintable(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }

    private static boolean isBlank(int codePoint) {
        return Character.isWhitespace(codePoint) || Character.isSpaceChar(codePoint);
    }
}
