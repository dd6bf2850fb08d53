// SPDX-License-Identifier: Apache-2.0
package org.infinoted.testdoubles;

/** How often random tests repeat what they do: so often that a build stays quick, or at full length, see the profiles of the build. */
public final class RandomRuns {
    private static final boolean FULL = "full".equals(System.getProperty("infinoted.test.scale"));

    private RandomRuns() {}

    /** The first number in each build, the second at full length. */
    public static int count(int normal, int full) {
        return FULL ? full : normal;
    }
}
