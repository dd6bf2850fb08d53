// SPDX-License-Identifier: Apache-2.0
package org.infinoted.launcher;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.AllServiceListener;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.ServiceEvent;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.SynchronousBundleListener;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/** Starts a real framework with a small distribution: Config Admin, SCR, File Install and a stand-in for the host. */
@Tag("framework")
class PlatformTest {
    private static final Settings NOTHING_GIVEN = new Settings(
            Optional.empty(),
            Optional.empty(),
            OptionalInt.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Map.of(),
            OptionalInt.empty());

    private static final Settings PORT_GIVEN = new Settings(
            Optional.empty(),
            Optional.of(Path.of("/docs")),
            OptionalInt.of(1234),
            Optional.empty(),
            Optional.empty(),
            Optional.of(List.of("note-text")),
            Map.of("note-text", Map.of("key", "from the command line")),
            OptionalInt.empty());

    @TempDir
    Path folder;

    private Distribution distribution;
    private ServerHome home;
    private Platform platform;

    @BeforeEach
    void assemble() throws Exception {
        distribution = new Distribution(folder.resolve("dist"));
        for (var artifact : new String[] {
            "org.apache.felix.configadmin",
            "org.apache.felix.scr",
            "org.osgi.service.component",
            "org.osgi.util.function",
            "org.osgi.util.promise"
        }) {
            add("02-services", artifact);
        }
        add("03-configuration", "org.apache.felix.fileinstall");
        Bundles.write(
                folder.resolve("dist/bundle/06-server/host.jar"),
                Map.of(
                        "Bundle-SymbolicName", "host",
                        "Service-Component", "OSGI-INF/host.xml",
                        "Export-Package", "org.infinoted.connection",
                        "Import-Package", "org.osgi.framework"),
                Bundles.entries(
                        "OSGI-INF/host.xml",
                        FakeHost.COMPONENT,
                        FakeHost.class,
                        org.infinoted.connection.Listener.class));
        Files.createDirectories(distribution.conf());
        Files.copy(
                Path.of("src/main/dist/conf/framework.properties"),
                distribution.conf().resolve("framework.properties"));
        home = ServerHome.open(Optional.of(folder.resolve("home")));
    }

    private void add(String set, String artifact) throws IOException {
        var jar = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(Path::of)
                .filter(p -> p.getFileName().toString().matches(artifact.replace(".", "\\.") + "-[0-9.]+\\.jar"))
                .findFirst()
                .orElseThrow(() -> new IOException(artifact + " is not on the class path"));
        var target = folder.resolve("dist/bundle").resolve(set);
        Files.createDirectories(target);
        Files.copy(jar, target.resolve(jar.getFileName()));
    }

    @AfterEach
    void stop() throws Exception {
        if (platform != null) {
            assertTrue(platform.stop(Duration.ofSeconds(20)));
        }
        home.close();
    }

    private void start(Settings settings) throws Exception {
        var frameworkSettings = new FrameworkSettings(distribution, home, OptionalInt.empty());
        platform = new Platform(frameworkSettings);
        platform.start(distribution, frameworkSettings, home, settings);
    }

    private BundleContext context() {
        return platform.context();
    }

    /** Waits for the host to show the configuration that is expected, and returns it. */
    private ServiceReference<?> host(Predicate<ServiceReference<?>> expected) throws Exception {
        var found = new CompletableFuture<ServiceReference<?>>();
        AllServiceListener listener = event -> {
            if (event.getType() != ServiceEvent.UNREGISTERING && expected.test(event.getServiceReference())) {
                found.complete(event.getServiceReference());
            }
        };
        context().addServiceListener(listener, "(objectClass=" + Readiness.SERVICE + ")");
        var present = context().getAllServiceReferences(Readiness.SERVICE, null);
        if (present != null && expected.test(present[0])) {
            return present[0];
        }
        return found.get(20, TimeUnit.SECONDS);
    }

    private static Predicate<ServiceReference<?>> shows(String key, Object value) {
        return reference -> value.equals(reference.getProperty("config." + key));
    }

    private Path etc(String name, String text) throws IOException {
        return Files.writeString(home.etc().resolve(name), text);
    }

