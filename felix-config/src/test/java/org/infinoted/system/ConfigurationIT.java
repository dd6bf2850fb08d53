// SPDX-License-Identifier: Apache-2.0
package org.infinoted.system;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Options of a plugin, from files and from the command line. The plugin logs clients that have stayed as long as its
 * option says.
 */
@Tag("system")
class ConfigurationIT {
    private static final String LOADED = "Loaded plugin \"visits\"";

    @TempDir
    Path home;

    private TestServer server;

    @AfterEach
    void kill() {
        server.close();
    }

    private void configure(String content) throws IOException {
        configure("visits", content);
    }

    private Path configure(String plugin, String content) throws IOException {
        Path folder = Files.createDirectories(home.resolve("etc"));
        return Files.writeString(folder.resolve("org.infinoted.plugin." + plugin + ".cfg"), content);
    }

    /** A client connects and leaves. Returns the log line about it, if there is one. */
    private String visit() throws IOException {
        TestClient client = server.connect("visitor");
        client.close();
        return client.address() + " stayed for";
    }

    private long count(String text) {
        return server.log().lines().stream().filter(line -> line.contains(text)).count();
    }

    /** Not as a required plugin, so that the server goes on listening without it. */
    private void deployVisits() {
        PluginJar.copy(
                TestServer.distribution().resolve("plugins-available/org.infinoted.plugin.visits.jar"),
                server.plugins().resolve("org.infinoted.plugin.visits.jar"));
    }

    @Test
    void fileThatIsWrittenWhileTheServerRunsIsUsed() throws IOException {
        server = TestServer.start(home);
        deployVisits();
        server.log().await(LOADED);
        String unnoticed = visit();
        int before = server.log().size();
        configure("minimum = 0\n");
        server.log().await(before, LOADED);
        server.log().await(visit());
        assertEquals(0, count(unnoticed), "The default is that short visits are not logged");
        server.stop();
    }

    @Test
    void commandLineWinsOverTheFile() throws IOException {
        configure("minimum = 1000\n");
        server = TestServer.start(
                home, "--plugins=note-text", "--plugins=visits", "--plugin-parameter=visits:minimum:0");
        server.log().await(visit());
        int before = server.log().size();
        configure("minimum = 2000\n");
        server.log().await(before, LOADED);
        server.log().await(visit());
        server.stop();
    }

    @Test
    void valueThatThePluginRefusesIsNamedAndTheNextOneIsTaken() throws IOException {
        configure("minimum = -1\n");
        server = TestServer.start(home);
        deployVisits();
        server.log().await("The option minimum is \"-1\"; it must be a whole number, 0 or more");
        configure("minimum = 0\n");
        server.log().await(LOADED);
        server.log().await(visit());
        server.stop();
    }

    @Test
    void fileOfAPluginWithHyphensIsReadAtTheStartAndWhenItChangesAndForgottenWhenItGoes() throws IOException {
        Path file = configure("who-greets-people", "greeting = Hello\n");
        server = TestServer.start(home);
        new PluginJar("who-greets-people", "1.0.0", GreetingPlugin.class).deploy(server.plugins());
        server.log().await("The greeting is Hello");
        int before = server.log().size();
        configure("who-greets-people", "greeting = Good morning\n");
        server.log().await(before, "The greeting is Good morning");
        before = server.log().size();
        Files.delete(file);
        server.log().await(before, "The greeting is null");
        server.stop();
    }

    @Test
    void fileWithATildeIsAnInstanceOfItsPlugin() throws IOException {
        server = TestServer.start(home);
        new PluginJar("who-greets", "1.0.0", GreetingPlugin.class).deploy(server.plugins());
        server.log().await("Loaded plugin \"who-greets\"");
        Path file = configure("who-greets~by-night", "greeting = Good night\n");
        server.log().await("The greeting is Good night");
        server.log().await("Loaded plugin \"who-greets~by-night\"");
        Files.delete(file);
        server.log().await("Unloaded plugin \"who-greets~by-night\"");
        server.stop();
    }
}
