// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.infinoted.host.access.Permission;
import org.infinoted.host.access.RootAcl;
import org.infinoted.host.admission.AcceptController;
import org.infinoted.host.admission.ServerAcceptor;
import org.infinoted.host.directory.DirectoryHost;
import org.infinoted.host.group.Switchboard;
import org.infinoted.host.loop.Registry;
import org.infinoted.host.memory.MemoryBudget;
import org.infinoted.host.plugin.PluginManager;
import org.infinoted.host.plugin.ServerAccess;
import org.infinoted.host.plugin.SessionTypes;
import org.infinoted.host.sandbox.PluginRuntime;
import org.infinoted.host.sandbox.PluginThreads;
import org.infinoted.host.sandbox.PluginTimer;
import org.infinoted.host.session.NoteTypes;
import org.infinoted.host.session.SessionEnvironment;
import org.infinoted.host.session.Sessions;
import org.infinoted.host.spi.Authenticators;
import org.infinoted.host.spi.RequestFilters;
import org.infinoted.host.spi.TransportLimits;
import org.infinoted.host.spi.Transports;
import org.infinoted.host.status.ExtraReasons;
import org.infinoted.host.status.OptionVerdicts;
import org.infinoted.host.status.PluginActions;
import org.infinoted.host.status.PluginStatusEvents;
import org.infinoted.host.status.UnboundPlugins;
import org.infinoted.host.store.FileStore;
import org.infinoted.host.store.StoreExecutor;
import org.infinoted.host.stream.AnonymousMechanism;
import org.infinoted.host.stream.Link;
import org.infinoted.host.stream.Loops;
import org.infinoted.host.stream.SocketTransport;
import org.infinoted.host.stream.StreamServer;
import org.infinoted.plugin.Plugins;
import org.infinoted.session.Session;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleListener;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All parts of the server, put together. It listens when the {@link AcceptController} allows it. */
final class Server {
    private static final Logger LOG = LoggerFactory.getLogger(Server.class);
    private static final int STORE_READERS = 4;
    /** How long saving everything may take when the server stops, or when a note type goes. */
    private static final Duration SAVING_TIME = Duration.ofSeconds(30);
    /** How long streams may take to end, and threads to do what they have left. */
    private static final Duration END_TIME = Duration.ofSeconds(5);

    private final BundleContext context;
    private final ChangeSignal pluginsChanged;
    private final FileStore files;
    private final StoreExecutor store;
    private final Loops loops;
    private final ExecutorService pluginThreads = Executors.newCachedThreadPool(new PluginThreads("infinoted-plugin"));
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(new PluginThreads("infinoted-plugin-timer"));
    // plugins change until the very end, when nobody is accepted
    private final ExecutorService acceptThread = singleThread("infinoted-accept");
    private final ExecutorService eventThread = singleThread("infinoted-plugin-events");
    private final ProvidedNoteTypes noteTypes;
    private final DirectoryHost directory;
    private final StreamServer streams;
    private final Authenticators authenticators;
    private final RequestFilters requestFilters;
    private final Transports transports;
    private final AdminServices admin;
    private final PluginManager plugins;
    private final PluginActions actions;
    private final PluginStatusEvents events;
    private final AcceptController acceptController;
    private final BundleListener bundleListener;

