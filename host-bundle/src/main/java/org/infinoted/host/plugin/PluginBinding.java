// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.plugin;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.infinoted.connection.Connection;
import org.infinoted.host.sandbox.CallFailure;
import org.infinoted.host.sandbox.FailureCount;
import org.infinoted.host.sandbox.Mailbox;
import org.infinoted.host.sandbox.PluginCode;
import org.infinoted.host.sandbox.PluginExecutor;
import org.infinoted.host.sandbox.PluginInvoker;
import org.infinoted.host.sandbox.PluginLimits;
import org.infinoted.host.sandbox.PluginRuntime;
import org.infinoted.host.sandbox.PluginTimer;
import org.infinoted.host.sandbox.RecentFailures;
import org.infinoted.host.sandbox.SafeText;
import org.infinoted.host.sandbox.Stages;
import org.infinoted.host.status.PluginDescriptor;
import org.infinoted.host.stream.Link;
import org.infinoted.plugin.CallbackStatistics;
import org.infinoted.plugin.Plugin;
import org.infinoted.plugin.PluginException;
import org.infinoted.plugin.PluginReason;
import org.infinoted.plugin.PluginState;
import org.infinoted.session.Session;
import org.slf4j.Logger;

/**
 * One life of a plugin: from {@code initialize} to {@code deinitialize}. It ends once, in one of two ways. An orderly
 * end happens in its mailbox, with all removals and {@code deinitialize}. If that is not possible in time, the plugin
 * is abandoned: it is cut off from the server, and what its code still does has no effect.
 *
 * <p>Thread-safe; no method waits.
 */
final class PluginBinding<C, S> {
    /*
     * The states, and how a life ends:
     *
     *     start()             all that is there is replayed
     *   -----------> STARTING ------------------------------> RUNNING
     *                 |  |  |                                  |  |
     *   initialize    |  |  |                                  |  |
     *   has thrown    |  |  +------------- stop() -------------+  |
     *                 |  |                   |                    |
     *                 |  +-------------------|----- a limit ------+   backlog, threads, failures, time of a call
     *                 v                      v          |
     *              FAILED                STOPPING       v
     *                 |                      |     QUARANTINED
     *                 |                      |        |    |
     *                 +-----------+----------+--------+    |
     *                             v                        | the time of a call: what has not
     *              leave(): removals, deinitialize         | returned cannot leave
     *                             |           |            |
     *                        done |           | stop time  |
     *                             |           | is over    |
     *                             v           v            v
     *                      orderly end       abandon(): cut off
     *
     * enter() leaves STARTING and RUNNING once, so the first reason to end counts. The field over is set once, so the life has one
     * end of the two. The state stays as it is when the life is over.
     *
     * After an orderly end the plugin can begin another life, which is another object. An abandoned one can when the call
     * that is under way has returned, which left tells and which may be never.
     *
     * What may be called under any lock, and by the timer, only puts a task into the mailbox or sets these fields. The plugin
     * itself is called by tasks of the mailbox alone, through the invoker.
     */

    private final PluginDescriptor descriptor;
    private final Plugin<C, S> plugin;
    private final PluginRuntime runtime;
    private final PluginLimits limits;
    private final Runnable changed;
    private final Logger log;

    private final PluginExecutor executor;
    private final Mailbox mailbox;
    private final PluginInvoker invoker;
    private final Registrations registrations = new Registrations();
    private final TrackedItems<Connection, C> connections;
    private final TrackedItems<Session, S> sessions;
    private final RegistryFeed<Link> connectionFeed;
    private final RegistryFeed<Session> sessionFeed;
    private final HostPluginContext<C, S> context;
    private final FailureCount failures; // in the mailbox only
    private boolean entered; // in the mailbox only

    private volatile Optional<String> sessionType;
    private final AtomicBoolean retyping = new AtomicBoolean();
    private volatile Status status = new Status(PluginState.STARTING, List.of());
    private final AtomicBoolean over = new AtomicBoolean();
    private final CompletableFuture<Void> begun = new CompletableFuture<>();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private volatile CompletableFuture<Void> left = CompletableFuture.completedFuture(null);

    /** The state, and the reasons for it. */
    record Status(PluginState state, List<PluginReason> reasons) {
        /** Whether the plugin is told of connections and sessions. */
        boolean isLive() {
            return state == PluginState.STARTING || state == PluginState.RUNNING;
        }
    }

