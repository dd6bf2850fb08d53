// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext.adopted;

import java.util.Arrays;

/** Reads the text form of state vectors. */
final class StateVectorParser {
    private static final long LARGEST = 0xFFFF_FFFFL;

    /** How long a user with its count can be: two numbers of ten digits, and the separators. */
    private static final long LONGEST = 22;

    private final String text;
    private final int most;
    private int at;

    private StateVectorParser(String text, int most) {
        this.text = text;
        this.most = most;
    }

    static StateVector parse(String text, int most) {
        return text.isEmpty() ? StateVector.EMPTY : new StateVectorParser(text, most).read();
    }

    private StateVector read() {
        if (text.length() > LONGEST * most) {
            throw bad("names more than " + most + " users");
        }
        // Unsigned user and count in one number each, so that sorting the numbers sorts by user.
        var pairs = new long[4];
        int size = 0;
        while (at < text.length()) {
            long user = number();
            separator(':');
            long count = number();
            if (at < text.length()) {
                separator(';');
            }
            if (size == most) {
                throw bad("names more than " + most + " users");
            }
            if (size == pairs.length) {
                pairs = Arrays.copyOf(pairs, 2 * size);
            }
            pairs[size++] = (user << 32 | count) ^ Long.MIN_VALUE;
        }
        Arrays.sort(pairs, 0, size);
        var components = new int[2 * size];
        for (int i = 0; i < size; i++) {
            components[2 * i] = (int) ((pairs[i] ^ Long.MIN_VALUE) >>> 32);
            components[2 * i + 1] = (int) pairs[i];
            if (i > 0 && components[2 * i] == components[2 * i - 2]) {
                throw bad("names user " + Integer.toUnsignedString(components[2 * i]) + " twice");
            }
        }
        return StateVector.ofSorted(components);
    }

    /** Digits, possibly none, which is 0; without leading zeros, which mean something else in other places. */
    private long number() {
        long value = 0;
        if (at + 1 < text.length() && text.charAt(at) == '0' && Character.isDigit(text.charAt(at + 1))) {
            throw bad("has a number with a leading zero");
        }
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            value = 10 * value + text.charAt(at++) - '0';
            if (value > LARGEST) {
                throw bad("has a number above 4294967295");
            }
        }
        return value;
    }

    private void separator(char expected) {
        if (at == text.length() || text.charAt(at) != expected) {
            throw bad("needs '" + expected + "' at index " + at);
        }
        at++;
    }

    private IllegalArgumentException bad(String problem) {
        String shown = text.length() > 80 ? text.substring(0, 80) + "..." : text;
        return new IllegalArgumentException("state vector \"" + shown + "\" " + problem + "; its form is \"1:4;2:1\"");
    }
}
