// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext.file;

import java.math.BigDecimal;
import java.math.MathContext;

/** User colours as the protocol and the files write them: a number from 0 to 1 with up to 17 digits. */
public final class Hue {
    private static final MathContext DIGITS = new MathContext(17);

    private Hue() {}

    /** The number in plain decimals, such as {@code 0.10000000000000001}. */
    public static String print(double hue) {
        return hue == 0
                ? "0"
                : new BigDecimal(hue).round(DIGITS).stripTrailingZeros().toPlainString();
    }

    /**
     * Parses a hue.
     *
     * @throws NumberFormatException if the text is no number
     */
    public static double parse(String text) {
        if (!text.chars().allMatch(c -> c < 0x80)) {
            throw new NumberFormatException("not in ASCII digits");
        }
        double value = new BigDecimal(text.strip()).doubleValue();
        return Double.isFinite(value) ? value : 0;
    }

    /** The hue itself if it is valid, else 0, as in the original. */
    public static double orZero(double hue) {
        return hue >= 0 && hue <= 1 ? hue : 0;
    }
}
