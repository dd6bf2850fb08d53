// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host;

import java.io.IOException;
import java.lang.management.ManagementFactory;
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
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.infinoted.host.access.Permission;
import org.infinoted.host.access.RootAcl;
import org.infinoted.host.admission.AcceptController;
import org.infinoted.host.admission.ServerAcceptor;
import org.infinoted.host.directory.DirectoryHost;
import org.infinoted.host.emergency.Emergency;
import org.infinoted.host.emergency.EmergencyThread;
import org.infinoted.host.emergency.HeapReserve;
import org.infinoted.host.emergency.LoopWatch;
import org.infinoted.host.emergency.ShortMemory;
import org.infinoted.host.group.Switchboard;
import org.infinoted.host.loop.Registry;
import org.infinoted.host.memory.MemoryBudget;
import org.infinoted.host.plugin.PluginManager;
import org.infinoted.host.plugin.ServerAccess;
import org.infinoted.host.plugin.SessionTypes;
import org.infinoted.host.sandbox.PluginRuntime;
import org.infinoted.host.sandbox.PluginThreads;
import org.infinoted.host.sandbox.PluginTimer;
import org.infinoted.host.sandbox.ReportingTimer;
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
    /** How long saving and closing a note type's documents may take when it goes. */
    private static final Duration REPLACEMENT_TIME = Duration.ofSeconds(30);
    // When the server stops, each part has its time. All together, with that of the plugins, are less than the
    // launcher's minute.
    /** How long saving everything may take in the ordinary way. */
    private static final Duration SAVING_TIME = Duration.ofSeconds(15);
    /** How long it may take as a last resort. */
    private static final Duration LAST_RESORT_TIME = Duration.ofSeconds(8);
    /** How long streams may take to end, and threads to do what they have left. */
    private static final Duration END_TIME = Duration.ofSeconds(2);

    private static final Duration LOOP_PATIENCE = Duration.ofSeconds(10);
    private static final Duration LOOK_TIME = Duration.ofSeconds(1);

    private final BundleContext context;
    private final ChangeSignal pluginsChanged;
    private final FileStore files;
    private final StoreExecutor store;
    private final Loops loops;
    private final HeapReserve endReserve = HeapReserve.of(Runtime.getRuntime().maxMemory());
    private final Emergency emergency;
    private final LastResort lastResort;
    private final LoopWatch loopWatch;
    private final HealthService health;
    private final EmergencyThread emergencyThread;
    private final ScheduledExecutorService watchThread;
    private final ExecutorService pluginThreads;
    private final ScheduledExecutorService timer;
    // plugins change until the very end, when nobody is accepted
    private final ExecutorService acceptThread;
    private final ExecutorService eventThread;
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
        var emergencyThreads = new PluginThreads("infinoted-emergency");
        Emergency.rehearse(emergencyThreads);
        emergencyThread = new EmergencyThread(emergencyThreads, this::saveInEmergency);
        emergency = new Emergency(
                HeapReserve.of(Runtime.getRuntime().maxMemory()),
                new ShortMemory(ManagementFactory.getMemoryMXBean()),
                emergencyThread::wake);
        pluginThreads = Executors.newCachedThreadPool(new PluginThreads("infinoted-plugin", emergency::threadEnded));
        timer = timer("infinoted-plugin-timer", emergency);
        watchThread = timer("infinoted-watch", emergency);
        acceptThread = singleThread("infinoted-accept", emergency::threadEnded);
        eventThread = singleThread("infinoted-plugin-events", emergency::threadEnded);
        PluginRuntime runtime =
                PluginRuntime.of(pluginThreads, timer, limits.pluginThreads(), emergency::thrownByPlugin);
        authenticators = new Authenticators(limits.authentication(), runtime);
        requestFilters = new RequestFilters(runtime);
        loops = options.event$_$loops() == 0
                ? new Loops(emergency)
                : new Loops(options.event$_$loops(), SocketTransport.best(), emergency);
        loopWatch = new LoopWatch(loops.all(), LOOP_PATIENCE, System::nanoTime);
        files = FileStore.open(
                Path.of(options.root$_$directory()),
                Permission.attributes(),
                FileStore.Limits.DEFAULT.withQuota(limits.storage()),
                limits.groupAccess());
        store = new StoreExecutor(files, STORE_READERS, emergency::threadEnded);
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
        lastResort = new LastResort(files, directory, loops::silence, LastResort.threads());
        health = new HealthService(context, emergency::reason, lastResort::lost, loopWatch::silent);
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
        var statusEvents = new PluginStatusEvents(actions::plugins, eventThread, runtime.mdc(), LOG, runtime.faults());
        events = statusEvents;
        bundleListener = event -> statusEvents.check();
        noteTypes = new ProvidedNoteTypes(documentTypes, sessionTypes, REPLACEMENT_TIME, statusEvents::check);
        acceptController = new AcceptController(
                new ServerAcceptor(streams, transports, options.listen$_$address(), options.port()),
                limits.requiredPlugins(),
                plugins::isRunning,
                announcer,
                acceptThread,
                PluginTimer.of(timer));
    }

    /** One thread, whose tasks are dropped once it is shut down. */
    private static ThreadPoolExecutor singleThread(String name, Consumer<Throwable> faults) {
        return new ThreadPoolExecutor(
                1,
                1,
                0,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                new PluginThreads(name, faults),
                new ThreadPoolExecutor.DiscardPolicy());
    }

    private static ScheduledExecutorService timer(String name, Emergency emergency) {
        return new ReportingTimer(new PluginThreads(name, emergency::threadEnded), emergency::threadEnded);
    }

    PluginManager plugins() {
        return plugins;
    }

    /** Is told of what threads of the server's companions throw. */
    Consumer<Throwable> faults() {
        return emergency::threadEnded;
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
        health.register();
        watchThread.scheduleWithFixedDelay(
                loopWatch::look, LOOK_TIME.toMillis(), LOOK_TIME.toMillis(), TimeUnit.MILLISECONDS);
        admin.register();
        context.addBundleListener(bundleListener);
        pluginsChanged.listen(events::check);
        pluginsChanged.listen(acceptController::check);
        events.check();
        acceptController.check();
    }

    /**
     * The server cannot go on: saves everything past all that may be broken, and asks whoever has started it to stop it. Clients are
     * told nothing any more until then, and nobody is accepted.
     */
    private void saveInEmergency() {
        attempt(loops::silence); // even if there is nothing to be saved yet
        attempt(() -> LOG.error(
                "The server cannot go on. {}. It saves everything, and is to be started anew",
                emergency.reason().orElse("")));
        attempt(() -> lastResort.save(LAST_RESORT_TIME));
        endReserve.release();
        attempt(health::announce);
        attempt(acceptController::close);
        attempt(() -> streams.closeAll("The server cannot go on", END_TIME));
    }

    /**
     * Orderly shutdown: no more clients are accepted, plugins end, documents are saved and closed, streams end. Returns when that
     * is done, or has taken too long, which is logged. No part of it waits for ever, or keeps the parts after it from being done;
     * saving begins with the first and is tried until nothing is left to be tried.
     */
    void close() {
        attempt(noteTypes::end);
        attempt(directory::save); // whatever happens next; what is typed meanwhile is saved when the documents are
        // closed
        attempt(() -> context.removeBundleListener(bundleListener));
        attempt(admin::unregister);
        attempt(acceptController::close);
        attempt(() -> TimedWait.end(acceptThread, END_TIME, "The port was not closed in time"));
        attempt(plugins::close);
        attempt(() -> TimedWait.end(eventThread, END_TIME, "Not all were told in time that the plugins have gone"));
        attempt(() -> TimedWait.await(directory.close(), SAVING_TIME, "Saving and closing all documents"));
        attempt(() -> lastResort.save(LAST_RESORT_TIME));
        attempt(health::announce);
        attempt(() -> streams.closeAll("The server stops", END_TIME));
        attempt(this::closeStore);
        attempt(watchThread::shutdownNow);
        attempt(timer::shutdownNow);
        attempt(pluginThreads::shutdownNow);
        attempt(loops::close);
        attempt(emergencyThread::close);
        attempt(health::unregister);
        attempt(this::closeFiles);
    }

    private static void attempt(Runnable part) {
        try {
            part.run();
        } catch (Throwable e) { // errors too: the parts after it are to be done
            report(e);
        }
    }

    private static void report(Throwable failure) {
        try {
            LOG.error("A part of stopping the server failed", failure);
        } catch (OutOfMemoryError again) {
            // there is not even the memory for that
        }
    }

    private void closeStore() {
        int unfinished = store.close(END_TIME);
        if (unfinished > 0) {
            LOG.error("{} changes were not written to the root directory in time", unfinished);
        }
    }

    private void closeFiles() {
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
