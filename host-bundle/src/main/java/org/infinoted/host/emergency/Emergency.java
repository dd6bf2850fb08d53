// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.emergency;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.infinoted.host.loop.Faults;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides whether the server can go on after an error. It cannot after an error of the virtual machine in a thread of its own: an
 * {@link OutOfMemoryError} may have hit anything, so nobody knows what else is broken. Nor can it without one of its loops. The
 * first such error gives the reserve of memory back and begins the response, which saves everything; later ones change nothing.
 *
 * <p>A {@link StackOverflowError} is no emergency: it unwinds what has caused it, and harms nothing else.
 *
 * <p>Thread-safe. Methods return at once and throw nothing.
 */
public final class Emergency implements Faults {
    private static final Logger LOG = LoggerFactory.getLogger(Emergency.class);
    /** So many causes are looked at, should they be a ring. */
    private static final int CAUSES = 8;
    /** All ways in which one begins. */
    private static final List<Consumer<Emergency>> BEGINNINGS = List.of(
            rehearsal -> rehearsal.thrown(new OutOfMemoryError()),
            rehearsal -> rehearsal.thrownByPlugin(new OutOfMemoryError()),
            rehearsal -> rehearsal.loopEnded(""));

    private final HeapReserve reserve;
    private final BooleanSupplier memoryIsShort;
    private final Runnable alarm;
    private final AtomicBoolean begun = new AtomicBoolean();
    /** Of the reason, null as long as the server can go on. It is put together when somebody asks: that takes memory. */
    private volatile @Nullable String what;

    private @Nullable Object detail; // published with what it belongs to

    /**
     * @param reserve given back when an emergency begins
     * @param memoryIsShort whether there really is next to no memory; may take a moment
     * @param alarm run once, when an emergency begins; returns at once, and needs no memory
     */
    public Emergency(HeapReserve reserve, BooleanSupplier memoryIsShort, Runnable alarm) {
        this.reserve = reserve;
        this.memoryIsShort = memoryIsShort;
        this.alarm = alarm;
    }

    /**
     * Begins one that counts for nobody. What code does for the first time takes memory, even to come to the text of a message:
     * whoever has rehearsed needs none for the first steps of a real one. To be called before there is one that counts.
     */
    public static void rehearse(ThreadFactory threads) {
        for (Consumer<Emergency> beginning : BEGINNINGS) {
            try (var thread = new EmergencyThread(threads, () -> {})) {
                beginning.accept(new Emergency(HeapReserve.of(0), () -> true, thread::wake));
            }
        }
    }

    /** Why the server cannot go on; empty if it can. */
    public Optional<String> reason() {
        String known = what;
        return known == null ? Optional.empty() : Optional.of(known + detail);
    }

    @Override
    public void thrown(Throwable thrown) {
        Throwable cause = ofTheMachine(thrown);
        if (cause != null) {
            begin("A thread of the server has met ", cause);
        }
    }

    /**
     * A plugin's call has thrown this. It may have made it up, or asked for more than there could ever be; so this is an emergency
     * only if the memory is short indeed.
     */
    public void thrownByPlugin(Throwable thrown) {
        Throwable cause = ofTheMachine(thrown);
        if (cause != null && !begun.get() && memoryIsShort.getAsBoolean()) {
            begin("The memory is short; it showed when a plugin met ", cause);
        }
    }

    /** A thread of the server was ended by this. There will be another one, but it should not happen. */
    public void threadEnded(Throwable thrown) {
        thrown(thrown);
        LOG.error("The {} was ended by an error", Thread.currentThread().getName(), thrown);
    }

    @Override
    public void loopEnded(String name) {
        begin("An event loop has ended: ", name);
    }

    /** Nothing in here takes memory: what the reserve gives back may not be free at once. */
    private void begin(String reason, Object more) {
        if (begun.getAndSet(true)) {
            return;
        }
        reserve.release();
        detail = more;
        what = reason;
        alarm.run();
    }

    private static @Nullable Throwable ofTheMachine(Throwable thrown) {
        Throwable cause = thrown;
        for (int i = 0; i < CAUSES && cause != null; i++) {
            if (cause instanceof VirtualMachineError && !(cause instanceof StackOverflowError)) {
                return cause;
            }
            cause = cause.getCause();
        }
        return null;
    }
}