    @Test
    void doorIsWhereTheHostSaysItListens() throws Exception {
        start(NOTHING_GIVEN);
        assertEquals(
                new Readiness.Endpoint("127.0.0.1", 4711),
                platform.readiness().endpoint().get(20, TimeUnit.SECONDS));
    }

    @Test
    void hostThatCannotListenIsReportedWithItsReason() throws Exception {
        etc("org.infinoted.host.cfg", "fail = port 6523 is in use\n");
        start(NOTHING_GIVEN);
        var endpoint = platform.readiness().endpoint();
        var failure = assertThrows(ExecutionException.class, () -> endpoint.get(20, TimeUnit.SECONDS));
        var refusal = (StartException) failure.getCause();
        assertEquals(ExitStatus.UNAVAILABLE, refusal.status());
        assertEquals("port 6523 is in use", refusal.getMessage());
    }

    @Test
    void withoutFileAndCommandLineTheHostGetsTheHomesDefaults() throws Exception {
        start(NOTHING_GIVEN);
        var host = host(shows("root-directory", home.data().toString()));
        assertArrayEquals(new String[] {"note-text", "note-chat", "logging"}, (String[])
                host.getProperty("config.required-plugins"));
        assertNull(host.getProperty("config.port"));
    }

    @Test
    void hostNeverSeesTheLaunchersMark() throws Exception {
        start(NOTHING_GIVEN);
        assertNull(host(reference -> true).getProperty("config." + CommandLineConfiguration.MARK));
    }

    @Test
    void fileBeatsDefaultAndCommandLineBeatsFile() throws Exception {
        etc("org.infinoted.host.cfg", "port = 7000\nlisten-address = ::1\nrequired-plugins = visits\n");
        start(PORT_GIVEN);
        var host = host(shows("port", 1234));
        assertEquals("::1", host.getProperty("config.listen-address"));
        assertEquals("/docs", host.getProperty("config.root-directory"));
        assertArrayEquals(new String[] {"note-text"}, (String[]) host.getProperty("config.required-plugins"));
    }

    @Test
    void configurationIsThereWhenTheHostStarts() throws Exception {
        etc("org.infinoted.host.cfg", "listen-address = ::1\n");
        start(NOTHING_GIVEN);
        platform.readiness().endpoint().get(20, TimeUnit.SECONDS);
        assertEquals("::1", host(reference -> true).getProperty("config.listen-address"));
    }

    @Test
    void fileIsNeverRewritten() throws Exception {
        var text = "# mine\n\nlisten-address   =   ::1\n  b:   c\n# end\n";
        var file = etc("org.infinoted.host.cfg", text);
        start(PORT_GIVEN);
        host(shows("listen-address", "::1"));
        assertTrue(platform.stop(Duration.ofSeconds(20)));
        assertEquals(text, Files.readString(file));
    }

    @Test
    void changedFileReachesTheHostUnderTheCommandLine() throws Exception {
        start(PORT_GIVEN);
        host(shows("port", 1234));
        etc("org.infinoted.host.cfg", "port = 7000\nlisten-address = ::1\n");
        assertEquals(1234, host(shows("listen-address", "::1")).getProperty("config.port"));
    }

    @Test
    void deletedFileLeavesTheCommandLineInForce() throws Exception {
        var file = etc("org.infinoted.host.cfg", "listen-address = ::1\n");
        start(PORT_GIVEN);
        host(shows("listen-address", "::1"));
        Files.delete(file);
        var host = host(reference -> reference.getProperty("config.listen-address") == null);
        assertEquals(1234, host.getProperty("config.port"));
    }

    @Test
    void commandLineIsGoneWithTheProcess() throws Exception {
        start(PORT_GIVEN);
        host(shows("port", 1234));
        assertTrue(platform.stop(Duration.ofSeconds(20)));
        start(NOTHING_GIVEN);
        assertNull(host(reference -> true).getProperty("config.port"));
    }

    @Test
    void fileDeletedWhileNoServerRanIsForgotten() throws Exception {
        var file = etc("org.infinoted.host.cfg", "listen-address = ::1\n");
        start(NOTHING_GIVEN);
        host(shows("listen-address", "::1"));
        assertTrue(platform.stop(Duration.ofSeconds(20)));
        Files.delete(file);
        start(NOTHING_GIVEN);
        assertNull(host(reference -> true).getProperty("config.listen-address"));
    }

