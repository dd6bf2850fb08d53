// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.emergency;

import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
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

    private final HeapReserve reserve;
    private final BooleanSupplier memoryIsShort;
    private final Executor responder;
    private final Runnable response;
    private final AtomicBoolean begun = new AtomicBoolean();
    private volatile @Nullable String reason; // null as long as the server can go on

    /**
     * @param reserve given back when an emergency begins
     * @param memoryIsShort whether there really is next to no memory; may take a moment
     * @param responder has its thread already, since there may be no memory for one
     * @param response run once, when an emergency begins
     */
    public Emergency(HeapReserve reserve, BooleanSupplier memoryIsShort, Executor responder, Runnable response) {
        this.reserve = reserve;
        this.memoryIsShort = memoryIsShort;
        this.responder = responder;
        this.response = response;
    }

    /** Why the server cannot go on; empty if it can. */
    public Optional<String> reason() {
        return Optional.ofNullable(reason);
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

    private void begin(String what, Object detail) {
        if (begun.getAndSet(true)) {
            return;
        }
        reserve.release(); // before anything else asks for memory
        reason = what + detail;
        responder.execute(response);
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
