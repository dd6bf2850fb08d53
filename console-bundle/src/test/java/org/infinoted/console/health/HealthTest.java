// SPDX-License-Identifier: Apache-2.0
package org.infinoted.console.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Hashtable;
import java.util.List;
import java.util.Optional;
import org.apache.felix.hc.api.Result;
import org.infinoted.connection.Listener;
import org.infinoted.console.FakeServer;
import org.infinoted.plugin.PluginReason;
import org.infinoted.plugin.PluginState;
import org.infinoted.server.ServerHealth;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;

@Tag("unit")
class HealthTest {
    @TempDir
    Path folder;

    private final List<Bundle> bundles = new ArrayList<>();

    private static void assertSays(Result.Status status, String text, Result result) {
        assertEquals(status, result.getStatus(), result::toString);
        assertTrue(result.toString().contains(text), result::toString);
    }

    @ParameterizedTest
    @EnumSource(PluginState.class)
    void pluginThatDoesNotDoItsWorkIsAWarningWithTheReason(PluginState state) {
        var check = new PluginsCheck();
        var server = new FakeServer();
        check.plugins = server;
        server.statuses.add(FakeServer.status("good", PluginState.RUNNING));
        server.statuses.add(
                FakeServer.status("odd", state, new PluginReason(PluginReason.Kind.SERVICE, "x", "x is\nmissing")));
        boolean bad =
                switch (state) {
                    case WAITING, INVALID, QUARANTINED, FAILED -> true;
                    default -> false;
                };
        assertSays(
                bad ? Result.Status.WARN : Result.Status.OK,
                "odd is " + state + ": x is\\u{a}missing",
                check.execute());
    }

    @Test
    void serverWithoutPluginsServiceIsCritical() {
        assertSays(Result.Status.CRITICAL, "org.infinoted.host", new PluginsCheck().execute());
    }

    private static Result server(String emergency, List<String> unsaved, List<String> warnings) {
        var check = new ServerCheck();
        check.health = new ServerHealth() {
            @Override
            public Optional<String> emergency() {
                return Optional.ofNullable(emergency);
            }

            @Override
            public List<String> unsaved() {
                return unsaved;
            }

            @Override
            public List<String> warnings() {
                return warnings;
            }
        };
        return check.execute();
    }

    @Test
    void serverThatCannotGoOnOrHasLostSomethingIsCritical() {
        assertSays(Result.Status.OK, "Looked for", server(null, List.of(), List.of()));
        assertSays(Result.Status.CRITICAL, "no\\u{a}memory", server("no\nmemory", List.of(), List.of()));
        assertSays(Result.Status.CRITICAL, "/lost could not be saved", server(null, List.of("/lost"), List.of()));
        assertSays(Result.Status.CRITICAL, "a loop is silent", server(null, List.of(), List.of("a loop is silent")));
        assertSays(Result.Status.CRITICAL, "does not run", new ServerCheck().execute());
    }

    private static Result listening(String error) {
        var check = new ListenerCheck();
        check.listener = new Listener() {
            @Override
            public String address() {
                return "127.0.0.1";
            }

            @Override
            public int port() {
                return 6523;
            }

            @Override
            public Optional<String> error() {
                return Optional.ofNullable(error);
            }
        };
        return check.execute();
    }

    @Test
    void serverThatListensIsFineAndAnyOtherIsCritical() {
        assertSays(Result.Status.OK, "127.0.0.1 port 6523", listening(null));
        assertSays(Result.Status.CRITICAL, "port in use", listening("port in use"));
        assertSays(Result.Status.CRITICAL, "required plugin", new ListenerCheck().execute());
    }

    private void install(String jar, int state, String... headers) throws IOException {
        var location = jar(jar).toUri().toString();
        var all = new Hashtable<String, String>();
        for (int i = 0; i < headers.length; i += 2) {
            all.put(headers[i], headers[i + 1]);
        }
        bundles.add((Bundle) Proxy.newProxyInstance(
                Bundle.class.getClassLoader(),
                new Class<?>[] {Bundle.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getLocation" -> location;
                    case "getState" -> state;
                    case "getHeaders" -> all;
                    default -> throw new AssertionError("unexpected call of " + method);
                }));
    }

    private Path jar(String name) throws IOException {
        return Files.writeString(folder.resolve(name), "");
    }

    private Result folderResult(Path where) {
        var context = (BundleContext) Proxy.newProxyInstance(
                Bundle.class.getClassLoader(), new Class<?>[] {BundleContext.class}, (proxy, method, arguments) -> {
                    assertEquals("getBundles", method.getName());
                    return bundles.toArray(Bundle[]::new);
                });
        return new PluginFolderCheck(context, where).execute();
    }

    @Test
    void folderWhoseJarsAllRunIsFine() throws IOException {
        install("a b.jar", Bundle.ACTIVE);
        install("lazy.jar", Bundle.STARTING);
        install("fragment.jar", Bundle.RESOLVED, "Fragment-Host", "x");
        jar("notes.txt");
        assertSays(Result.Status.OK, "Looked at", folderResult(folder));
    }

    @Test
    void jarThatIsNoBundleIsAWarning() throws IOException {
        jar("odd.jar");
        assertSays(Result.Status.WARN, "odd.jar is not installed", folderResult(folder));
    }

    @Test
    void jarThatDoesNotRunIsAWarning() throws IOException {
        install("idle.jar", Bundle.RESOLVED);
        assertSays(Result.Status.WARN, "idle.jar is installed but does not run", folderResult(folder));
    }

    @Test
    void folderThatIsNotThereIsEmpty() {
        assertSays(Result.Status.OK, "Looked at", folderResult(folder.resolve("none")));
    }
}