    private Map<String, String> configurations(String filter) throws Exception {
        var admin = context().getService(context().getServiceReference(ConfigurationAdmin.class));
        var found = admin.listConfigurations(filter);
        return found == null
                ? Map.of()
                : Arrays.stream(found)
                        .collect(Collectors.toMap(
                                Configuration::getPid,
                                configuration -> configuration.getFactoryPid() + " "
                                        + configuration.getProperties().get("key")));
    }

    @Test
    void hyphenInTheNameOfAFileBelongsToThePidAndATildeBeginsTheInstance() throws Exception {
        etc("org.infinoted.plugin.plain.cfg", "key = 1\n");
        etc("org.infinoted.plugin.two-hyphens-here.cfg", "key = 2\n");
        etc("org.infinoted.plugin.plain~by-night.cfg", "key = 3\n");
        etc("org.infinoted.plugin.one-hyphen~by-day.config", "key = I\"4\"\n");
        etc("org.example.other-instance.cfg", "key = 5\n");
        start(NOTHING_GIVEN);
        var expected = Map.of(
                "org.infinoted.plugin.plain", "null 1",
                "org.infinoted.plugin.two-hyphens-here", "null 2",
                "org.infinoted.plugin.plain~by-night", "org.infinoted.plugin.plain 3",
                "org.infinoted.plugin.one-hyphen~by-day", "org.infinoted.plugin.one-hyphen 4",
                "org.example.other~instance", "org.example.other 5");
        assertEquals(expected, configurations("(key=*)"));

        assertTrue(platform.stop(Duration.ofSeconds(20)));
        start(NOTHING_GIVEN);
        assertEquals(expected, configurations("(key=*)"));
    }

    @Test
    void fileWithHyphensThatIsDeletedWhileNoServerRunsIsForgotten() throws Exception {
        var file = etc("org.infinoted.plugin.two-hyphens-here.cfg", "key = 2\n");
        start(NOTHING_GIVEN);
        assertEquals(1, configurations("(key=*)").size());
        assertTrue(platform.stop(Duration.ofSeconds(20)));
        Files.delete(file);
        start(NOTHING_GIVEN);
        assertEquals(Map.of(), configurations("(key=*)"));
    }

    @Test
    void commandLineIsLaidOverAFileWithHyphens() throws Exception {
        etc("org.infinoted.plugin.note-text.cfg", "key = from the file\nother = 1\n");
        start(PORT_GIVEN);
        var admin = context().getService(context().getServiceReference(ConfigurationAdmin.class));
        var given =
                admin.getConfiguration("org.infinoted.plugin.note-text", "?").getProcessedProperties(null);
        assertEquals("from the command line", given.get("key"));
        assertEquals("1", given.get("other"));
    }

    @Test
    void pluginDroppedIntoTheHomeIsStarted() throws Exception {
        start(NOTHING_GIVEN);
        var started = new CompletableFuture<Bundle>();
        context().addBundleListener((SynchronousBundleListener) event -> {
            if (event.getType() == BundleEvent.STARTED
                    && "dropped".equals(event.getBundle().getSymbolicName())) {
                started.complete(event.getBundle());
            }
        });
        Bundles.write(home.plugins().resolve("dropped.jar"), "dropped");
        assertEquals(Bundle.ACTIVE, started.get(20, TimeUnit.SECONDS).getState());
    }

    @Test
    void stoppingWhatHasStoppedDoesNothing() throws Exception {
        start(NOTHING_GIVEN);
        assertTrue(platform.stop(Duration.ofSeconds(20)));
        assertTrue(platform.stop(Duration.ofSeconds(20)));
    }

    @Test
    void diagnosisNamesTheBundleThatDoesNotRunAndWhatItMisses() throws Exception {
        Bundles.write(
                folder.resolve("dist/bundle/06-server/broken.jar"),
                Map.of("Bundle-SymbolicName", "broken", "Import-Package", "no.such.thing"),
                Map.of());
        start(NOTHING_GIVEN);
        platform.readiness().endpoint().get(20, TimeUnit.SECONDS);
        var lines = platform.diagnosis().lines();
        assertEquals(1, lines.size(), lines.toString());
        assertTrue(lines.get(0).startsWith("broken does not run: "), lines.get(0));
        assertTrue(lines.get(0).contains("no.such.thing"), lines.get(0));
    }
}
