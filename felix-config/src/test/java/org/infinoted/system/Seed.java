// SPDX-License-Identifier: Apache-2.0
package org.infinoted.system;

/** The seed of a test that does random things. */
public final class Seed {
    private Seed() {}

    /** The seed from the system property, or a new one. Prints it, so that a failed run can be repeated. */
    @SuppressWarnings("SystemOut")
    public static long of(String property) {
        long seed = Long.getLong(property, System.nanoTime());
        System.out.println("-D" + property + "=" + seed);
        return seed;
    }
}
