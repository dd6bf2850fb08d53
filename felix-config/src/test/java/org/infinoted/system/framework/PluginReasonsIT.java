// SPDX-License-Identifier: Apache-2.0
package org.infinoted.system.framework;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.infinoted.system.FaultyPlugin;
import org.infinoted.system.PluginJar;
import org.infinoted.system.RecordingPlugin;
import org.infinoted.system.ThrowingPlugin;
import org.infinoted.system.framework.TestFramework.Reason;
import org.infinoted.system.framework.TestFramework.Status;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.ServiceRegistration;

/** Each reason why a plugin does not run, provoked in a framework, with the text that people read. */
@Tag("framework")
class PluginReasonsIT {
    private static final String API = "org.infinoted.plugin;version=\"[1.0,2)\",org.infinoted.connection,"
            + "org.infinoted.directory,org.infinoted.session,org.infinoted.text,org.osgi.framework";

    @TempDir
    static Path home;

    private static TestFramework framework;

    private final List<ServiceRegistration<?>> services = new ArrayList<>();

    @BeforeAll
    static void start() throws Exception {
        framework = TestFramework.start(home);
    }

    @AfterAll
    static void stop() throws Exception {
        framework.stop();
    }

    @AfterEach
    void removePlugins() throws Exception {
        services.forEach(ServiceRegistration::unregister);
        framework.removePlugins();
    }

    private static PluginJar jar(String name) {
        return new PluginJar(name, "1.0.0", RecordingPlugin.class);
    }

    private Bundle installOnly(PluginJar jar) throws BundleException {
        return framework.context().installBundle(jar.symbolicName(), new ByteArrayInputStream(jar.bytes()));
    }

    /** Waits until the plugin of a bundle is in a state, and returns the only reason. */
    private Reason reason(Bundle bundle, String state) throws Exception {
        Status status = framework.awaitState(bundle, state);
        assertEquals(1, status.reasons().size(), status.toString());
        return status.reasons().get(0);
    }

    @Test
    void packageThatNobodyExportsIsNamedWithTheVersionsThatAreWanted() throws Exception {
        Bundle bundle =
                installOnly(jar("lonely").header("Import-Package", API + ",com.example.library;version=\"[1.2,2)\""));
        assertThrows(BundleException.class, bundle::start);
        assertEquals(
                new Reason(
                        "PACKAGE",
                        "com.example.library",
                        "No bundle exports the package \"com.example.library\" in version [1.2.0,2.0.0). Put the library"
                                + " into the plugin's jar, or install a bundle that exports it"),
                reason(bundle, "WAITING"));
        assertEquals("lonely", framework.awaitState(bundle, "WAITING").name());
    }

    @Test
    void packageInAnotherVersionIsNamedWithWhoHasIt() throws Exception {
        Bundle bundle = installOnly(jar("old")
                .header("Import-Package", API.replace("org.infinoted.text", "org.infinoted.text;version=\"[7,8)\"")));
        Reason reason = reason(bundle, "WAITING");
        assertEquals("PACKAGE", reason.kind());
        assertEquals("org.infinoted.text", reason.subject());
        assertTrue(
                reason.text()
                        .startsWith(
                                "No bundle exports the package \"org.infinoted.text\" in version [7.0.0,8.0.0); there"
                                        + " is 1.0.0 of org.infinoted.api/"),
                reason.text());
    }

    @Test
    void eachMissingPackageIsAReasonOfItsOwnAndAnOptionalOneIsNone() throws Exception {
        Bundle bundle = installOnly(jar("lonely")
                .header("Import-Package", API + ",com.example.a,com.example.b,com.example.c;resolution:=optional"));
        assertEquals(
                List.of("com.example.a", "com.example.b"),
                framework.awaitState(bundle, "WAITING").reasons().stream()
                        .map(Reason::subject)
                        .toList());
    }

    @Test
    void packageOfABundleThatCannotBeResolvedEitherNamesThatBundle() throws Exception {
        installOnly(jar("provider")
                .header("Import-Package", "com.example.missing")
                .header("Export-Package", "com.example.library"));
        Bundle bundle = installOnly(jar("user").header("Import-Package", API + ",com.example.library"));
        assertEquals(
                new Reason(
                        "PACKAGE",
                        "com.example.library",
                        "The package \"com.example.library\" comes from org.infinoted.test.provider/1.0.0 alone, which"
                                + " cannot be resolved either"),
                reason(bundle, "WAITING"));
    }

