// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.loop;

/**
 * Is told of what goes wrong in the server's own threads, and decides whether the server can go on. What was thrown has been dealt
 * with already: the task is over, its client was answered or disconnected. Methods may be called from any thread, return at once
 * and throw nothing.
 */
public interface Faults {
    /** Nobody wants to know. */
    Faults IGNORED = new Faults() {
        @Override
        public void thrown(Throwable thrown) {
            // nobody wants to know
        }

        @Override
        public void loopEnded(String name) {
            // nobody wants to know
        }
    };

    /** A task has thrown this. */
    void thrown(Throwable thrown);

    /** The thread of a loop has ended, although nobody has asked for it. */
    void loopEnded(String name);
}
