// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext.sim;

import java.util.Random;

/** Has the host fail now and then when the note wants something of it: in the middle of a relay, or when plugins are to be told. */
final class Faults {
    static final Faults NONE = new Faults(0, 0);

    private final Random random;
    private final double rate;
    private int count;
    private boolean over;

    /** What is thrown. */
    static final class Injected extends Error {
        private static final long serialVersionUID = 1;

        private Injected() {
            super("injected");
        }
    }

    /** @param rate how often it fails, of the times at which it could */
    Faults(long seed, double rate) {
        this.random = new Random(seed);
        this.rate = rate;
    }

    void mayFail() {
        if (rate > 0 && !over && random.nextDouble() < rate) {
            count++;
            throw new Injected();
        }
    }

    /** From now on the host does not fail any more. */
    void end() {
        over = true;
    }

    /** Whether there are any. */
    boolean areOn() {
        return rate > 0;
    }

    /** How often the host has failed. */
    int count() {
        return count;
    }
}
