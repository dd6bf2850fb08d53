// SPDX-License-Identifier: Apache-2.0
package org.infinoted.system;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Waits for conditions that nothing reports. It checks often, and sleeps in between, since several servers run at once.
 */
public final class Poll {
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(2);
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(20);

    private Poll() {}

    /**
     * Returns when the condition is fulfilled.
     *
     * @param otherwise the message if that takes more than 20 s
     */
    public static void until(BooleanSupplier condition, Supplier<String> otherwise) {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError(otherwise.get());
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }
}
