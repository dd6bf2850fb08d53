// SPDX-License-Identifier: Apache-2.0
package org.infinoted.testkit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.infinoted.connection.Connection;
import org.infinoted.connection.ConnectionState;
import org.infinoted.directory.Directory;
import org.infinoted.directory.Node;
import org.infinoted.note.NoteType;
import org.infinoted.plugin.Plugin;
import org.infinoted.plugin.PluginException;
import org.infinoted.plugin.PluginStatus;
import org.infinoted.session.Session;
import org.infinoted.testdoubles.Services;
import org.infinoted.text.TextSession;
import org.osgi.framework.ServiceReference;

/**
 * A server in memory for tests of plugins: the real plugin manager, tree and sessions, without network, disk and framework. Its clock
 * stands still until the test moves it. One thing happens after the other, in the same order each time: a method returns when all
 * that follows from it has happened, callbacks of plugins included. Callbacks run on another thread than the test, one at a time; they
 * may wait for what the server answers.
 *
 * <pre>{@code
 * var host = TestHost.start();
 * var visits = host.install(Visits.class, Map.of("minimum", 5));
 * var ann = host.connect("ann").login();
 * host.advance(Duration.ofSeconds(7));
 * ann.close();
 * assertEquals(List.of("INFO 127.0.0.1:40001 stayed for 7 s"), visits.log());
 * }</pre>
 */
public final class TestHost implements AutoCloseable {
    private static final int FIRST_PORT = 40_001;
    private static final Duration CALL_BUDGET = Duration.ofSeconds(5);

    private final InMemoryServer server;
    private final List<TestClient> clients = new ArrayList<>();
    private final Map<Node, TestDocument> documents = new HashMap<>();
    private final List<Service> services = new ArrayList<>();
    private long lastService;
    private long lastConnection;
    private boolean held;

    /** A service that is registered. */
    record Service(ServiceReference<?> reference, Object object, boolean plugin, boolean noteType) {}

    private TestHost(Duration callBudget) {
        server = new InMemoryServer(callBudget);
    }

    /** Starts a host without plugins and clients. */
    public static TestHost start() {
        return new TestHost(CALL_BUDGET);
    }

    /** Starts a host that finds a callback slow when it takes longer than this, in real time. */
    static TestHost start(Duration callBudget) {
        return new TestHost(callBudget);
    }

    InMemoryServer server() {
        return server;
    }

    /** Makes the component as Declarative Services does, with its default options, and registers it. */
    public TestPlugin install(Class<?> component) throws PluginException {
        return install(component, Map.of());
    }

    /**
     * Makes the component as Declarative Services does, and registers it. Name, session type and services are those of the class's
     * annotations.
     *
     * @param options by key; those that are missing have their defaults
     * @throws PluginException if the server refuses the options by what the plugin declares of them, or the constructor does
     */
    public TestPlugin install(Class<?> component, Map<String, ?> options) throws PluginException {
        Component known = Component.of(component);
        return install(known, known.create(options), Optional.of(known));
    }

    /** Registers an object that the test has made. Name, session type and services are those of the class's annotations. */
    public TestPlugin install(Object component) {
        return install(Component.of(component.getClass()), component, Optional.empty());
    }

    /** Registers an object under this name; it is told of sessions of all types. Needs no annotations. */
    public TestPlugin install(String name, Plugin<?, ?> plugin) {
        Map<String, Object> properties = Map.of(Plugin.NAME, name);
        var installed = new TestPlugin(
                this, properties, Optional.empty(), add(properties, List.of(Plugin.class.getName()), plugin));
        run();
        return installed;
    }

    private TestPlugin install(Component known, Object object, Optional<Component> again) {
        var installed =
                new TestPlugin(this, known.properties(), again, add(known.properties(), known.services(), object));
        run();
        return installed;
    }

    /** Registers the object with these interfaces, without running anything. */
    Service add(Map<String, Object> properties, List<String> interfaces, Object object) {
        ServiceReference<?> reference = reference(++lastService, properties);
        var service = new Service(
                reference,
                object,
                interfaces.contains(Plugin.class.getName()),
                interfaces.contains(NoteType.class.getName()));
        if (service.noteType) {
            String name = String.valueOf(properties.get(NoteType.NAME));
            server.noteTypes.add(reference, name, (NoteType) object);
            server.sessionTypes.add(name, (NoteType) object);
        }
        if (service.plugin) {
            Map<String, Object> all = new HashMap<>(properties);
            server.plugins.add(reference, (Plugin<?, ?>) object, all);
        }
        services.add(service);
        return service;
    }

    private static ServiceReference<?> reference(long id, Map<String, Object> properties) {
        return Services.reference(
                Services.bundle(id, "org.infinoted.test." + id, "1.0.0"), Services.with(properties, "service.id", id));
    }