    /** @param changed called after the state has changed, on any thread, with no lock held */
    PluginBinding(
            PluginDescriptor descriptor,
            Plugin<C, S> plugin,
            ServerAccess server,
            PluginRuntime runtime,
            PluginLimits limits,
            Claims claims,
            RecentFailures recent,
            Runnable changed) {
        this.descriptor = descriptor;
        this.plugin = plugin;
        this.runtime = runtime;
        this.limits = limits;
        this.changed = changed;
        this.log = PluginManager.log(runtime);
        this.sessionType = descriptor.sessionType();
        this.failures = new FailureCount(limits, runtime.nanoTime());
        this.executor = runtime.executors().make(descriptor.identity(), this::tooManyThreads);
        this.mailbox = new Mailbox(executor, limits.backlog(), limits.slice(), this::overflowed, log);
        PluginCode code = new PluginCode(
                descriptor.identity(),
                "plugin \"" + descriptor.identity() + '"',
                descriptor.bundle().loader(),
                runtime.mdc(),
                log,
                runtime.faults());
        this.invoker = new PluginInvoker(descriptor.identity(), code, runtime, limits, recent, log);
        this.connections = new TrackedItems<>(
                "connection",
                invoker,
                plugin::connectionAdded,
                plugin::connectionRemoved,
                any -> true,
                this::refused,
                registrations::close);
        this.sessions = new TrackedItems<>(
                "session",
                invoker,
                plugin::sessionAdded,
                plugin::sessionRemoved,
                ofType(sessionType),
                this::refused,
                registrations::close);
        this.connectionFeed =
                new RegistryFeed<>(server.connections(), mailbox, connections::appeared, connections::vanished);
        this.sessionFeed = new RegistryFeed<>(server.sessions(), mailbox, sessions::appeared, sessions::vanished);
        this.context = new HostPluginContext<>(
                descriptor,
                server,
                runtime,
                claims,
                mailbox,
                invoker,
                new Stages(runtime.executor(), code),
                connections,
                sessions,
                registrations);
    }

    /** The identity of the plugin that this is a life of. */
    String identity() {
        return descriptor.identity();
    }

    /** Its bundle, as name/version. */
    String bundle() {
        return descriptor.bundle().toString();
    }

    Status status() {
        return status;
    }

    int connections() {
        return connections.size();
    }

    int sessions() {
        return sessions.size();
    }

    /** How many callbacks wait. */
    int waiting() {
        return mailbox.size();
    }

    List<CallbackStatistics> statistics() {
        return invoker.statistics();
    }

    /** Whether the caller is a callback of this plugin. */
    boolean inside() {
        return mailbox.inside();
    }

    /** Begins. Called once. */
    void start() {
        ended.whenComplete((done, failure) -> executor.retire());
        mailbox.post(this::begin);
    }

    /** Completes when the plugin runs; fails with a {@link PluginException} when it is certain that it will not. */
    CompletableFuture<Void> begun() {
        return begun;
    }

    /** Ends the life unless it is ending already. The result completes when it has ended, orderly or not. */
    CompletableFuture<Void> stop() {
        end(PluginState.STOPPING);
        return ended;
    }

    /**
     * After the end: completes when no call into the plugin is under way, which may be never if it was abandoned. Until
     * then the plugin must not get another life.
     */
    CompletableFuture<Void> left() {
        return left;
    }

    /** Changes the type of sessions that the plugin is told of. Of changes in quick succession only the last counts. */
    void retype(Optional<String> type) {
        sessionType = type;
        if (!retyping.getAndSet(true)) {
            mailbox.post(() -> {
                retyping.set(false);
                mailbox.first(sessions.want(ofType(sessionType)).iterator());
            });
        }
    }

    /** Checks the time of the current call. To be called periodically. */
    void quarantineIfStuck() {
        Optional<PluginReason> stuck = invoker.checkTime();
        if (stuck.isPresent() && enter(PluginState.QUARANTINED, List.of(stuck.get()))) {
            announce();
            abandon(stuck.get().text());
        }
    }

    /** Cuts the plugin off, unless it has ended. */
    void abandon(String reason) {
        if (!over.compareAndSet(false, true)) {
            return;
        }
        Optional<String> where = invoker.current();
        mailbox.abandon();
        left = invoker.close();
        detach();
        log.warn(
                "Abandoned {}: {}{}",
                descriptor,
                reason,
                where.map(call -> ", in " + call).orElse(""));
        ended.complete(null);
        changed.run();
    }

