// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.sandbox;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.infinoted.plugin.CallbackStatistics;
import org.infinoted.plugin.PluginException;
import org.infinoted.plugin.PluginReason;
import org.slf4j.Logger;

/**
 * The one way into a plugin's code: no other class calls it. Each call has the class loader of the plugin's bundle as context
 * class loader and the plugin's name in the log's context; it is timed, and whatever it throws is logged and stays here.
 *
 * <p>PluginInvoker are made in the plugin's mailbox, so there is at most one at a time. {@link #watch} and {@link #close} may be called
 * from any thread.
 */
public final class PluginInvoker {
    private static final String MDC_KEY = "plugin";
    private static final int LONGEST_REASON = 1000;

    private final String identity;
    private final ClassLoader loader;
    private final PluginRuntime runtime;
    private final PluginLimits limits;
    private final CallCounts counts = new CallCounts();
    private final RecentFailures failures;
    private final Logger log;
    private volatile Call current;
    private volatile boolean closed;
    private final CompletableFuture<Void> left = new CompletableFuture<>();

    public PluginInvoker(
            String identity,
            ClassLoader loader,
            PluginRuntime runtime,
            PluginLimits limits,
            RecentFailures failures,
            Logger log) {
        this.identity = identity;
        this.loader = loader;
        this.runtime = runtime;
        this.limits = limits;
        this.failures = failures;
        this.log = log;
    }

    /** A call without a result. */
    @FunctionalInterface
    public interface Action {
        void run() throws Exception;
    }

    /** Makes a call whose failure changes nothing. */
    public void run(String callback, Object subject, Action action) {
        try {
            get(callback, subject, () -> {
                action.run();
                return null;
            });
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
    public <R> R get(String callback, Object subject, Callable<R> body) throws CallFailure {
        var call = new Call(
                callback, subject, Thread.currentThread(), runtime.nanoTime().getAsLong());
        current = call; // before closed is read: close() does it the other way round
        R result;
        try {
            if (closed) {
                throw abandoned(callback);
            }
            result = timed(call, body);
        } finally {
            call.end();
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

    private <R> R timed(Call call, Callable<R> body) throws CallFailure {
        boolean failed = true;
        try {
            R result = inContext(call, body);
            failed = false;
            return result;
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

    private <R> R inContext(Call call, Callable<R> body) throws CallFailure {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(loader);
        runtime.mdc().put(MDC_KEY, identity);
        try {
            return body.call();
        } catch (Throwable e) {
            throw failure(call, e);
        } finally {
            runtime.mdc().remove(MDC_KEY);
            thread.setContextClassLoader(before);
        }
    }

    /** Part of the call, since logging an exception runs code of the plugin: its messages, its causes. */
    private CallFailure failure(Call call, Throwable thrown) {
        try {
            if (thrown instanceof VirtualMachineError && !(thrown instanceof StackOverflowError)) {
                log.error(
                        "The virtual machine is in trouble; it showed when plugin \"{}\" was in {}",
                        identity,
                        call,
                        LoggedThrowable.of(thrown));
            } else {
                log.warn("Plugin \"{}\" failed in {}", identity, call, LoggedThrowable.of(thrown));
            }
            boolean meantForPeople = thrown instanceof PluginException && thrown.getMessage() != null;
            return failure(call, meantForPeople, meantForPeople ? thrown.getMessage() : thrown.toString());
        } catch (Throwable again) {
            return failure(call, false, thrown.getClass().getName());
        }
    }

    private CallFailure failure(Call call, boolean meantForPeople, String text) {
        String visible = SafeText.of(text);
        String message = visible.substring(0, Math.min(visible.length(), LONGEST_REASON));
        failures.add(call.toString(), message);
        return new CallFailure(call.callback, meantForPeople ? message : call.callback + " has thrown " + message);
    }

    /**
     * Reports the call that is under way, once, if it takes longer than the budget.
     *
     * @return the reason why the plugin is to be quarantined, if the call takes longer than the limit
     */
    public Optional<PluginReason> watch() {
        Call call = current;
        if (call == null) {
            return Optional.empty();
        }
        Duration taken = taken(call);
        if (taken.compareTo(limits.callBudget()) > 0) {
            Optional<StackTraceElement[]> stack = call.stackToReport();
            if (stack.isPresent()) {
                var where = new Exception("Its thread is here");
                where.setStackTrace(stack.get());
                log.warn("Plugin \"{}\" is in {} since {}", identity, call, taken, where);
                failures.add(call.toString(), "It has not returned for " + SafeText.seconds(taken));
            }
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
     * Makes no call any more, and interrupts the one that is under way.
     *
     * @return completes when none is under way any more
     */
    public CompletableFuture<Void> close() {
        closed = true; // before current is read
        Call call = current;
        if (call == null) {
            left.complete(null);
        } else {
            call.interrupt();
        }
        return left;
    }

    /** What is under way, for the log; empty if nothing is. */
    public Optional<String> current() {
        return Optional.ofNullable(current).map(Call::toString);
    }

    /** The name of the callback that is under way; empty if none is. */
    public String callback() {
        Call call = current;
        return call == null ? "" : call.callback;
    }

    public List<CallbackStatistics> statistics() {
        return counts.list();
    }

    /** One call. The lock keeps the thread from being interrupted, or looked at, when it has gone on to something else. */
    private static final class Call {
        private final String callback;
        private final Object subject;
        private final Thread thread;
        private final long start;
        private boolean ended;
        private boolean reported;

        Call(String callback, Object subject, Thread thread, long start) {
            this.callback = callback;
            this.subject = subject;
            this.thread = thread;
            this.start = start;
        }

        synchronized void end() {
            ended = true;
            Thread.interrupted(); // whoever left it set, it is not meant for the next
        }

        synchronized void interrupt() {
            if (!ended) {
                thread.interrupt();
            }
        }

        synchronized Optional<StackTraceElement[]> stackToReport() {
            return ended || !report() ? Optional.empty() : Optional.of(thread.getStackTrace());
        }

        /** Whether it is now that it is first reported as slow. */
        synchronized boolean report() {
            boolean first = !reported;
            reported = true;
            return first;
        }

        @Override
        public String toString() {
            return subject == null ? callback : callback + " of " + SafeText.of(subject.toString());
        }
    }
}
