// SPDX-License-Identifier: Apache-2.0
package org.infinoted.launcher;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.infinoted.launcher.Readiness.Endpoint;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleException;
import org.osgi.framework.FrameworkEvent;

/** One run of the server, from its settings to the end of the process. */
final class Launcher {
    /** If a start takes longer, the bundles that do not run are reported. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** Within this time the host must have saved everything. */
    private static final Duration STOP_LIMIT = Duration.ofSeconds(60);

    /** After an emergency the host has saved everything, and nobody knows what else still works. */
    private static final Duration EMERGENCY_LIMIT = Duration.ofSeconds(10);

    private final Distribution distribution;
    private final Settings settings;
    private final StandardStreams streams;

    Launcher(Distribution distribution, Settings settings, StandardStreams streams) {
        this.distribution = distribution;
        this.settings = settings;
        this.streams = streams;
    }

    /** Returns when the framework has been stopped from within; a signal ends the process from here. */
    ExitStatus run() throws StartException {
        var home = ServerHome.open(settings.home());
        var shutdownHook = new ShutdownHook(home, STOP_LIMIT, EMERGENCY_LIMIT, streams);
        Runtime.getRuntime().addShutdownHook(new Thread(shutdownHook::run, "infinoted-stop"));
        try {
            prepare(home);
            ExitStatus status;
            do {
                status = serve(home, shutdownHook);
            } while (status == null);
            shutdownHook.status(status);
            return status;
        } catch (StartException e) {
            if (shutdownHook.hasBegun()) {
                return ExitStatus.OK;
            }
            shutdownHook.status(e.status());
            throw e;
        }
    }

    private void prepare(ServerHome home) throws StartException {
        try {
            PrivateFolder.create(settings.rootDirectory().orElse(home.data()));
        } catch (IOException e) {
            throw new StartException(ExitStatus.STORAGE, "cannot use the root directory: " + FileErrors.of(e));
        }
        try {
            new StockPlugins(new PluginJars(distribution.pluginsAvailable()), home).place(settings.pluginsOrDefault());
        } catch (IOException e) {
            throw new StartException(ExitStatus.STORAGE, "cannot place the plugins: " + FileErrors.of(e));
        }
        // For logback, which reads no framework properties.
        System.setProperty("infinoted.log", home.log().toString());
    }

    /** Runs one framework to its end. Null if it is to be started anew, since the framework itself was updated. */
    private @Nullable ExitStatus serve(ServerHome home, ShutdownHook shutdownHook) throws StartException {
        var console = Console.choose(settings.consolePort(), home);
        var frameworkSettings = new FrameworkSettings(distribution, home, console.port());
        var platform = new Platform(frameworkSettings);
        shutdownHook.platform(platform);
        CommandLineConfiguration configuration = platform.start(distribution, frameworkSettings, home, settings);
        try {
            Endpoint endpoint = awaitEndpoint(platform);
            if (endpoint != null) {
                new Banner(streams.out()).print(endpoint, configuration.host(), home, console);
            }
            CompletableFuture<String> emergency = platform.health().emergency();
            CompletableFuture.anyOf(platform.stopped(), emergency).get();
            if (emergency.isDone()) {
                return ExitStatus
                        .EMERGENCY; // everything is saved, and the shutdown hook stops what can still be stopped
            }
            FrameworkEvent end = platform.stopped().get();
            platform.stop(STOP_LIMIT);
            return end.getType() == FrameworkEvent.STOPPED_UPDATE
                    ? null
                    : platform.health().status();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof StartException refusal) {
                throw refusal;
            }
            throw new StartException(ExitStatus.SOFTWARE, String.valueOf(e.getCause()));
        } catch (IOException | BundleException e) {
            throw new StartException(ExitStatus.SOFTWARE, String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartException(ExitStatus.SOFTWARE, "interrupted");
        }
    }

    /** Null if the framework was stopped before the host listened, or cannot go on. */
    private @Nullable Endpoint awaitEndpoint(Platform platform) throws ExecutionException, InterruptedException {
        CompletableFuture<Endpoint> endpoint = platform.readiness().endpoint();
        var either = CompletableFuture.anyOf(
                endpoint, platform.stopped(), platform.health().emergency());
        try {
            either.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            streams.err()
                    .println("infinoted: not ready after " + PATIENCE.toSeconds()
                            + " seconds; still waiting. The log says more.");
            platform.diagnosis().lines().forEach(line -> streams.err().println("  " + line));
            either.get();
        }
        return endpoint.getNow(null);
    }
}
