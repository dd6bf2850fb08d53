// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.spi;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.infinoted.connection.ConnectionInput;
import org.infinoted.connection.RemoteEndpoint;
import org.infinoted.connection.Transport;
import org.infinoted.connection.TransportContext;
import org.infinoted.host.stream.AcceptedWire;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * One transport, which is opened and closed in turn, and the connections that it has brought. Thread-safe; no method
 * waits, and nothing is called with the lock held.
 */
final class TransportBinding {
    private final GuardedService<Transport> transport;
    private final BooleanSupplier wanted;
    private final Transports.Acceptor acceptor;
    private final TransportLimits limits;
    private final Logger log;
    private final Set<Brought> connections = ConcurrentHashMap.newKeySet();

    private final Object lock = new Object();

    @GuardedBy("lock")
    private CompletableFuture<Void> last = CompletableFuture.completedFuture(null);

    @GuardedBy("lock")
    private @Nullable Opening opening; // while it is open

    @GuardedBy("lock")
    private boolean leaving;

    /** A connection that it has brought. */
    private record Brought(GuardedWire wire, AcceptedWire connection) {}

    /** @param wanted whether transports are to be open at this moment; called with the lock held */
    TransportBinding(
            GuardedService<Transport> transport,
            BooleanSupplier wanted,
            Transports.Acceptor acceptor,
            TransportLimits limits,
            Logger log) {
        this.transport = transport;
        this.wanted = wanted;
        this.acceptor = acceptor;
        this.limits = limits;
        this.log = log;
    }

    /** Opens it, if that is still wanted and it is not open. */
    void open() {
        var opened = new Opening();
        synchronized (lock) {
            if (opening != null || leaving || !wanted.getAsBoolean()) {
                return;
            }
            opening = opened;
        }
        then(() -> transport
                .tell("open", limits.call(), target -> target.open(opened))
                .whenComplete((done, failure) -> {
                    if (failure == null) {
                        log.info("The {} is open", transport.provider());
                    } else {
                        opened.over = true;
                    }
                }));
    }

    /** Closes it, unless it is closed. The result completes when that is done. */
    CompletionStage<Void> close() {
        synchronized (lock) {
            if (opening == null) {
                return last;
            }
            opening.over = true;
            opening = null;
        }
        return then(() -> transport
                .tell("close", limits.call(), Transport::close)
                .whenComplete((done, failure) -> log.info("The {} is closed", transport.provider())));
    }

    /** Closes it, and ends its connections. The result completes when no call is under way and none can follow. */
    CompletionStage<Void> leave() {
        synchronized (lock) {
            leaving = true;
        }
        List<CompletableFuture<Void>> all = new ArrayList<>();
        all.add(close().toCompletableFuture());
        for (Brought brought : connections) {
            brought.connection.end("Its transport has gone");
            all.add(brought.wire.closed().toCompletableFuture());
        }
        return CompletableFuture.allOf(all.toArray(CompletableFuture[]::new));
    }

    /** Makes no more calls, and disconnects its remaining connections. */
    void cut() {
        transport.close();
        for (Brought brought : connections) {
            brought.wire.cut();
            brought.connection.closed();
        }
    }

    /** Runs the step after all earlier steps, even failed ones. Completes when it is done, and never fails. */
    private CompletionStage<Void> then(Supplier<CompletionStage<Void>> step) {
        var done = new CompletableFuture<Void>();
        CompletableFuture<Void> before;
        synchronized (lock) {
            before = last;
            last = done;
        }
        before.thenRun(() -> step.get().whenComplete((result, failure) -> done.complete(null)));
        return done;
    }

    /** The server as the transport sees it, from one opening to the next closing. */
    private final class Opening implements TransportContext {
        private static final int LONGEST_ADDRESS = 256;

        private volatile boolean over;

        @Override
        public ConnectionInput accept(String remoteAddress, String localAddress, RemoteEndpoint end)
                throws IOException {
            check("remoteAddress", remoteAddress);
            check("localAddress", localAddress);
            if (over) {
                throw new IOException("The transport has been closed: no connection is taken");
            }
            var wire = new GuardedWire(
                    transport.other(end, "connection from " + remoteAddress, GuardedWire.LIMITS), limits);
            var brought = new Brought(wire, acceptor.accept(remoteAddress, localAddress, wire));
            connections.add(brought);
            wire.closed().thenRun(() -> connections.remove(brought));
            if (over) {
                brought.connection.end("Its transport has been closed meanwhile");
            }
            return brought.connection;
        }

        private static void check(String what, String address) {
            if (address.isEmpty() || address.length() > LONGEST_ADDRESS) {
                throw new IllegalArgumentException(
                        "The " + what + " must have 1 to " + LONGEST_ADDRESS + " characters, not " + address.length());
            }
            if (address.chars().anyMatch(Character::isISOControl)) {
                throw new IllegalArgumentException("The " + what + " must not contain control characters");
            }
        }
    }
}