    /** Unregisters the service, without running anything. */
    void remove(Service service) {
        if (services.remove(service)) {
            if (service.plugin) {
                server.plugins.beginRemoval(service.reference);
            }
            if (service.noteType) {
                server.noteTypes.remove((NoteType) service.object);
                server.sessionTypes.remove((NoteType) service.object);
            }
        }
    }

    /**
     * Connects a client, which has not logged in yet. The addresses are 127.0.0.1:40001 and so on.
     *
     * @param name used in messages of the test only
     */
    public TestClient connect(String name) {
        var link = new VirtualLink(
                server.network,
                ++lastConnection,
                "127.0.0.1:" + (FIRST_PORT - 1 + lastConnection),
                server.time.instant());
        link.accept(server.switchboard);
        var client = new TestClient(this, name, link);
        clients.add(client);
        run();
        return client;
    }

    /** A text document. The note type must be installed: have {@code note-text} in the test scope, and install it. */
    public TestDocument document(String path) {
        return document(path, TextSession.TYPE);
    }

    /** A document of this type. It is made if it is not there, with the folders in which it is. Nobody has it open. */
    public TestDocument document(String path, String type) {
        Node node = await(directory().find(path)).orElse(null);
        if (node == null) {
            if (server.noteTypes.find(type).isEmpty()) {
                throw new IllegalStateException("There is no note type \"" + type + "\", only "
                        + server.noteTypes.names() + ": install the plugin that contributes it");
            }
            node = Node.ROOT;
            String[] names = path.substring(1).split("/", -1);
            for (int i = 0; i < names.length - 1; i++) {
                node = folder(node, names[i]);
            }
            node = await(directory().addDocument(node, names[names.length - 1], type));
        }
        return documents.computeIfAbsent(node, there -> new TestDocument(this, there));
    }

    private Node folder(Node parent, String name) {
        String path = parent.path().equals("/") ? "/" + name : parent.path() + "/" + name;
        return await(directory().find(path)).orElseGet(() -> await(directory().addFolder(parent, name)));
    }

    private <T> T await(CompletionStage<T> stage) {
        CompletableFuture<T> result = stage.toCompletableFuture();
        settle();
        if (!result.isDone()) {
            throw new IllegalStateException("The directory does not answer");
        }
        try {
            return result.join();
        } catch (CompletionException e) {
            Throwable cause = Objects.requireNonNullElse(e.getCause(), e);
            throw new IllegalArgumentException(cause.getMessage(), cause);
        }
    }

    /** The clock, for plugins that need one. It begins at the start of 2026. */
    public InstantSource clock() {
        return server.time;
    }

    /** Lets time pass; what becomes due happens, in order. */
    public void advance(Duration time) {
        run();
        Instant end = server.time.instant().plus(time);
        while (server.time.moveTowards(end)) {
            run();
        }
    }

    /** From now on callbacks of plugins wait until {@link #step} or {@link #release}; everything else goes on. */
    public void hold() {
        held = true;
    }

    /** Runs the callback that waits longest. Returns whether there was one. */
    public boolean step() {
        boolean any = server.mailboxes.runNext();
        settle();
        return any;
    }

    /** Runs all callbacks that wait, and those to come at once. */
    public void release() {
        held = false;
        run();
    }

    /** Runs everything that is due now; needed when a plugin has done something on a thread of its own. */
    public void run() {
        settle();
        while (!held && server.mailboxes.runNext()) {
            settle();
        }
    }

    private void settle() {
        boolean any = true;
        while (any) {
            any = server.time.runNext();
        }
        clients.forEach(TestClient::read);
        clients.removeIf(client -> client.connection().state() == ConnectionState.CLOSED);
    }

    /** The tree, as plugins get it. Its stages complete when the host {@linkplain #run runs}. */
    public Directory directory() {
        return server.directory.plugins();
    }

    /** All connections that are not closed. */
    public List<Connection> connections() {
        return List.copyOf(server.connections.snapshot());
    }

    /** All sessions that are open. */
    public List<Session> sessions() {
        return server.sessions.snapshot();
    }

    /** The states of all plugins. */
    public List<PluginStatus> plugins() {
        return server.plugins.plugins();
    }

    /** What the server has logged about plugins: {@code WARN text}, with the exception if there is one. */
    public List<String> log() {
        return server.logOfServer().stream().map(Object::toString).toList();
    }

    /** Stops the server: all plugins end, the last first, then all documents are saved and closed. */
    @Override
    public void close() {
        List<Service> all = List.copyOf(services);
        for (int i = all.size() - 1; i >= 0; i--) {
            if (all.get(i).plugin) {
                server.plugins.beginRemoval(all.get(i).reference);
                release();
            }
        }
        services.clear();
        server.plugins.close();
        server.directory.close();
        release();
    }
}
