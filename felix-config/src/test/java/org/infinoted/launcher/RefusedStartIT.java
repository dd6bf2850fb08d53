// SPDX-License-Identifier: Apache-2.0
package org.infinoted.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs the start script of the assembled distribution with arguments that must be refused before any framework starts.
 */
@Tag("system")
class RefusedStartIT {
    @TempDir
    Path folder;

    private int status;
    private String output;

    private void start(String... words) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(System.getProperty("infinoted.dist") + "/bin/infinoted"));
        command.addAll(List.of(words));
        var log = folder.resolve("output");
        var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().put("INFINOTED_HOME", folder.resolve("home").toString());
        builder.environment().remove("INFINOTED_JAVA_OPTS");
        var process = builder.start();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("still running: " + Files.readString(log));
        }
        status = process.exitValue();
        output = Files.readString(log);
    }

    @Test
    void versionIsThatOfTheDistribution() throws Exception {
        start("--version");
        assertEquals(0, status, output);
        var name = Path.of(System.getProperty("infinoted.dist")).getFileName().toString();
        assertEquals(name.replace('-', ' '), output.strip());
    }

    @Test
    void wrongOptionsEndWithUsageAndAllErrors() throws Exception {
        start("--port=x", "--plugins=poker", "--daemonize");
        assertEquals(64, status, output);
        assertTrue(output.contains("--port=x"), output);
        assertTrue(output.contains("available are logging, note-chat, note-text, visits"), output);
        assertTrue(output.contains("--daemonize is not available"), output);
    }

    @Test
    void rootDirectoryThatIsAFileEndsWithStorage() throws Exception {
        var file = Files.createFile(folder.resolve("file"));
        start("--root-directory=" + file);
        assertEquals(74, status, output);
        assertEquals("infinoted: cannot use the root directory: " + file + ": this is not a folder\n", output);
    }

    @Test
    void homeInUseEndsWithUnavailable() throws Exception {
        try (var home = ServerHome.open(Optional.of(folder.resolve("home")))) {
            start("--console-port=0");
            assertEquals(69, status, output);
            assertTrue(output.startsWith("infinoted: the home " + home.folder() + " is in use by process "), output);
        }
    }

    @Test
    void consolePortInUseEndsWithUnavailable() throws Exception {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            start("--console-port=" + socket.getLocalPort());
            assertEquals(69, status, output);
            assertEquals(
                    "infinoted: --console-port=" + socket.getLocalPort()
                            + " is in use; choose another one, or 0 for no console\n",
                    output);
        }
    }

    @Test
    void javaHomeWithoutJavaIsNamed() throws Exception {
        var builder = new ProcessBuilder(System.getProperty("infinoted.dist") + "/bin/infinoted", "--version");
        builder.environment().put("JAVA_HOME", folder.toString());
        var process = builder.redirectErrorStream(true).start();
        assertEquals(
                "infinoted: JAVA_HOME is " + folder + ", but there is no " + folder + "/bin/java\n",
                new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8));
        assertEquals(78, process.waitFor());
    }
}