    /**
     * Opens the root directory. Does not listen yet.
     *
     * @param context of this bundle
     * @param optionCheck the verdicts on plugins' options
     * @param componentRuntime the present one
     * @param extraReasons further reasons about plugins
     * @param pluginsChanged signalled when plugins may have changed, on any thread; listeners must return at once
     */
    Server(
            HostOptions options,
            HostLimits limits,
            AcceptController.Announcer announcer,
            BundleContext context,
            OptionVerdicts optionCheck,
            Supplier<Optional<ServiceComponentRuntime>> componentRuntime,
            ExtraReasons extraReasons,
            ChangeSignal pluginsChanged)
            throws IOException {
        this.context = context;
        this.pluginsChanged = pluginsChanged;
        PluginRuntime runtime = PluginRuntime.of(pluginThreads, timer, limits.pluginThreads());
        authenticators = new Authenticators(limits.authentication(), runtime);
        requestFilters = new RequestFilters(runtime);
        loops = options.event$_$loops() == 0 ? new Loops() : new Loops(options.event$_$loops(), SocketTransport.best());
        files = FileStore.open(
                Path.of(options.root$_$directory()),
                Permission.attributes(),
                FileStore.Limits.DEFAULT.withQuota(limits.storage()),
                limits.groupAccess());
        store = new StoreExecutor(files, STORE_READERS);
        Registry<Session> sessions = new Registry<>();
        Registry<Link> connections = new Registry<>();
        var memory = new MemoryBudget(limits.clientMemory());
        var environment = new SessionEnvironment(
                sessions, limits.sessions(), Clock.systemUTC(), new SecureRandom(), requestFilters, memory);
        var documentTypes = new NoteTypes();
        directory = new DirectoryHost(
                loops.next(),
                store,
                RootAcl.load(files),
                documentTypes,
                new Sessions(loops::next, environment),
                limits.directory());
        streams = new StreamServer(
                loops,
                hostName(),
                new AnonymousMechanism(authenticators),
                limits.streams(),
                memory,
                Clock.systemUTC(),
                new Switchboard(directory, connections, limits.rates()));
        transports = new Transports(runtime, streams::accept, TransportLimits.DEFAULT);
        admin = new AdminServices(context, connections, sessions, directory::close, directory.plugins());
        var sessionTypes = new SessionTypes();
        plugins = new PluginManager(
                new ServerAccess(directory.plugins(), connections, sessions, environment),
                runtime,
                limits.plugins(),
                optionCheck,
                sessionTypes,
                pluginsChanged);
        var unbound = new UnboundPlugins(context, optionCheck, componentRuntime);
        actions = new PluginActions(context, plugins, unbound, extraReasons, pluginThreads);
        var statusEvents = new PluginStatusEvents(actions::plugins, eventThread, runtime.mdc(), LOG);
        events = statusEvents;
        bundleListener = event -> statusEvents.check();
        noteTypes = new ProvidedNoteTypes(documentTypes, sessionTypes, SAVING_TIME, statusEvents::check);
        acceptController = new AcceptController(
                new ServerAcceptor(streams, transports, options.listen$_$address(), options.port()),
                limits.requiredPlugins(),
                plugins::isRunning,
                announcer,
                acceptThread,
                PluginTimer.of(timer));
    }

    /** One thread, whose tasks are dropped once it is shut down. */
    private static ExecutorService singleThread(String name) {
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

    /** All plugins, including those without a service. */
    Plugins allPlugins() {
        return actions;
    }

    PluginStatusEvents events() {
        return events;
    }

    Authenticators authenticators() {
        return authenticators;
    }

    RequestFilters requestFilters() {
        return requestFilters;
    }

    Transports transports() {
        return transports;
    }

    ProvidedNoteTypes noteTypes() {
        return noteTypes;
    }

    /** All present services were added: clients are accepted as soon as the required plugins run. */
    void begin() {
        admin.register();
        context.addBundleListener(bundleListener);
        pluginsChanged.listen(events::check);
        pluginsChanged.listen(acceptController::check);
        events.check();
        acceptController.check();
    }

    /**
     * Orderly shutdown: no more clients are accepted, plugins end, documents are saved and closed, streams end. Returns when that
     * is done, or has taken too long, which is logged.
     */
    void close() {
        noteTypes.end();
        context.removeBundleListener(bundleListener);
        admin.unregister();
        acceptController.close();
        TimedWait.end(acceptThread, END_TIME, "The port was not closed in time");
        plugins.close();
        TimedWait.end(eventThread, END_TIME, "Not all were told in time that the plugins have gone");
        TimedWait.await(directory.close(), SAVING_TIME, "Saving and closing all documents");
        streams.closeAll("The server stops", END_TIME);
        int unsaved = store.close(SAVING_TIME);
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

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost"; // the name is shown to nobody
        }
    }
}