    @Test
    void otherRequirementThatNobodyMeetsIsNamed() throws Exception {
        Bundle bundle = installOnly(
                jar("needy").header("Require-Capability", "com.example.hardware;filter:=\"(kind=printer)\""));
        assertEquals(
                new Reason(
                        "REQUIREMENT",
                        "com.example.hardware",
                        "Nothing provides com.example.hardware (kind=printer), which its bundle requires"),
                reason(bundle, "WAITING"));
    }

    @Test
    void missingServiceIsNamedUntilItComes() throws Exception {
        Bundle bundle = framework.install(jar("needy").reference("java.lang.Runnable", "(kind=disk)"));
        assertEquals(
                new Reason(
                        "SERVICE",
                        "java.lang.Runnable",
                        "There is no service java.lang.Runnable with (kind=disk), which it needs: start a bundle that"
                                + " provides it"),
                reason(bundle, "WAITING"));
        Dictionary<String, Object> properties = new Hashtable<>(Map.of("kind", "disk"));
        var disk = framework.context().registerService(Runnable.class, () -> {}, properties);
        framework.awaitState(bundle, "RUNNING");
        disk.unregister();
        assertEquals("SERVICE", reason(bundle, "WAITING").kind());
    }

    @Test
    void missingConfigurationIsNamedUntilThereIsOne() throws Exception {
        Bundle bundle = framework.install(jar("shy").configurationPolicy("require"));
        Reason reason = reason(bundle, "WAITING");
        assertEquals("CONFIGURATION", reason.kind());
        assertEquals("org.infinoted.plugin.shy", reason.subject());
        framework.configure("org.infinoted.plugin.shy", Map.of("any", "value"));
        framework.awaitState(bundle, "RUNNING");
    }

    @Test
    void stoppedBundleIsListedUnderThePluginsNameAndCanBeStarted() throws Exception {
        Bundle bundle = framework.install(jar("recorder"));
        framework.awaitState(bundle, "RUNNING");
        framework.act("stop", "recorder");
        assertEquals(Bundle.RESOLVED, bundle.getState());
        assertEquals(
                new Reason(
                        "BUNDLE",
                        "org.infinoted.test.recorder",
                        "The bundle org.infinoted.test.recorder is stopped; start it"),
                reason(bundle, "WAITING"));
        assertEquals("recorder", framework.awaitState(bundle, "WAITING").name());
        framework.act("start", "recorder");
        framework.awaitState(bundle, "RUNNING");
    }

    @Test
    void startOfABundleThatCannotBeResolvedSaysWhy() throws Exception {
        Bundle bundle = installOnly(jar("lonely").header("Import-Package", API + ",com.example.library"));
        framework.awaitState(bundle, "WAITING");
        var thrown = assertThrows(ExecutionException.class, () -> framework.act("start", "lonely"));
        assertEquals(
                "org.infinoted.plugin.PluginException",
                thrown.getCause().getClass().getName());
        assertTrue(thrown.getCause().getMessage().contains("com.example.library"));
        thrown = assertThrows(ExecutionException.class, () -> framework.act("start", "nobody"));
        assertEquals("There is no plugin \"nobody\"", thrown.getCause().getMessage());
    }

    @Test
    void optionThatIsOutOfItsRangeIsNamedUntilItIsCorrected() throws Exception {
        framework.configure("org.infinoted.plugin.visits", Map.of("minimum", -1));
        Bundle visits = framework.installStock("visits");
        Status status = framework.awaitState(visits, "INVALID");
        assertTrue(
                status.reason().contains("minimum is \"-1\"; it must be a whole number, 0 or more"), status.toString());
        assertEquals("visits", status.name());
        framework.configure("org.infinoted.plugin.visits", Map.of("minimum", 7));
        assertEquals(List.of(), framework.awaitState(visits, "RUNNING").reasons());
    }

    @Test
    void constructorThatThrowsIsNamed() throws Exception {
        Bundle bundle = framework.install(new PluginJar("broken", "1.0.0", ThrowingPlugin.class));
        assertEquals(
                new Reason(
                        "CALLBACK",
                        "constructor",
                        "Its constructor has thrown java.lang.IllegalStateException: thrown in the constructor"),
                reason(bundle, "FAILED"));
        var thrown = assertThrows(ExecutionException.class, () -> framework.act("retry", "broken"));
        assertEquals(
                "The plugin \"broken\" has no service that could be tried again: see why, and stop and start it",
                thrown.getCause().getMessage());
    }

