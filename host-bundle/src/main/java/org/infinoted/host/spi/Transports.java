// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.spi;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.infinoted.connection.Transport;
import org.infinoted.host.sandbox.PluginRuntime;
import org.infinoted.host.stream.AcceptedWire;
import org.infinoted.host.stream.Wire;
import org.osgi.framework.ServiceReference;
import org.slf4j.Logger;

/** The plugins' transports, which are open while the server lets clients in. Thread-safe; nothing is called with the lock held. */
public final class Transports {
    private final RankedServices<Transport> services;
    private final Acceptor acceptor;
    private final TransportLimits limits;
    private final Logger log;

    private final Object lock = new Object();

    @GuardedBy("lock")
    private final Map<GuardedService<Transport>, TransportBinding> bindings = new HashMap<>();

    private volatile boolean open;

    /** Accepts the connections that transports bring. */
    @FunctionalInterface
    public interface Acceptor {
        /** Called on any thread of a plugin; returns at once. The wire is not used if it throws. */
        AcceptedWire accept(String remoteAddress, String localAddress, Wire wire) throws IOException;
    }

    public Transports(PluginRuntime runtime, Acceptor acceptor, TransportLimits limits) {
        this.services = new RankedServices<>("transport", runtime, CallLimits.DEFAULT);
        this.acceptor = acceptor;
        this.limits = limits;
        this.log = runtime.loggers().getLogger(Transports.class.getName());
    }

    /** Adds a transport. Returns at once. */
    public void add(ServiceReference<Transport> reference, Transport service) {
        GuardedService<Transport> guarded = services.add(reference, service);
        var binding = new TransportBinding(guarded, () -> open, acceptor, limits, log);
        synchronized (lock) {
            bindings.put(guarded, binding);
        }
        binding.open();
    }

    /**
     * Removes a transport. Returns when it is no longer called: its connections have ended, or the time for that is
     * over.
     */
    public void remove(ServiceReference<Transport> reference) {
        services.remove(reference).ifPresent(guarded -> {
            TransportBinding binding;
            synchronized (lock) {
                binding = Objects.requireNonNull(bindings.remove(guarded), "each transport has one");
            }
            await(binding.leave(), limits.leave(), guarded.provider() + " goes");
            binding.cut();
            log.info("The {} has gone", guarded.provider());
        });
    }

    /** Clients are accepted from now on. Returns at once. */
    public void open() {
        change(true).forEach(TransportBinding::open);
    }

    /** Clients are not accepted any more. Returns when all have been closed, or the time for that is over. */
    public void close() {
        List<CompletionStage<Void>> closed =
                change(false).stream().map(TransportBinding::close).toList();
        Stream<CompletableFuture<?>> all = closed.stream().map(CompletionStage::toCompletableFuture);
        await(CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)), limits.call(), "Accepting ends");
    }

    private List<TransportBinding> change(boolean newOpen) {
        synchronized (lock) {
            open = newOpen;
            return new ArrayList<>(bindings.values());
        }
    }

    private void await(CompletionStage<Void> done, Duration time, String what) {
        try {
            done.toCompletableFuture().get(time.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            log.warn("{}: not all was closed within {} s; the rest is cut off", what, time.toSeconds());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }
}