    private void begin() {
        entered = true;
        try {
            invoker.get("initialize", null, () -> {
                plugin.initialize(context);
                return null;
            });
        } catch (CallFailure e) {
            end(PluginState.FAILED, e.reason());
            return;
        }
        List<Runnable> replay = new ArrayList<>(connectionFeed.open());
        replay.addAll(sessionFeed.open());
        replay.add(this::run);
        mailbox.first(replay.iterator());
        if (over.get()) {
            detach(); // abandoned meanwhile, perhaps before the feeds were open
        }
    }

    private void run() {
        if (enter(PluginState.RUNNING, List.of())) {
            log.info("Loaded {}", descriptor);
            begun.complete(null);
            changed.run();
        }
    }

    /** Begins an orderly end, as soon as the current callback has returned. May be called under any lock. */
    private void end(PluginState state, PluginReason... reasons) {
        if (enter(state, List.of(reasons))) {
            PluginTimer.Task deadline = runtime.timer().schedule(limits.stopTime(), this::outOfTime);
            ended.whenComplete((done, failure) -> deadline.cancel());
            mailbox.finish(this::leave);
            announceElsewhere();
        }
    }

    private void leave() {
        connectionFeed.close();
        sessionFeed.close();
        sessions.leaveAll();
        connections.leaveAll();
        if (entered) {
            invoker.run("deinitialize", null, plugin::deinitialize);
        }
        if (over.compareAndSet(false, true)) {
            detach();
            if (status.state() == PluginState.STOPPING) {
                log.info("Unloaded {}", descriptor);
            }
            ended.complete(null);
            changed.run();
        }
    }

    private void detach() {
        connectionFeed.close();
        sessionFeed.close();
        connections.clear();
        sessions.clear();
        registrations.close();
    }

    private void outOfTime() {
        if (ended.isDone()) {
            return;
        }
        String text = "It has not ended within " + SafeText.seconds(limits.stopTime());
        add(new PluginReason(PluginReason.Kind.TIME, invoker.callback(), text));
        abandon(text);
    }

    private void overflowed() {
        end(
                PluginState.QUARANTINED,
                new PluginReason(
                        PluginReason.Kind.BACKLOG,
                        "",
                        "More than " + limits.backlog() + " callbacks wait for it to return"));
    }

    private void tooManyThreads(String text) {
        end(PluginState.QUARANTINED, new PluginReason(PluginReason.Kind.THREADS, "", text));
    }

    private void refused(CallFailure failure) {
        if (failures.add()) {
            PluginReason last = failure.reason();
            end(
                    PluginState.QUARANTINED,
                    new PluginReason(
                            last.kind(),
                            last.subject(),
                            "It has failed to take more than " + limits.failures() + " connections or sessions within "
                                    + SafeText.seconds(limits.failureWindow()) + "; the last time: " + last.text()));
        }
    }

    /** Changes the state unless the end has begun. */
    private boolean enter(PluginState state, List<PluginReason> reasons) {
        synchronized (this) {
            if (!status.isLive()) {
                return false;
            }
            status = new Status(state, reasons);
        }
        if (state != PluginState.RUNNING) {
            begun.completeExceptionally(new PluginException(whyNot(state, reasons)));
        }
        return true;
    }

    private String whyNot(PluginState state, List<PluginReason> reasons) {
        String why = text(reasons);
        return "The plugin \"" + descriptor.identity() + "\" is " + state + (why.isEmpty() ? "" : ": " + why);
    }

    /** Adds a reason to the final state. */
    private synchronized void add(PluginReason reason) {
        List<PluginReason> reasons = new ArrayList<>(status.reasons());
        reasons.add(reason);
        status = new Status(status.state(), List.copyOf(reasons));
    }

    private void announceElsewhere() {
        try {
            runtime.executor().execute(this::announce);
        } catch (RejectedExecutionException | OutOfMemoryError e) {
            runtime.faults().accept(e);
            log.error("There is no thread to tell that {} is {}", descriptor, status, e);
        }
    }

    private void announce() {
        Status now = status;
        switch (now.state()) {
            case FAILED -> log.warn("Failed to start {}: {}", descriptor, text(now.reasons()));
            case QUARANTINED -> log.warn("Quarantined {}: {}", descriptor, text(now.reasons()));
            default -> log.debug("Unloading {}", descriptor);
        }
        changed.run();
    }

    private static Predicate<Session> ofType(Optional<String> type) {
        return session -> type.isEmpty() || session.types().contains(type.get());
    }

    private static String text(List<PluginReason> reasons) {
        return reasons.stream().map(PluginReason::text).collect(Collectors.joining("; "));
    }
}
