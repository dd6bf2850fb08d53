// SPDX-License-Identifier: Apache-2.0
package org.infinoted.fuzz;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.infinoted.xml.ProtocolText;

/**
 * Turns an input into choices, from the first byte to the last; after that each choice is the first one. A small change of the input
 * changes few choices, so that fuzzing finds its way.
 */
public final class Choices {
    /** What is special in some way: in XML, in names, in files, in a terminal, in Java's strings. */
    private static final List<String> SPECIAL = List.of(
            "\u0000",
            "\u0001",
            "\u001B",
            "\t",
            "\n",
            "\r",
            "\r\n",
            "\u007F",
            "\u0085",
            "\u00A0",
            "\u00C4",
            "\u00DF",
            "\u0130",
            "\u0301",
            "\u0663",
            "\u200B",
            "\u200F",
            "\u2028",
            "\u2029",
            "\u202E",
            "\uD800",
            "\uDC00",
            "\uD83D\uDE00",
            "\uE000",
            "\uFEFF",
            "\uFFFD",
            "\uFFFE",
            "\uFFFF",
            "../",
            "&amp;",
            "]]>",
            "%n{}");

    private final byte[] input;
    private int at;

    public Choices(byte[] input) {
        this.input = input;
    }

    /** Whether all bytes are used. */
    public boolean isEmpty() {
        return at >= input.length;
    }

    private int next() {
        return isEmpty() ? 0 : input[at++] & 0xFF;
    }

    /** A number from 0 to below the bound. */
    public int below(int bound) {
        int value = next();
        for (int limit = 256; limit < bound && limit > 0; limit <<= 8) {
            value = value << 8 | next();
        }
        return Integer.remainderUnsigned(value, bound);
    }

    /** True in one of so many cases. */
    public boolean oneIn(int cases) {
        return below(cases) == cases - 1;
    }

    /** One of these. */
    public <T> T of(List<T> all) {
        return all.get(below(all.size()));
    }

    /** One of these. */
    public String of(String... all) {
        return all[below(all.length)];
    }

    /** A number as a message might have it: mostly a small one, otherwise one that is near a bound, or none at all. */
    public String number(int usual) {
        int value = next();
        if (value < 200) {
            return Integer.toString(value % usual);
        }
        return of(
                "-1",
                "",
                "x",
                "00",
                "255",
                "256",
                "65536",
                "1000000",
                "2147483647",
                "2147483648",
                "4294967295",
                "4294967296",
                "-2147483648",
                "9223372036854775807",
                "99999999999999999999",
                " 1",
                "1.5",
                "\u0663");
    }

    /** A text with at most so many letters, some of them special. */
    public String text(int most) {
        StringBuilder text = new StringBuilder();
        for (int length = below(most + 1); length > 0; length--) {
            int letter = next();
            text.append(letter < 0x80 ? String.valueOf((char) letter) : SPECIAL.get(letter % SPECIAL.size()));
        }
        return text.toString();
    }

    /** As {@link #text}, without halves of characters: what documents can have. */
    public String wellFormedText(int most) {
        StringBuilder wellFormed = new StringBuilder();
        text(most)
                .codePoints()
                .filter(c -> c > Character.MAX_VALUE || !Character.isSurrogate((char) c))
                .forEach(wellFormed::appendCodePoint);
        return wellFormed.toString();
    }

    /** As {@link #text}, without what XML cannot carry, so that it can come through a stream. */
    public String carriedText(int most) {
        StringBuilder carried = new StringBuilder();
        wellFormedText(most)
                .codePoints()
                .filter(c -> c > Character.MAX_VALUE || ProtocolText.isCarried((char) c))
                .forEach(carried::appendCodePoint);
        return carried.toString();
    }

    /** The same as random numbers, for code that knows these alone. The last choice is the first one for ever, so such code must end by itself. */
    public Random asRandom() {
        return new ChosenNumbers();
    }

    private final class ChosenNumbers extends Random {
        private static final long serialVersionUID = 1L;

        @Override
        protected int next(int bits) {
            return below(1 << Math.min(bits, 16)) << Math.max(0, bits - 16);
        }

        @Override
        public int nextInt(int bound) {
            return below(bound);
        }

        @Override
        public boolean nextBoolean() {
            return below(2) == 1;
        }

        @Override
        public double nextDouble() {
            return below(256) / 256.0;
        }
    }

    /** All bytes that are left. */
    public byte[] rest() {
        byte[] rest = isEmpty() ? new byte[0] : Arrays.copyOfRange(input, at, input.length);
        at = input.length;
        return rest;
    }
}
