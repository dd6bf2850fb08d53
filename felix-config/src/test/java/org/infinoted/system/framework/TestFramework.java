// SPDX-License-Identifier: Apache-2.0
package org.infinoted.system.framework;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Dictionary;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.infinoted.system.PluginJar;
import org.infinoted.system.Poll;
import org.infinoted.system.TestServer;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.wiring.FrameworkWiring;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.util.tracker.ServiceTracker;

/**
 * The distribution's bundles in a framework of this JVM, without launcher and console: the real host, on any free port, with no
 * plugins but those that a test installs.
 */
final class TestFramework {
    private static final long PATIENCE_MILLIS = 20_000;
    private static final String PLUGINS = "org.infinoted.plugin.Plugins";
    private static final String HOST = "org.infinoted.host";

    private final Framework framework;
    private final Path log;
    private long lastOwnBundle;

    private TestFramework(Framework framework, Path log) {
        this.framework = framework;
        this.log = log;
    }

    /** Starts the framework. Returns when the host is there. */
    static TestFramework start(Path home) throws Exception {
        return start(home, Map.of());
    }

    /** Starts the framework, with more options of the host. Returns when the host is there. */
    static TestFramework start(Path home, Map<String, Object> options) throws Exception {
        return start(home, options, Map.of());
    }

    /** Starts the framework, with more options of the host and more properties. Returns when the host is there. */
    static TestFramework start(Path home, Map<String, Object> options, Map<String, String> more) throws Exception {
        Path distribution = TestServer.distribution();
        Map<String, String> settings = new HashMap<>();
        Properties properties = new Properties();
        try (InputStream in = Files.newInputStream(distribution.resolve("conf/framework.properties"))) {
            properties.load(in);
        }
        properties.stringPropertyNames().forEach(key -> settings.put(key, properties.getProperty(key)));
        Path etc = Files.createDirectories(home.resolve("etc"));
        settings.put(Constants.FRAMEWORK_STORAGE, home.resolve("cache").toString());
        settings.put("felix.cm.dir", home.resolve("config").toString());
        settings.put("felix.fileinstall.dir", etc.toString());
        settings.put("felix.fileinstall.tmpdir", home.resolve("tmp").toString());
        settings.put(
                "org.ops4j.pax.logging.StaticLogbackFile",
                distribution.resolve("conf/logback.xml").toString());
        settings.put(Constants.FRAMEWORK_BEGINNING_STARTLEVEL, "10"); // all bundles are below
        settings.put(Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA, "org.osgi.service.cm;version=1.6.1");
        // tests wait for what follows from changes of components and files
        settings.put("ds.service.changecount.timeout", "50");
        settings.put("felix.fileinstall.poll", "100");
        settings.putAll(more);
        Path log = home.resolve("log");
        System.setProperty("infinoted.log", log.toString());

        var framework = new TestFramework(
                new org.apache.felix.framework.FrameworkFactory().newFramework(settings), log.resolve("infinoted.log"));
        framework.framework.start();
        for (Path jar : bundles(distribution)) {
            framework.context().installBundle("reference:" + jar.toUri());
        }
        for (Bundle bundle : framework.context().getBundles()) {
            framework.lastOwnBundle = Math.max(framework.lastOwnBundle, bundle.getBundleId());
            if (bundle.getHeaders().get(Constants.FRAGMENT_HOST) == null) {
                bundle.start();
            }
        }
        Map<String, Object> all = new HashMap<>(options);
        all.putAll(Map.of("port", 0, "root-directory", home.resolve("data").toString()));
        framework.configure(HOST, all);
        framework.awaitHost();
        return framework;
    }

    private static List<Path> bundles(Path distribution) throws IOException {
        List<Path> jars = new ArrayList<>();
        try (var found = Files.walk(distribution.resolve("bundle"))) {
            found.filter(file -> file.toString().endsWith(".jar"))
                    .filter(file -> !file.toString().contains("-console")
                            && !file.toString().contains("-telnet"))
                    .sorted()
                    .forEach(jars::add);
        }
        return jars;
    }

    BundleContext context() {
        return framework.getBundleContext();
    }

    /** The bundle of the host. */
    Bundle host() {
        return bundle(HOST);
    }

    /** The bundle with this symbolic name. */
    Bundle bundle(String symbolicName) {
        for (Bundle bundle : context().getBundles()) {
            if (symbolicName.equals(bundle.getSymbolicName())) {
                return bundle;
            }
        }
        throw new AssertionError("Not installed: " + symbolicName);
    }

