// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.plugin;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import org.infinoted.host.loop.Registry;
import org.infinoted.host.sandbox.PluginLimits;
import org.infinoted.host.sandbox.PluginPool;
import org.infinoted.host.sandbox.PluginRuntime;
import org.infinoted.host.sandbox.PluginTimer;
import org.infinoted.host.status.OptionVerdicts;
import org.infinoted.host.stream.FakeLink;
import org.infinoted.host.stream.Link;
import org.infinoted.host.stream.ManualLoop;
import org.infinoted.plugin.Plugin;
import org.infinoted.plugin.PluginState;
import org.infinoted.plugin.PluginStatus;
import org.infinoted.session.Session;
import org.infinoted.session.SessionEvent;
import org.infinoted.testdoubles.FakeSession;
import org.infinoted.testdoubles.ManualExecutor;
import org.infinoted.testdoubles.RecordingLog;
import org.infinoted.testdoubles.Services;
import org.osgi.framework.ServiceReference;
import org.slf4j.helpers.BasicMDCAdapter;

/** A server with nothing but connections, sessions and a plugin manager. */
public final class PluginManagerFixture {
    static final List<String> TEXT = List.of("InfText", "InfTextSession", "InfAdoptedSession", "InfSession");
    static final List<String> CHAT = List.of("InfChat", "InfChatSession", "InfSession");

    static final int THREADS = 8;

    final ManualExecutor executor;
    final ManualTime time = new ManualTime();
    final RecordingLog log = new RecordingLog(PluginManager.class.getName());
    final BasicMDCAdapter mdc = new BasicMDCAdapter();
    final Registry<Link> connections = new Registry<>();
    final Registry<Session> sessions = new Registry<>();
    final ServerAccess surroundings;
    final PluginRuntime runtime;
    final PluginLimits limits;
    final SessionTypes types = new SessionTypes();
    public PluginManager manager;

    private final Map<String, OptionVerdicts.Verdict> verdicts = new ConcurrentHashMap<>();
    final FakeAccess access = new FakeAccess();
    final FakeDirectory directory = new FakeDirectory();
    private final AtomicLong lastConnection = new AtomicLong();
    private final AtomicLong lastService = new AtomicLong();

    /** Each callback runs when the test says. */
    public PluginManagerFixture() {
        this(limits -> limits);
    }

    public PluginManagerFixture(UnaryOperator<PluginLimits> limits) {
        this.executor = new ManualExecutor();
        this.limits = limits.apply(limits(PluginLimits.DEFAULT.stopTime()));
        this.surroundings = surroundings();
        this.runtime = new PluginRuntime(
                executor,
                (name, tooMany) -> executor::execute,
                time,
                time::nanoTime,
                time::instant,
                log,
                mdc,
                thrown -> {});
        this.manager = manager();
    }

    /** Callbacks run on real threads, of which each plugin may make {@link #THREADS}. */
    public PluginManagerFixture(Executor threads, PluginTimer timer, LongSupplier nanoTime, PluginLimits limits) {
        this.executor = null;
        this.limits = limits;
        this.surroundings = surroundings();
        this.runtime = new PluginRuntime(
                threads,
                (name, tooMany) -> new PluginPool(name, THREADS, tooMany),
                timer,
                nanoTime,
                time::instant,
                log,
                mdc,
                thrown -> {});
        this.manager = manager();
    }

    /** The defaults, but one callback at a time, so that the test can do something between any two. */
    static PluginLimits limits(Duration stopTime) {
        PluginLimits usual = PluginLimits.DEFAULT;
        return new PluginLimits(
                usual.backlog(),
                1,
                usual.callBudget(),
                usual.callLimit(),
                stopTime,
                usual.closeTime(),
                usual.failures(),
                usual.failureWindow());
    }

    /** So many callbacks may wait, one at a time. */
    static UnaryOperator<PluginLimits> backlog(int most) {
        return usual -> new PluginLimits(
                most,
                1,
                usual.callBudget(),
                usual.callLimit(),
                usual.stopTime(),
                usual.closeTime(),
                usual.failures(),
                usual.failureWindow());
    }

    private PluginManager manager() {
        return new PluginManager(surroundings, runtime, limits, this::verdict, types, this::changed);
    }

    /** The manager has been closed, and another host finds what the first one found. */
    void restart() {
        manager = manager();
    }

    /** Changes what there is to say of the options of a PID. */
    void judge(String pid, OptionVerdicts.Verdict verdict) {
        verdicts.put(pid, verdict);
        manager.optionsChanged(pid);
    }

    private OptionVerdicts.Verdict verdict(String pid) {
        return verdicts.getOrDefault(pid, OptionVerdicts.Verdict.FINE);
    }

    private ServerAccess surroundings() {
        return new ServerAccess(directory, connections, sessions, access);
    }

    void run() {
        executor.runAll();
    }

    ServiceReference<?> reference() {
        long id = lastService.incrementAndGet();
        return Services.reference(id, "org.example.bundle" + id);
    }

    public ServiceReference<?> add(String name, Plugin<?, ?> plugin) {
        return add(Services.named(name), plugin);
    }

    public ServiceReference<?> add(Map<String, Object> properties, Plugin<?, ?> plugin) {
        ServiceReference<?> reference = reference();
        manager.add(reference, plugin, properties);
        return reference;
    }

    FakeLink connect() {
        long id = lastConnection.incrementAndGet();
        var link = new FakeLink(new ManualLoop(), id, "127.0.0.1:" + (40_000 + id));
        connections.add(link);
        return link;
    }

    void close(FakeLink link) {
        link.close();
        connections.remove(link);
    }

    FakeSession open(String path, List<String> types) {
        var session = new FakeSession(path, types);
        sessions.add(session);
        return session;
    }

    void publish(Session session, SessionEvent event) {
        access.publish(session, event);
    }

    int listenersOf(Session session) {
        return access.listenersOf(session);
    }

    private synchronized void changed() {
        notifyAll();
    }

    /** Waits until the plugin is in this state, at most 10 s. */
    synchronized void await(String name, PluginState state) throws InterruptedException {
        long end = System.nanoTime() + 10_000_000_000L;
        while (state(name) != state) {
            long left = (end - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                throw new AssertionError(name + " is not " + state + ": " + states());
            }
            wait(left);
        }
    }

    PluginState state(String name) {
        return status(name).state();
    }

    PluginStatus status(String name) {
        return manager.plugins().stream()
                .filter(status -> status.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    List<String> states() {
        return manager.plugins().stream()
                .map(status -> status.name()
                        + ' '
                        + status.bundle().replaceAll(".*bundle(\\d+)/.*", "$1")
                        + ' '
                        + status.state())
                .toList();
    }
}
