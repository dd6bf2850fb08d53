// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.sandbox;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.infinoted.connection.Connection;
import org.infinoted.plugin.CallbackStatistics;
import org.infinoted.plugin.PluginReason;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * Calls the callbacks, listeners and tasks of one plugin, which is all of its {@link PluginCode} except the services
 * that it provides. Each call is timed and counted, and its failure is kept.
 *
 * <p>Calls are made in the plugin's mailbox, so there is at most one at a time. {@link #checkTime} and {@link #close} may
 * be called from any thread.
 */
public final class PluginInvoker {
    private final String identity;
    private final PluginCode code;
    private final PluginRuntime runtime;
    private final PluginLimits limits;
    private final CallCounts counts = new CallCounts();
    private final RecentFailures failures;
    private final Logger log;
    private volatile @Nullable Call current;
    private volatile boolean closed;
    private final CompletableFuture<Void> left = new CompletableFuture<>();

    public PluginInvoker(
            String identity,
            PluginCode code,
            PluginRuntime runtime,
            PluginLimits limits,
            RecentFailures failures,
            Logger log) {
        this.identity = identity;
        this.code = code;
        this.runtime = runtime;
        this.limits = limits;
        this.failures = failures;
        this.log = log;
    }

    /** Makes a call whose failure has no consequence. */
    public void run(String callback, @Nullable Object subject, PluginCode.Action action) {
        run(callback, subject, connection(subject), action);
    }

    /**
     * Makes a call whose failure has no consequence.
     *
     * @param about the connection that it is about; null if it is about none
     */
    public void run(String callback, @Nullable Object subject, @Nullable Connection about, PluginCode.Action action) {
        try {
            get(callback, subject, about, action.asBody());
        } catch (CallFailure e) {
            // logged already
        }
    }

    /**
     * Makes a call. If it returns after {@link #close}, its result is dropped and the call counts as failed.
     *
     * @param callback what is called, for the log
     * @param subject what the call is about, for the log; null if it is nothing
     */
    public <R> @Nullable R get(String callback, @Nullable Object subject, PluginCode.Body<R> body) throws CallFailure {
        return get(callback, subject, connection(subject), body);
    }

    private static @Nullable Connection connection(@Nullable Object subject) {
        return subject instanceof Connection connection ? connection : null;
    }

    private <R> @Nullable R get(
            String callback, @Nullable Object subject, @Nullable Connection about, PluginCode.Body<R> body)
            throws CallFailure {
        var call = new Call(callback, subject, runtime.nanoTime().getAsLong());
        current = call; // before closed is read: close() does it the other way round
        R result;
        try {
            if (closed) {
                throw abandoned(callback);
            }
            result = timed(call, about, body);
        } finally {
            call.active.end(); // if the call was not made
            current = null;
            if (closed) {
                left.complete(null);
            }
        }
        if (closed) {
            log.info("Plugin \"{}\" has returned from {} after it was abandoned", identity, call);
            throw abandoned(callback);
        }
        return result;
    }

    private static CallFailure abandoned(String callback) {
        return new CallFailure(callback, "It was abandoned");
    }

    private <R> @Nullable R timed(Call call, @Nullable Connection about, PluginCode.Body<R> body) throws CallFailure {
        boolean failed = true;
        try {
            R result = code.call(call.active, call, about, body);
            failed = false;
            return result;
        } catch (PluginCodeException e) {
            throw failure(call, e);
        } finally {
            Duration taken = taken(call);
            counts.add(call.callback, taken.toNanos(), failed);
            if (taken.compareTo(limits.callBudget()) > 0) {
                log.warn("Plugin \"{}\" took {} in {}", identity, taken, call);
                if (call.report()) {
                    failures.add(call.toString(), "It has taken " + SafeText.seconds(taken));
                }
            }
        }
    }

    private CallFailure failure(Call call, PluginCodeException thrown) {
        failures.add(call.toString(), thrown.forPeople().orElse(thrown.getMessage()));
        return new CallFailure(
                call.callback, thrown.forPeople().orElse(call.callback + " has thrown " + thrown.getMessage()));
    }

    /**
     * Reports the call that is under way, once, if it takes longer than the budget.
     *
     * @return the reason why the plugin is to be quarantined, if the call takes longer than the limit
     */
    public Optional<PluginReason> checkTime() {
        Call call = current;
        if (call == null) {
            return Optional.empty();
        }
        Duration taken = taken(call);
        if (taken.compareTo(limits.callBudget()) > 0) {
            call.positionToReport().ifPresent(position -> {
                log.warn("Plugin \"{}\" is in {} since {}", identity, call, taken, position);
                failures.add(call.toString(), "It has not returned for " + SafeText.seconds(taken));
            });
        }
        return taken.compareTo(limits.callLimit()) > 0
                ? Optional.of(new PluginReason(
                        PluginReason.Kind.TIME,
                        call.callback,
                        "It has not returned from " + call + " for more than " + SafeText.seconds(limits.callLimit())))
                : Optional.empty();
    }

    private Duration taken(Call call) {
        return Duration.ofNanos(runtime.nanoTime().getAsLong() - call.start);
    }

    /**
     * Makes no more calls, and interrupts the current one.
     *
     * @return completes when no call is under way
     */
    public CompletableFuture<Void> close() {
        closed = true; // before current is read
        Call call = current;
        if (call == null) {
            left.complete(null);
        } else {
            call.active.interrupt();
        }
        return left;
    }

    /** The current call, for the log; empty if there is none. */
    public Optional<String> current() {
        return Optional.ofNullable(current).map(Call::toString);
    }

    /** The name of the current callback; empty if there is none. */
    public String callback() {
        Call call = current;
        return call == null ? "" : call.callback;
    }

    public List<CallbackStatistics> statistics() {
        return counts.list();
    }

    /** One call. */
    private static final class Call {
        private final String callback;
        private final @Nullable Object subject;
        private final long start;
        private final ActiveCall active = new ActiveCall();
        private final AtomicBoolean reported = new AtomicBoolean();

        Call(String callback, @Nullable Object subject, long start) {
            this.callback = callback;
            this.subject = subject;
            this.start = start;
        }

        /** The stack of the call, the first time that it is reported as slow. */
        Optional<Exception> positionToReport() {
            return reported.get() ? Optional.empty() : active.position().filter(position -> report());
        }

        /** Marks the call as reported. Returns whether this was the first time. */
        boolean report() {
            return !reported.getAndSet(true);
        }

        @Override
        public String toString() {
            return subject == null ? callback : callback + " of " + SafeText.of(subject.toString());
        }
    }
}
