// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.infinoted.host.access.Permission;
import org.infinoted.host.access.RootAcl;
import org.infinoted.host.admission.AcceptController;
import org.infinoted.host.admission.ServerAcceptor;
import org.infinoted.host.directory.DirectoryHost;
import org.infinoted.host.group.Switchboard;
import org.infinoted.host.loop.Registry;
import org.infinoted.host.plugin.PluginManager;
import org.infinoted.host.plugin.ServerAccess;
import org.infinoted.host.plugin.SessionTypes;
import org.infinoted.host.sandbox.PluginRuntime;
import org.infinoted.host.sandbox.PluginThreads;
import org.infinoted.host.sandbox.PluginTimer;
import org.infinoted.host.session.NoteTypes;
import org.infinoted.host.session.SessionEnvironment;
import org.infinoted.host.session.SessionLimits;
import org.infinoted.host.session.Sessions;
import org.infinoted.host.spi.Authenticators;
import org.infinoted.host.spi.RequestFilters;
import org.infinoted.host.spi.TransportLimits;
import org.infinoted.host.spi.Transports;
import org.infinoted.host.status.ExtraReasons;
import org.infinoted.host.status.OptionCheck;
import org.infinoted.host.status.PluginActions;
import org.infinoted.host.status.PluginStatusEvents;
import org.infinoted.host.status.UnboundPlugins;
import org.infinoted.host.store.FileStore;
import org.infinoted.host.store.StoreExecutor;
import org.infinoted.host.stream.AnonymousMechanism;
import org.infinoted.host.stream.Link;
import org.infinoted.host.stream.Loops;
import org.infinoted.host.stream.SocketTransport;
import org.infinoted.host.stream.StreamLimits;
import org.infinoted.host.stream.StreamServer;
import org.infinoted.plugin.Plugins;
import org.infinoted.session.Session;
import org.osgi.framework.BundleContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All parts of the server, put together. It listens when its doors find that it may. */
final class Server {
    private static final Logger LOG = LoggerFactory.getLogger(Server.class);
    private static final int STORE_READERS = 4;
    /** How long saving everything may take when the server stops, or when a note type goes. */
    private static final Duration SAVING = Duration.ofSeconds(30);

    private static final Duration FAREWELL = Duration.ofSeconds(5);

    private final FileStore files;
    private final StoreExecutor store;
    private final Loops loops;
    private final ExecutorService pluginThreads = Executors.newCachedThreadPool(new PluginThreads("infinoted-plugin"));
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(new PluginThreads("infinoted-plugin-timer"));
    // plugins change until the very end, when nobody looks at the doors any more
    private final ExecutorService doorkeeper = single("infinoted-doors");
    private final NoteTypes noteTypes = new NoteTypes();
    private final DirectoryHost directory;
    private final StreamServer streams;
    private final SessionTypes sessionTypes = new SessionTypes();
    private final Authenticators authenticators;
    private final RequestFilters filters;
    private final Transports transports;
    private final AdminServices admin;
    private final PluginManager plugins;
    private final UnboundPlugins unbound;
    private final PluginActions actions;
    private final ExecutorService eventThread = single("infinoted-plugin-events");
    private final PluginStatusEvents events;
    private final AcceptController doors;
    private final Runnable pluginsChanged;

