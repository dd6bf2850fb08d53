// SPDX-License-Identifier: Apache-2.0
package org.infinoted.system;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The packaged server as a process of its own, on the loopback interface, without console unless a test wants one. */
public final class TestServer implements AutoCloseable {
    private static final Pattern CLIENTS = Pattern.compile("clients\\s+127\\.0\\.0\\.1:(\\d+) .*");
    private static final long PATIENCE_SECONDS = 90;
    private static final int FIRST_PORT = 10_000;
    private static final int PORTS = 20_000;
    private static final AtomicInteger NEXT_PORT =
            new AtomicInteger((int) (ProcessHandle.current().pid() * 997 % PORTS));
    private static final String AS_SHIPPED = "";
    private static final String HURRIED = "-XX:TieredStopAtLevel=1";
    private static final String SMALL = HURRIED + " -Xmx96m";
    private static final String POLL = "felix.fileinstall.poll=100\n";

    private final Process process;
    private final Path home;
    private final ServerLog log = new ServerLog();
    private final CompletableFuture<Integer> port = new CompletableFuture<>();
    private final Thread reader;

    /** @param flags more flags of the JVM */
    private TestServer(Path home, String flags, String... options) throws IOException {
        this(home, flags, true, options);
    }

    /** @param readsErrors whether somebody reads what the server writes to standard error */
    private TestServer(Path home, String flags, boolean readsErrors, String... options) throws IOException {
        this.home = home;
        List<String> command = new ArrayList<>();
        command.add(distribution().resolve("bin/infinoted").toString());
        command.add("--home=" + home);
        if (Stream.of(options).noneMatch(option -> option.startsWith("--console-port="))) {
            command.add("--console-port=0");
        }
        command.addAll(List.of(options));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(readsErrors);
        builder.environment().remove("INFINOTED_JAVA_OPTS");
        if (!flags.equals(AS_SHIPPED)) {
            hurry(builder.environment(), flags);
        }
        // as a service manager or cron starts it: without a locale, which must not matter
        builder.environment().keySet().removeAll(List.of("LANG", "LC_ALL", "LC_CTYPE"));
        process = builder.start();
        reader = new Thread(this::read, "output of the server");
        reader.setDaemon(true);
        reader.start();
    }

    /** Most servers live for seconds: they compile less, and scan their folders more often. */
    private void hurry(Map<String, String> environment, String flags) throws IOException {
        environment.put("INFINOTED_JAVA_OPTS", flags);
        Path properties = Files.createDirectories(home.resolve("etc")).resolve("framework.properties");
        if (Files.notExists(properties) || !Files.readString(properties).contains(POLL)) {
            Files.writeString(properties, POLL, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        }
    }

    /** Sets options of the host, for the server that is started next in this home: lines {@code key = value}. */
    public static void configureHost(Path home, String... lines) throws IOException {
        Path etc = Files.createDirectories(home.resolve("etc"));
        Files.write(etc.resolve("org.infinoted.host.cfg"), List.of(lines));
    }

    /** Starts a server on a free port and waits until it is ready. */
    public static TestServer start(Path home, String... options) throws IOException {
        return ready(home, HURRIED, freePort(), options);
    }

    /** Starts a server with a heap that is full soon, on a free port, and waits until it is ready. */
    public static TestServer startSmall(Path home, String... options) throws IOException {
        return ready(home, SMALL, freePort(), options);
    }

    /** Starts a server with the flags of the JVM and the times that the distribution has, and waits until it is ready. */
    public static TestServer startAsShipped(int port, Path home, String... options) throws IOException {
        return ready(home, AS_SHIPPED, port, options);
    }

    /** Starts a server whose standard error is a pipe that nobody reads, and waits until it is ready. The log has what it printed. */
    public static TestServer startWithUnreadErrors(Path home) throws IOException {
        return ready(new TestServer(home, HURRIED, false, "--port=" + freePort()));
    }

    private static TestServer ready(Path home, String flags, int port, String... options) throws IOException {
        List<String> all = new ArrayList<>(List.of("--port=" + port));
        all.addAll(List.of(options));
        return ready(new TestServer(home, flags, all.toArray(String[]::new)));
    }

    private static TestServer ready(TestServer server) throws IOException {
        try {
            server.port.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            return server;
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            server.close();
            throw new AssertionError("The server did not get ready. It said: " + server.log, e);
        }
    }

    /** Starts a server that ends by itself, and waits for that. */
    public static TestServer startInVain(Path home, String... options) throws IOException {
        TestServer server = new TestServer(home, AS_SHIPPED, options);
        server.awaitExit();
        return server;
    }

    /**
     * A port that was free a moment ago, since the option has no value for "any free port". It is outside the range
     * that the system gives to clients, and tests in other processes start to search at other numbers.
     */
    public static int freePort() throws IOException {
        for (int tried = 0; tried < PORTS; tried++) {
            int port = FIRST_PORT + NEXT_PORT.getAndIncrement() % PORTS;
            try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            } catch (BindException e) {
                // in use
            }
        }
        throw new IOException("No port is free from " + FIRST_PORT);
    }

    /** Where the build has put the server together. */
    public static Path distribution() {
        return Path.of(System.getProperty("infinoted.dist"));
    }

    public int port() {
        return port.join();
    }

    /** The number of the server's process. */
    public long pid() {
        return process.pid();
    }

    /** The folder that is watched for plugins. */
    public Path plugins() {
        return home.resolve("plugins");
    }

    /** Replaces the jar of one of the distribution's plugins that runs by itself; waits until the new one runs. */
    public void replaceStock(String plugin) throws IOException {
        String name = "org.infinoted.plugin." + plugin + ".jar";
        int before = log().size();
        Path jar = plugins().resolve(name);
        FileTime other =
                FileTime.fromMillis(Files.getLastModifiedTime(jar).toMillis() - 10_000); // the watcher looks at it
        PluginJar.copy(distribution().resolve("plugins-available").resolve(name), jar);
        Files.setLastModifiedTime(jar, other);
        log().await(before, "Unloaded plugin \"" + plugin + '"');
        log().await(before, "Loaded plugin \"" + plugin + '"');
    }

    /** The stored content of a text document in the root. */
    public StoredText stored(String document) {
        return StoredText.read(home.resolve("data").resolve(document + ".InfText"));
    }

    public TestClient connect(String user) throws IOException {
        return TestClient.connect(port(), user);
    }

    /** What the process has printed. */
    public ServerLog log() {
        return log;
    }

    /** Asks the server to stop, as a service manager does. */
    public void terminate() {
        process.toHandle().destroy(); // unlike destroy() of the process this leaves its output open
    }

    /** Waits for the end of the process. Returns its exit status; all of its output is in the log then. */
    public int awaitExit() {
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                close();
                throw new AssertionError("The server did not end. It said: " + log);
            }
            reader.join();
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Asks the server to stop and waits for the end, which must be a success. */
    public void stop() {
        terminate();
        assertEquals(0, awaitExit(), () -> "The exit status. The server said: " + log);
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }

    private void read() {
        try (BufferedReader in =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                log.add(line);
                Matcher clients = CLIENTS.matcher(line.strip());
                if (clients.matches()) {
                    port.complete(Integer.parseInt(clients.group(1)));
                }
            }
        } catch (IOException e) {
            // the end of the process
        }
        port.completeExceptionally(new IOException("The server ended"));
    }
}
