// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.stream;

import java.util.function.IntPredicate;

/** Which characters XML 1.0 allows where. */
final class XmlCharacters {
    private static final int FIRST_BEYOND_ASCII = 0x80;

    private XmlCharacters() {}

    /** Whether XML can carry the character at all, literally or as a reference. */
    static boolean isCarried(int codePoint) {
        if (codePoint < ' ') {
            return codePoint == '\t' || codePoint == '\n' || codePoint == '\r';
        }
        boolean surrogate = codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
        return !surrogate && codePoint != 0xFFFE && codePoint != 0xFFFF && codePoint <= Character.MAX_CODE_POINT;
    }

    static boolean isSpace(int codePoint) {
        return codePoint == ' ' || codePoint == '\t' || codePoint == '\n' || codePoint == '\r';
    }

    static boolean isNameStart(int codePoint) {
        if (codePoint < FIRST_BEYOND_ASCII) {
            return in(codePoint, 'a', 'z') || in(codePoint, 'A', 'Z') || codePoint == '_' || codePoint == ':';
        }
        return (in(codePoint, 0xC0, 0x2FF) && codePoint != 0xD7 && codePoint != 0xF7)
                || (in(codePoint, 0x370, 0x1FFF) && codePoint != 0x37E)
                || in(codePoint, 0x200C, 0x200D)
                || in(codePoint, 0x2070, 0x218F)
                || in(codePoint, 0x2C00, 0x2FEF)
                || in(codePoint, 0x3001, 0xD7FF)
                || in(codePoint, 0xF900, 0xFDCF)
                || in(codePoint, 0xFDF0, 0xFFFD)
                || in(codePoint, 0x10000, 0xEFFFF);
    }

    static boolean isNamePart(int codePoint) {
        return isNameStart(codePoint)
                || in(codePoint, '0', '9')
                || codePoint == '-'
                || codePoint == '.'
                || codePoint == 0xB7
                || in(codePoint, 0x300, 0x36F)
                || in(codePoint, 0x203F, 0x2040);
    }

    static boolean isName(String name) {
        return !name.isEmpty()
                && isNameStart(name.codePointAt(0))
                && name.codePoints().allMatch(XmlCharacters::isNamePart);
    }

    /** A table of the ASCII characters that are of a kind, to look bytes up in. */
    static boolean[] ascii(IntPredicate kind) {
        boolean[] table = new boolean[FIRST_BEYOND_ASCII];
        for (int i = 0; i < table.length; i++) {
            table[i] = kind.test(i);
        }
        return table;
    }

    private static boolean in(int codePoint, int first, int last) {
        return codePoint >= first && codePoint <= last;
    }
}
