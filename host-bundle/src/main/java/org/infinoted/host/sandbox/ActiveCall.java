// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.sandbox;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.Optional;

/**
 * The thread of a call into a plugin's code, for as long as the call lasts. Created by that thread. Thread-safe: the
 * lock keeps the thread from being interrupted or inspected after it has gone on to something else.
 */
public final class ActiveCall {
    private final Thread thread = Thread.currentThread();

    @GuardedBy("this")
    private boolean ended;

    /** Interrupts the call, unless it has ended. */
    public synchronized void interrupt() {
        if (!ended) {
            thread.interrupt();
        }
    }

    /** The stack of the call, as an exception that the log can show; empty if the call has ended. */
    public synchronized Optional<Exception> position() {
        if (ended) {
            return Optional.empty();
        }
        var position = new Exception("Its thread is here");
        position.setStackTrace(thread.getStackTrace());
        return Optional.of(position);
    }

    /** The thread goes on to something else. */
    synchronized void end() {
        ended = true;
        Thread.interrupted(); // an interrupt that is still set was meant for this call, not for what comes next
    }
}
