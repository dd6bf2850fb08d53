// SPDX-License-Identifier: Apache-2.0
package org.infinoted.testkit;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.infinoted.host.access.RootAcl;
import org.infinoted.host.directory.DirectoryHost;
import org.infinoted.host.directory.DirectoryLimits;
import org.infinoted.host.group.Switchboard;
import org.infinoted.host.loop.Registry;
import org.infinoted.host.memory.MemoryBudget;
import org.infinoted.host.plugin.PluginManager;
import org.infinoted.host.plugin.ServerAccess;
import org.infinoted.host.plugin.SessionTypes;
import org.infinoted.host.sandbox.PluginLimits;
import org.infinoted.host.sandbox.PluginRuntime;
import org.infinoted.host.session.NoteTypes;
import org.infinoted.host.session.RequestFilterChain;
import org.infinoted.host.session.SessionEnvironment;
import org.infinoted.host.session.SessionLimits;
import org.infinoted.host.session.Sessions;
import org.infinoted.host.status.OptionVerdicts;
import org.infinoted.host.store.StoreExecutor;
import org.infinoted.host.stream.Link;
import org.infinoted.plugin.Pids;
import org.infinoted.session.Session;
import org.infinoted.testdoubles.MemoryStore;
import org.infinoted.testdoubles.RecordingLog;
import org.slf4j.helpers.BasicMDCAdapter;

/** The parts of the real server, put together as the server does it, but in virtual time, without network and without disk. */
final class InMemoryServer {

    final VirtualTime time = new VirtualTime();
    final VirtualLoop network = new VirtualLoop(time);
    final Mailboxes mailboxes = new Mailboxes(time::runNext);
    private final RecordingLog log = new RecordingLog();
    final Registry<Link> connections = new Registry<>();
    final Registry<Session> sessions = new Registry<>();
    final NoteTypes noteTypes = new NoteTypes();
    final SessionTypes sessionTypes = new SessionTypes();
    final DirectoryHost directory;
    final Switchboard switchboard;
    final PluginManager plugins;

    /** @param callBudget how long a callback may take, in real time, before it is logged as slow */
    InMemoryServer(Duration callBudget) {
        var store = new MemoryStore();
        var environment = new SessionEnvironment(
                sessions,
                SessionLimits.DEFAULT,
                time,
                new Random(1),
                RequestFilterChain.OPEN,
                MemoryBudget.unlimited());
        var sessionLoop = new VirtualLoop(time);
        var storeThreads = new VirtualThreads(time);
        directory = new DirectoryHost(
                new VirtualLoop(time),
                new StoreExecutor(store, storeThreads, storeThreads, storeThreads, thrown -> {}),
                RootAcl.load(store),
                noteTypes,
                new Sessions(() -> sessionLoop, environment),
                DirectoryLimits.DEFAULT);
        switchboard = new Switchboard(directory, connections);
        plugins = new PluginManager(
                new ServerAccess(directory.plugins(), connections, sessions, environment),
                new PluginRuntime(
                        mailboxes,
                        (name, tooMany) -> mailboxes::execute,
                        (delay, task) -> time.schedule(delay, task)::run,
                        System::nanoTime, // callbacks take real time
                        time,
                        log,
                        new BasicMDCAdapter(),
                        thrown -> {}),
                limits(callBudget),
                pid -> OptionVerdicts.Verdict.FINE,
                sessionTypes,
                () -> {});
    }

    /** What the plugin of this name has logged. */
    List<String> logOf(String plugin) {
        return log.entries().stream()
                .filter(entry -> entry.logger().equals(Pids.PLUGIN_PREFIX + plugin))
                .map(RecordingLog.Entry::toString)
                .toList();
    }

    /** What the server has logged about plugins. */
    List<RecordingLog.Entry> logOfServer() {
        return log.entries().stream()
                .filter(entry -> !entry.logger().startsWith(Pids.PLUGIN_PREFIX))
                .toList();
    }

    /** One callback at a time, so that a test can act between any two. */
    private static PluginLimits limits(Duration callBudget) {
        PluginLimits usual = PluginLimits.DEFAULT;
        return new PluginLimits(
                usual.backlog(),
                1,
                callBudget,
                usual.callLimit(),
                usual.stopTime(),
                usual.closeTime(),
                usual.failures(),
                usual.failureWindow());
    }
}
