// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.spi;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import org.infinoted.host.sandbox.ActiveCall;
import org.infinoted.host.sandbox.PluginCode;
import org.infinoted.host.sandbox.PluginCodeException;
import org.infinoted.host.sandbox.PluginExecutor;
import org.infinoted.host.sandbox.PluginRuntime;
import org.infinoted.host.sandbox.PluginTimer;
import org.infinoted.host.sandbox.SafeText;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * A service of a plugin's bundle, whose {@link PluginCode} is entered on threads for plugins. Each call has a time
 * limit, and late results are dropped. The numbers of concurrent and of waiting calls are limited.
 *
 * <p>Thread-safe; nothing is called with the lock held.
 *
 * @param <S> the service
 */
final class GuardedService<S> {
    private final S service;
    private final ServiceProvider provider;
    private final PluginRuntime runtime;
    private final PluginExecutor executor;
    private final PluginCode code;
    private final CallLimits limits;
    private final Logger log;

    private final Object lock = new Object();

    @GuardedBy("lock")
    private final Set<Call<?>> underWay = new HashSet<>();

    @GuardedBy("lock")
    private final Deque<Call<?>> waiting = new ArrayDeque<>();

    @GuardedBy("lock")
    private final Set<Call<?>> overdue = new HashSet<>(); // of those under way

    @GuardedBy("lock")
    private boolean closed;

    GuardedService(S service, ServiceProvider provider, PluginRuntime runtime, CallLimits limits) {
        this(
                service,
                provider,
                runtime,
                runtime.executors()
                        .make(
                                provider.name(),
                                text -> log(runtime).warn("The {} gets no more threads: {}", provider, text)),
                limits);
    }

    private GuardedService(
            S service, ServiceProvider provider, PluginRuntime runtime, PluginExecutor executor, CallLimits limits) {
        this.service = service;
        this.provider = provider;
        this.runtime = runtime;
        this.executor = executor;
        this.limits = limits;
        this.log = log(runtime);
        this.code = new PluginCode(
                provider.name(), "the " + provider, provider.bundle().loader(), runtime.mdc(), log, runtime.faults());
    }

    private static Logger log(PluginRuntime runtime) {
        return runtime.loggers().getLogger(GuardedService.class.getName());
    }

    /** A call of the service. Its result may be null, whatever the service has to promise. */
    @FunctionalInterface
    interface Body<S, R> {
        @Nullable
        R call(S service) throws Exception;
    }

    /** A call of the service without a result. */
    @FunctionalInterface
    interface Action<S> {
        void call(S service) throws Exception;
    }

    /** Guards another object of the same bundle, which lives at most as long as this service. */
    <T> GuardedService<T> other(T object, String kind, CallLimits otherLimits) {
        return new GuardedService<>(
                object,
                new ServiceProvider(kind, provider.name(), provider.bundle()),
                runtime,
                executor::execute,
                otherLimits);
    }

    ServiceProvider provider() {
        return provider;
    }

    /** As {@link #ask}, for a call without a result. */
    CompletableFuture<Void> tell(String what, Duration time, Action<S> action) {
        return ask(what, time, target -> {
            action.call(target);
            return null;
        });
    }

    /**
     * Makes a call, now or when there is room for it. Returns at once.
     *
     * @param what is called, for the log
     * @param time how long it may take, including its waiting
     * @return completes on any thread but those of the loops, or has failed already; fails with {@link NoAnswer}
     */
    <R> CompletableFuture<R> ask(String what, Duration time, Body<S, R> body) {
        var call = new Call<>(what, time, body);
        boolean now;
        synchronized (lock) {
            if (closed) {
                return refused("The " + provider + " has gone");
            }
            now = underWay.size() < limits.atOnce();
            if (now) {
                underWay.add(call);
            } else if (overdue.size() == underWay.size()) {
                return refused(
                        "The " + provider + " was not asked: it has not returned from " + overdue.size() + " calls");
            } else if (waiting.size() < limits.waiting()) {
                waiting.add(call);
            } else {
                return refused("The " + provider + " was not asked: " + waiting.size() + " calls wait for it");
            }
        }
        PluginTimer.Task deadline = runtime.timer().schedule(time, () -> expire(call));
        call.answer.whenComplete((result, failure) -> deadline.cancel());
        if (now) {
            start(call);
        }
        return call.answer;
    }