    /** Installs one of the distribution's plugins and starts it. */
    Bundle installStock(String name) throws BundleException {
        Path jar = TestServer.distribution().resolve("plugins-available/org.infinoted.plugin." + name + ".jar");
        return started(context().installBundle(jar.toUri().toString()));
    }

    /** Installs a plugin of the tests and starts it. */
    Bundle install(PluginJar jar) throws BundleException {
        return started(context().installBundle(jar.symbolicName(), new ByteArrayInputStream(jar.bytes())));
    }

    private static Bundle started(Bundle bundle) throws BundleException {
        bundle.start();
        return bundle;
    }

    void configure(String pid, Map<String, Object> values) throws IOException {
        ServiceReference<ConfigurationAdmin> reference = context().getServiceReference(ConfigurationAdmin.class);
        Dictionary<String, Object> dictionary = new Hashtable<>(values);
        context().getService(reference).getConfiguration(pid, "?").update(dictionary);
    }

    void deleteConfiguration(String pid) throws IOException {
        ServiceReference<ConfigurationAdmin> reference = context().getServiceReference(ConfigurationAdmin.class);
        context().getService(reference).getConfiguration(pid, "?").delete();
    }

    /** Waits until a plugin of a bundle is in a state with this reason. */
    void awaitReason(Bundle bundle, String state, String reason) {
        awaitPlugins(statuses -> statusOf(bundle, statuses)
                .filter(status ->
                        status.state().equals(state) && status.reason().equals(reason))
                .isPresent());
    }

    /** Waits for the host's service. */
    void awaitHost() throws InterruptedException {
        ServiceTracker<Object, Object> tracker = new ServiceTracker<>(context(), PLUGINS, null);
        tracker.open(true); // the interface is a class of a bundle, which this JVM's own class is not
        Object service = tracker.waitForService(PATIENCE_MILLIS);
        tracker.close();
        if (service == null) {
            throw new AssertionError("The host did not start");
        }
    }

    /** Has the component runtime disable a component of a bundle, or enable it, and waits until that is done. */
    void setEnabled(Bundle bundle, String component, boolean enabled) throws ReflectiveOperationException {
        Object runtime = context().getService(reference("org.osgi.service.component.runtime.ServiceComponentRuntime"));
        Object description = method(runtime, "getComponentDescriptionDTO").invoke(runtime, bundle, component);
        Object done = method(runtime, enabled ? "enableComponent" : "disableComponent")
                .invoke(runtime, description);
        call(done, "getValue");
    }

    /** The only method of that name. Its parameters may be classes of a bundle. */
    private static Method method(Object target, String name) {
        for (Method method : target.getClass().getMethods()) {
            if (method.getName().equals(name)) {
                method.setAccessible(true);
                return method;
            }
        }
        throw new AssertionError("There is no method " + name);
    }

    /** What the host says of its plugins; nothing if there is no host. */
    List<Status> plugins() {
        ServiceReference<?> reference = reference(PLUGINS);
        Object service = reference == null ? null : context().getService(reference);
        if (service == null) {
            return List.of();
        }
        try {
            List<Status> statuses = new ArrayList<>();
            for (Object status : (List<?>) call(service, "plugins")) {
                statuses.add(new Status(
                        (String) call(status, "name"),
                        call(status, "state").toString(),
                        (String) call(status, "reason"),
                        (String) call(status, "bundle"),
                        reasons(status)));
            }
            return statuses;
        } finally {
            context().ungetService(reference);
        }
    }

    private static List<Reason> reasons(Object status) {
        List<Reason> reasons = new ArrayList<>();
        for (Object reason : (List<?>) call(status, "reasons")) {
            reasons.add(new Reason(
                    call(reason, "kind").toString(), (String) call(reason, "subject"), (String) call(reason, "text")));
        }
        return reasons;
    }

