// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.stream;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Caches short strings, so that recurring names and values are decoded only once. Its size is fixed: a string replaces
 * another with the same hash, so nobody can make it grow. Used by one thread.
 */
final class StringCache {
    private static final int LONGEST = 32;

    private final @Nullable String[] strings;

    /** @param size how many strings it remembers, a power of two */
    StringCache(int size) {
        strings = new String[size];
    }

    /** The string of these bytes, all ASCII. */
    String get(byte[] ascii, int length) {
        if (length > LONGEST) {
            return new String(ascii, 0, length, StandardCharsets.ISO_8859_1);
        }
        int hash = length;
        for (int i = 0; i < length; i++) {
            hash = 31 * hash + ascii[i];
        }
        int place = (hash ^ (hash >>> 15)) & (strings.length - 1);
        String known = strings[place];
        if (known == null || !matches(known, ascii, length)) {
            known = new String(ascii, 0, length, StandardCharsets.ISO_8859_1);
            strings[place] = known;
        }
        return known;
    }

    private static boolean matches(String string, byte[] ascii, int length) {
        if (string.length() != length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (string.charAt(i) != ascii[i]) {
                return false;
            }
        }
        return true;
    }
}