    /** Makes no more calls. Those under way are interrupted, and their results are dropped. */
    void close() {
        List<Call<?>> all;
        synchronized (lock) {
            closed = true;
            all = new ArrayList<>(underWay);
            all.addAll(waiting);
            waiting.clear();
        }
        for (Call<?> call : all) {
            call.interrupt();
            call.answer.completeExceptionally(new NoAnswer("The " + provider + " has gone"));
        }
        executor.retire();
    }

    /** Interrupts the calls that are under way; their results still count. */
    void interrupt() {
        List<Call<?>> calls;
        synchronized (lock) {
            calls = new ArrayList<>(underWay);
        }
        calls.forEach(Call::interrupt);
    }

    private static <R> CompletableFuture<R> refused(String why) {
        return CompletableFuture.failedFuture(new NoAnswer(why));
    }

    private void start(Call<?> call) {
        try {
            executor.execute(() -> run(call));
        } catch (RejectedExecutionException | OutOfMemoryError e) { // OutOfMemoryError: no thread could be created
            runtime.faults().accept(e);
            log.error("There is no thread for a call of the {}", provider, e);
            Call<?> next = returned(call);
            call.answer.completeExceptionally(new NoAnswer("There is no thread for a call of the " + provider));
            if (next != null) {
                start(next);
            }
        }
    }

    /** Makes the call, and then those that wait. */
    private void run(Call<?> first) {
        Call<?> call = first;
        while (call != null) {
            Runnable outcome = call.make();
            Call<?> next = returned(call);
            outcome.run();
            call = next;
        }
    }

    /** Ends a call, and takes the next that waits. */
    private @Nullable Call<?> returned(Call<?> call) {
        synchronized (lock) {
            underWay.remove(call);
            overdue.remove(call);
            Call<?> next = waiting.poll();
            if (next != null) {
                underWay.add(next);
            }
            return next;
        }
    }

    private void expire(Call<?> call) {
        boolean waited;
        synchronized (lock) {
            waited = waiting.remove(call);
            if (underWay.contains(call)) {
                overdue.add(call);
            }
        }
        String seconds = SafeText.seconds(call.time);
        if (call.answer.completeExceptionally(
                new NoAnswer("The " + provider + " has not answered within " + seconds))) {
            if (waited) {
                log.warn("The {} was not asked to {}: there was no room within {}", provider, call, seconds);
            } else {
                log.warn("The {} has not returned from {} within {}", provider, call, seconds, call.position());
            }
        }
        call.interrupt();
    }

    /** One call. */
    private final class Call<R> {
        private final String what;
        private final Duration time;
        private final Body<S, R> body;
        private final CompletableFuture<R> answer = new CompletableFuture<>();
        private volatile @Nullable ActiveCall active; // null until it is made

        Call(String what, Duration time, Body<S, R> body) {
            this.what = what;
            this.time = time;
            this.body = body;
        }

        /** Makes the call unless its time is over. The result tells the caller. */
        Runnable make() {
            if (answer.isDone()) {
                return () -> {};
            }
            var made = new ActiveCall();
            active = made;
            try {
                R result = code.call(made, what, () -> body.call(service));
                return () -> answer.complete(result);
            } catch (PluginCodeException e) {
                var failure = new NoAnswer(SafeText.reason("The " + provider + " has thrown " + e.getMessage()));
                return () -> answer.completeExceptionally(failure);
            }
        }

        void interrupt() {
            ActiveCall made = active;
            if (made != null) {
                made.interrupt();
            }
        }

        /** The stack of the call, for the log; null if it is not under way. */
        @Nullable
        Exception position() {
            ActiveCall made = active;
            return made == null ? null : made.position().orElse(null);
        }

        @Override
        public String toString() {
            return what;
        }
    }
}