    /** Has the host do something with a plugin, such as {@code stop}, and waits until that is done. */
    void act(String action, String plugin) throws Exception {
        Object service = context().getService(reference(PLUGINS));
        Method method = service.getClass().getMethod(action, String.class);
        method.setAccessible(true);
        ((CompletionStage<?>) method.invoke(service, plugin))
                .toCompletableFuture()
                .get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Where clients connect; waits until they can. */
    int port() {
        Poll.until(this::listens, () -> "The host does not listen");
        return listener().orElseThrow();
    }

    /** Whether clients can connect now. */
    boolean listens() {
        return listener().isPresent();
    }

    /** Waits until clients cannot connect. */
    void awaitNoListener() {
        Poll.until(() -> !listens(), () -> "The host listens");
    }

    private Optional<Integer> listener() {
        ServiceReference<?> listener = reference("org.infinoted.connection.Listener");
        return listener != null
                        && listener.getProperty("infinoted.listener.error") == null
                        && listener.getProperty("infinoted.listener.port") instanceof Integer port
                ? Optional.of(port)
                : Optional.empty();
    }

    /** Waits until the server says that it cannot run, with this reason. */
    void awaitRefusal(String reason) {
        Poll.until(
                () -> {
                    ServiceReference<?> listener = reference("org.infinoted.connection.Listener");
                    return listener != null && reason.equals(listener.getProperty("infinoted.listener.error"));
                },
                () -> "The host does not say: " + reason);
    }

    /** Waits until this is in the log. */
    void awaitLogged(String text) {
        awaitLogged(text, 1);
    }

    /** Waits until this is in the log so many times. */
    void awaitLogged(String text, int times) {
        Poll.until(
                () -> {
                    try {
                        return Files.readString(log).split(Pattern.quote(text), -1).length > times;
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                },
                () -> "It is not logged: " + text);
    }

    /** Has the framework replace the classes of these bundles, or of all that have changed; waits for it. */
    void refresh(Bundle... changed) throws InterruptedException {
        var refreshed = new CountDownLatch(1);
        context()
                .getBundle(0)
                .adapt(FrameworkWiring.class)
                .refreshBundles(changed.length == 0 ? null : List.of(changed), event -> refreshed.countDown());
        if (!refreshed.await(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
            throw new AssertionError("The framework did not refresh");
        }
    }

    private ServiceReference<?> reference(String name) {
        try {
            ServiceReference<?>[] references = context().getAllServiceReferences(name, null);
            return references == null ? null : references[0];
        } catch (InvalidSyntaxException e) {
            throw new AssertionError("There is no filter", e);
        }
    }

    /** Calls a method of the API, whose classes are those of a bundle. */
    static Object call(Object target, String name) {
        try {
            Method method = target.getClass().getMethod(name);
            method.setAccessible(true);
            return method.invoke(target);
        } catch (NoSuchMethodException | IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException("Cannot call " + name + " of " + target, e);
        }
    }

    /** How a plugin is; the API's record of that name. */
    record Status(String name, String state, String reason, String bundle, List<Reason> reasons) {}

    /** One reason; the API's record of that name. */
    record Reason(String kind, String subject, String text) {}

    /** Waits until a plugin of a bundle is in a state. */
    Status awaitState(Bundle bundle, String state) {
        return awaitPlugins(statuses -> statusOf(bundle, statuses)
                        .filter(status -> status.state().equals(state))
                        .isPresent())
                .stream()
                .filter(status -> isOf(bundle, status))
                .findFirst()
                .orElseThrow();
    }

    /** Waits until there is no plugin of a bundle. */
    void awaitGone(Bundle bundle) {
        awaitPlugins(statuses -> statusOf(bundle, statuses).isEmpty());
    }

    private static Optional<Status> statusOf(Bundle bundle, List<Status> statuses) {
        return statuses.stream().filter(status -> isOf(bundle, status)).findFirst();
    }

    private static boolean isOf(Bundle bundle, Status status) {
        return status.bundle().startsWith(bundle.getSymbolicName() + "/");
    }

    /** Polls until the condition holds. Returns the plugins' states at that moment. */
    List<Status> awaitPlugins(Predicate<List<Status>> condition) {
        var statuses = new AtomicReference<>(plugins());
        Poll.until(
                () -> {
                    statuses.set(plugins());
                    return condition.test(statuses.get());
                },
                () -> "It stays like this: " + statuses);
        return statuses.get();
    }

    /** Takes away all bundles and configurations but those of the server, so that the next test finds it as after the start. */
    void removePlugins() throws Exception {
        for (Bundle bundle : context().getBundles()) {
            if (bundle.getBundleId() > lastOwnBundle) {
                bundle.uninstall();
            }
        }
        refresh();
        ServiceReference<ConfigurationAdmin> reference = context().getServiceReference(ConfigurationAdmin.class);
        Configuration[] plugins =
                context().getService(reference).listConfigurations("(service.pid=org.infinoted.plugin.*)");
        for (Configuration configuration : plugins == null ? new Configuration[0] : plugins) {
            configuration.delete();
        }
        awaitPlugins(List::isEmpty);
    }

    void stop() throws BundleException, InterruptedException {
        framework.stop();
        framework.waitForStop(PATIENCE_MILLIS);
    }
}
