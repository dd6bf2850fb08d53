// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext.sim;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import org.infinoted.xml.Element;

/** One direction of a connection: keeps the order of messages and delays them at random. */
final class Link {
    private final VirtualTime time;
    private final DoubleSupplier latency;
    private final Consumer<Element> receiver;
    private final Deque<Element> underWay = new ArrayDeque<>();
    private double nextArrival;
    private double blockedUntil;
    private boolean cut;

    Link(VirtualTime time, DoubleSupplier latency, Consumer<Element> receiver) {
        this.time = time;
        this.latency = latency;
        this.receiver = receiver;
    }

    void send(Element message) {
        if (!cut) {
            underWay.add(message);
            nextArrival = Math.max(nextArrival, time.now() + latency.getAsDouble());
            time.at(nextArrival, this::arrive);
        }
    }

    /** Delivers nothing until then. */
    void block(double until) {
        blockedUntil = Math.max(blockedUntil, until);
    }

    /** Delivers again from now on. */
    void unblock() {
        blockedUntil = 0;
    }

    /** Loses what is under way, and all that follows. */
    void cut() {
        cut = true;
        underWay.clear();
    }

    private void arrive() {
        if (time.now() < blockedUntil) {
            time.at(blockedUntil, this::arrive);
        } else if (!underWay.isEmpty()) {
            receiver.accept(underWay.remove());
        }
    }
}
