// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.plugin;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.infinoted.plugin.PluginException;
import org.slf4j.Logger;

/**
 * The one way into a plugin's code: no other class calls it. Each call has the class loader of the plugin's bundle as context
 * class loader and the plugin's name in the log's context; it is timed, and whatever it throws is logged and stays here.
 *
 * <p>Calls are made in the plugin's mailbox, so there is at most one at a time. {@link #watch} and {@link #close} may be called
 * from any thread.
 */
final class Calls {
    private static final String MDC_KEY = "plugin";
    private static final int LONGEST_REASON = 1000;

    private final PluginService service;
    private final PluginRuntime runtime;
    private final PluginLimits limits;
    private final Logger log;
    private volatile Call current;
    private volatile boolean closed;

    Calls(PluginService service, PluginRuntime runtime, PluginLimits limits, Logger log) {
        this.service = service;
        this.runtime = runtime;
        this.limits = limits;
        this.log = log;
    }

    /** A call without a result. */
    @FunctionalInterface
    interface Action {
        void run() throws Exception;
    }

    /** Makes a call whose failure changes nothing. */
    void run(String callback, Object subject, Action action) {
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
    <R> R get(String callback, Object subject, Callable<R> body) throws CallFailure {
        var call = new Call(
                callback, subject, Thread.currentThread(), runtime.nanoTime().getAsLong());
        current = call; // before closed is read: close() does it the other way round
        R result;
        try {
            if (closed) {
                throw new CallFailure("It was abandoned");
            }
            result = inContext(call, body);
        } finally {
            call.end();
            current = null;
            reportIfSlow(call);
        }
        if (closed) {
            log.info("Plugin \"{}\" has returned from {} after it was abandoned", service.identity(), call);
            throw new CallFailure("It was abandoned");
        }
        return result;
    }

    private <R> R inContext(Call call, Callable<R> body) throws CallFailure {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(service.loader());
        runtime.mdc().put(MDC_KEY, service.identity());
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
                        service.identity(),
                        call,
                        thrown);
            } else {
                log.warn("Plugin \"{}\" failed in {}", service.identity(), call, thrown);
            }
            String reason = thrown instanceof PluginException ? thrown.getMessage() : thrown.toString();
            String visible = Visible.of(String.valueOf(reason));
            return new CallFailure(visible.substring(0, Math.min(visible.length(), LONGEST_REASON)));
        } catch (Throwable again) {
            return new CallFailure(thrown.getClass().getName());
        }
    }

    /**
     * Reports the call that is under way, once, if it takes longer than the budget.
     *
     * @return the reason why the plugin is to be quarantined, if the call takes longer than the limit
     */
    Optional<String> watch() {
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
                log.warn("Plugin \"{}\" is in {} since {}", service.identity(), call, taken, where);
            }
        }
        return taken.compareTo(limits.callLimit()) > 0
                ? Optional.of("It has not returned from " + call + " for more than " + limits.callLimit())
                : Optional.empty();
    }

    private void reportIfSlow(Call call) {
        Duration taken = taken(call);
        if (taken.compareTo(limits.callBudget()) > 0) {
            log.warn("Plugin \"{}\" took {} in {}", service.identity(), taken, call);
        }
    }

    private Duration taken(Call call) {
        return Duration.ofNanos(runtime.nanoTime().getAsLong() - call.start);
    }

    /** Makes no call any more, and interrupts the one that is under way. */
    void close() {
        closed = true;
        Call call = current;
        if (call != null) {
            call.interrupt();
        }
    }

    /** What is under way, for the log; empty if nothing is. */
    Optional<String> current() {
        return Optional.ofNullable(current).map(Call::toString);
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
            if (ended || reported) {
                return Optional.empty();
            }
            reported = true;
            return Optional.of(thread.getStackTrace());
        }

        @Override
        public String toString() {
            return subject == null ? callback : callback + " of " + Visible.of(subject.toString());
        }
    }
}