    /**
     * Opens the root directory and listens nowhere yet.
     *
     * @param context of this bundle
     * @param pluginOptions what there is to say of plugins' options
     * @param notes what else is to be said of plugins
     * @param pluginsChanged called when something may have changed with plugins, on any thread; must return at once
     */
    Server(
            HostOptions options,
            HostLimits limits,
            AcceptController.Announcer announcer,
            BundleContext context,
            OptionCheck pluginOptions,
            ExtraReasons notes,
            Runnable pluginsChanged)
            throws IOException {
        this.pluginsChanged = pluginsChanged;
        PluginRuntime runtime = PluginRuntime.of(pluginThreads, timer, limits.pluginThreads());
        authenticators = new Authenticators(limits.authentication(), runtime);
        filters = new RequestFilters(runtime);
        loops = options.event$_$loops() == 0 ? new Loops() : new Loops(options.event$_$loops(), SocketTransport.best());
        files = FileStore.open(Path.of(options.root$_$directory()), Permission.attributes(), FileStore.Limits.DEFAULT);
        store = new StoreExecutor(files, STORE_READERS);
        Registry<Session> sessions = new Registry<>();
        Registry<Link> connections = new Registry<>();
        var environment =
                new SessionEnvironment(sessions, SessionLimits.DEFAULT, Clock.systemUTC(), new SecureRandom(), filters);
        directory = new DirectoryHost(
                loops.next(),
                store,
                RootAcl.load(files),
                noteTypes,
                new Sessions(loops::next, environment),
                limits.directory());
        streams = new StreamServer(
                loops,
                hostName(),
                new AnonymousMechanism(authenticators),
                StreamLimits.DEFAULT,
                Clock.systemUTC(),
                new Switchboard(directory, connections));
        transports = new Transports(runtime, streams::accept, TransportLimits.DEFAULT);
        admin = new AdminServices(context, connections, sessions, directory::close, directory.plugins());
        plugins = new PluginManager(
                new ServerAccess(directory.plugins(), connections, sessions, environment),
                runtime,
                limits.plugins(),
                pluginOptions,
                sessionTypes,
                this::pluginsChanged);
        unbound = new UnboundPlugins(context, pluginOptions);
        actions = new PluginActions(context, plugins, unbound, notes, pluginThreads);
        events = new PluginStatusEvents(actions::plugins, eventThread, runtime.mdc(), LOG);
        doors = new AcceptController(
                new ServerAcceptor(streams, transports, options.listen$_$address(), options.port()),
                limits.requiredPlugins(),
                plugins::isRunning,
                announcer,
                doorkeeper,
                PluginTimer.of(timer));
    }

    /** One thread, whose tasks are dropped once it is shut down. */
    private static ExecutorService single(String name) {
        return new ThreadPoolExecutor(
                1,
                1,
                0,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                new PluginThreads(name),
                new ThreadPoolExecutor.DiscardPolicy());
    }

    PluginManager plugins() {
        return plugins;
    }

    /** The plugins that have no service included. */
    Plugins allPlugins() {
        return actions;
    }

    UnboundPlugins unboundPlugins() {
        return unbound;
    }

    PluginStatusEvents events() {
        return events;
    }

    /** Of which sessions plugins may ask to be told. */
    SessionTypes sessionTypes() {
        return sessionTypes;
    }

    Authenticators authenticators() {
        return authenticators;
    }

    RequestFilters filters() {
        return filters;
    }

    Transports transports() {
        return transports;
    }

    NoteTypes noteTypes() {
        return noteTypes;
    }

    /** All services that are there have been added: the doors may open as soon as they find that they may. */
    void begin() {
        admin.register();
        doors.check();
    }

    private void pluginsChanged() {
        // the manager may report before this object is complete
        if (doors != null) {
            doors.check();
            events.check();
        }
        pluginsChanged.run();
    }

    /** Waits until nothing uses a note type any more; its sessions are saved and closed meanwhile. */
    void await(CompletionStage<Void> unused, String what) {
        try {
            unused.toCompletableFuture().get(SAVING.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            LOG.error("{} was not done within {} s; the server goes on without waiting", what, SAVING.toSeconds());
        } catch (ExecutionException e) {
            LOG.error("{} failed", what, e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Ends everything in order: nobody is let in any more, plugins say good-bye, documents are saved and closed, streams end.
     * Returns when that is done, or has taken too long, which is logged.
     */
    void close() {
        admin.unregister();
        doors.close();
        await(doorkeeper, "The port was not closed in time");
        plugins.close();
        await(eventThread, "Not all were told in time that the plugins have gone");
        await(directory.close(), "Saving and closing all documents");
        streams.closeAll("The server stops", FAREWELL);
        int unsaved = store.close(SAVING);
        if (unsaved > 0) {
            LOG.error("{} changes were not written to the root directory in time", unsaved);
        }
        timer.shutdownNow();
        pluginThreads.shutdownNow();
        loops.close();
        try {
            files.close();
        } catch (IOException e) {
            LOG.warn("The root directory was not given back properly", e);
        }
    }

    private static void await(ExecutorService ending, String otherwise) {
        ending.shutdown();
        try {
            if (!ending.awaitTermination(FAREWELL.toNanos(), TimeUnit.NANOSECONDS)) {
                LOG.warn(otherwise);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost"; // the name is shown to nobody
        }
    }
}
