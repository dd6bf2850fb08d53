// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.session;

import java.nio.charset.StandardCharsets;
import org.infinoted.protocol.ProtocolException;
import org.infinoted.protocol.RequestError;

/**
 * Which names new users may have: not longer than a bound, not blank, and without characters that make what stands next to the name
 * look like something else. Names that a document has already stay as they are.
 */
final class UserNames {
    private static final String BIDI_CONTROLS =
            "\u061C\u200E\u200F\u202A\u202B\u202C\u202D\u202E\u2066\u2067\u2068\u2069";

    private UserNames() {}

    /**
     * Checks a name.
     *
     * @param mostBytes how many bytes of UTF-8 it may have
     * @throws ProtocolException if nobody may have it; the message says why, without the name
     */
    static void check(String name, int mostBytes) throws ProtocolException {
        // a look at the length first: it can be a whole message
        if (name.length() > mostBytes || name.getBytes(StandardCharsets.UTF_8).length > mostBytes) {
            throw invalid(
                    "A user's name may have " + mostBytes + " bytes, and this one has more; choose a shorter one");
        }
        boolean blank = true;
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (isRefused(c)) {
                throw invalid(String.format(
                        "A user's name cannot have the character U+%04X, as at index %d; leave it out", (int) c, i));
            }
            blank &= isInvisible(c);
        }
        if (blank) {
            throw invalid("A user's name cannot be empty or blank; choose one");
        }
    }

    private static boolean isRefused(char c) {
        return Character.isISOControl(c)
                || Character.getType(c) == Character.LINE_SEPARATOR
                || Character.getType(c) == Character.PARAGRAPH_SEPARATOR
                || BIDI_CONTROLS.indexOf(c) >= 0;
    }

    private static boolean isInvisible(char c) {
        return Character.isSpaceChar(c) || Character.getType(c) == Character.FORMAT;
    }

    private static ProtocolException invalid(String message) {
        return new ProtocolException(RequestError.INVALID_ATTRIBUTE, message);
    }
}