    @Test
    void initializeThatThrowsIsNamedAndTriedAgainByHand() throws Exception {
        Bundle bundle = framework.install(
                new PluginJar("faulty", "1.0.0", FaultyPlugin.class).header(FaultyPlugin.FAULT, "initialize"));
        assertEquals(
                new Reason("CALLBACK", "initialize", "initialize has thrown java.lang.Exception: thrown in initialize"),
                reason(bundle, "FAILED"));
        var thrown = assertThrows(ExecutionException.class, () -> framework.act("retry", "faulty"));
        assertTrue(thrown.getCause().getMessage().contains("is FAILED: initialize has thrown"));
    }

    @Test
    void shadowedPluginNamesTheOneThatIsPreferred() throws Exception {
        framework.awaitState(framework.install(jar("twin")), "RUNNING");
        PluginJar other = new PluginJar("twin", "2.0.0", RecordingPlugin.class)
                .header("Bundle-SymbolicName", "org.infinoted.test.other");
        Bundle bundle = framework.context().installBundle("other", new ByteArrayInputStream(other.bytes()));
        bundle.start();
        assertEquals(
                new Reason(
                        "SAME_NAME",
                        "org.infinoted.test.twin/1.0.0",
                        "The one from \"org.infinoted.test.twin/1.0.0\" is preferred"),
                reason(bundle, "SHADOWED"));
    }

    @Test
    void nameThatIsNotValidIsToldWithTheRule() throws Exception {
        Bundle bundle = framework.install(jar("Bad_Name"));
        Reason reason = reason(bundle, "INVALID");
        assertEquals("NAME", reason.kind());
        assertEquals("infinoted.plugin.name", reason.subject());
        assertTrue(reason.text().endsWith("but is \"Bad_Name\""));
    }

    @Test
    void sessionTypeThatIsNotKnownIsAWarningUntilItsNoteTypeComes() throws Exception {
        Bundle bundle = framework.install(jar("chatty").property("infinoted.session.type", "InfChatSession"));
        Reason reason = reason(bundle, "RUNNING");
        assertEquals("SESSION_TYPE", reason.kind());
        assertEquals("InfChatSession", reason.subject());
        framework.awaitState(framework.installStock("note-chat"), "RUNNING");
        framework.awaitPlugins(statuses -> statuses.stream()
                .anyMatch(status -> status.name().equals("chatty")
                        && status.state().equals("RUNNING")
                        && status.reasons().isEmpty()));
    }

    @Test
    void serversOwnBundlesAreNoPlugins() {
        assertEquals(List.of(), framework.plugins());
    }

    @Test
    void listenersAreToldWhatIsThereAndEachChangeOfPluginsWithoutServiceToo() throws Exception {
        Bundle bundle = framework.install(jar("recorder"));
        framework.awaitState(bundle, "RUNNING");
        BlockingQueue<String> told = new LinkedBlockingQueue<>();
        String type = "org.infinoted.plugin.PluginStatusListener";
        Class<?> listener = framework.host().loadClass(type);
        Object proxy = Proxy.newProxyInstance(
                listener.getClassLoader(), new Class<?>[] {listener}, (self, method, arguments) -> {
                    switch (method.getName()) {
                        case "changed" ->
                            told.add(TestFramework.call(arguments[0], "name") + " "
                                    + TestFramework.call(arguments[0], "state"));
                        case "gone" -> told.add(arguments[0] + " gone");
                        case "hashCode" -> {
                            return System.identityHashCode(self);
                        }
                        case "equals" -> {
                            return self == arguments[0];
                        }
                        default -> {
                            return "listener of the test";
                        }
                    }
                    return null;
                });
        services.add(framework.host().getBundleContext().registerService(type, proxy, null));
        assertEquals("recorder RUNNING", told.poll(20, TimeUnit.SECONDS));
        bundle.stop();
        awaitTold(told, "recorder WAITING");
        bundle.uninstall();
        awaitTold(told, "recorder gone");
        Bundle needy = framework.install(jar("needy").reference("java.lang.Runnable", "(kind=disk)"));
        awaitTold(told, "needy WAITING");
        Dictionary<String, Object> properties = new Hashtable<>(Map.of("kind", "disk"));
        services.add(framework.context().registerService(Runnable.class, () -> {}, properties));
        awaitTold(told, "needy RUNNING");
        framework.awaitState(needy, "RUNNING");
    }

    /** Waits until this state is reported; states on the way may be reported or not. */
    private static void awaitTold(BlockingQueue<String> told, String last) throws InterruptedException {
        String next = told.poll(20, TimeUnit.SECONDS);
        while (next != null && !next.equals(last)) {
            next = told.poll(20, TimeUnit.SECONDS);
        }
        assertEquals(last, next);
    }
}
