// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.deploy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.infinoted.host.sandbox.PluginThreads;
import org.infinoted.host.sandbox.ReportingTimer;
import org.infinoted.plugin.PluginDeployer;
import org.infinoted.plugin.PluginException;
import org.infinoted.plugin.PluginStatus;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.BundleException;
import org.osgi.framework.BundleListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The service that deploys plugins' jars. It also watches the versions that were deployed in other ways.
 *
 * <p>Except for reading and checking an uploaded jar, all work is done on one thread of its own, which calls the framework with no
 * lock held.
 */
public final class Deployer implements PluginDeployer, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Deployer.class);

    private final BundleContext context;
    private final DeployLimits limits;
    private final PluginSignatures signatures;
    private final ReportedRollbacks reasons;
    private final DeployFolders folders;
    private final KeptJars kept;
    private final Rollouts rollouts;
    private final BundleUpdates updates;
    private final ReportingTimer worker;
    private final BundleListener listener = this::changed;
    private final AtomicBoolean due = new AtomicBoolean();
    private volatile Map<String, String> previous = Map.of();
    private volatile Map<String, String> checksums = Map.of();
    private volatile boolean closed;

    /**
     * Watches nothing yet.
     *
     * @param plugins the present status of all plugins; returns at once
     * @param reasons collects the reasons of rollbacks
     * @param faults told of what the thread throws
     */
    public Deployer(
            BundleContext context,
            Supplier<List<PluginStatus>> plugins,
            ReportedRollbacks reasons,
            DeployLimits limits,
            PluginSignatures signatures,
            Consumer<Throwable> faults)
            throws IOException {
        this.context = context;
        this.limits = limits;
        this.signatures = signatures;
        this.reasons = reasons;
        this.folders = DeployFolders.of(context);
        this.kept = new KeptJars(folders.kept(), InstantSource.system());
        this.rollouts = new Rollouts(context, plugins, folders, kept, reasons, limits);
        this.updates = new BundleUpdates(context);
        this.worker = new ReportingTimer(new PluginThreads("infinoted-deploy", faults), faults);
        worker.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    /** Begins to watch. */
    public void begin() {
        context.addBundleListener(listener);
        check();
    }

    /** Something may have changed with plugins. Returns at once. Any thread. */
    public void check() {
        if (!closed && !due.getAndSet(true)) {
            execute(this::look);
        }
    }

    /**
     * Ends the watch. Returns at once, since the thread that stops the server may hold locks that a change of a bundle
     * waits for.
     */
    @Override
    public void close() {
        closed = true;
        context.removeBundleListener(listener);
        worker.shutdown();
    }

    private void changed(BundleEvent event) {
        check();
    }

    private void look() {
        due.set(false);
        if (closed) {
            return;
        }
        boolean again = rollouts.look(System.nanoTime());
        previous = rollouts.previous();
        checksums = rollouts.checksums();
        reasons.show(); // only now, so that the reason and the version to roll back to appear together
        if (again) {
            try {
                worker.schedule(this::check, limits.poll().toNanos(), TimeUnit.NANOSECONDS);
            } catch (RejectedExecutionException e) {
                LOG.debug("The server stops", e);
            }
        }
    }

    @Override
    public Optional<String> previous(String symbolicName) {
        return Optional.ofNullable(previous.get(symbolicName));
    }

    @Override
    public Optional<String> checksum(String symbolicName) {
        return Optional.ofNullable(checksums.get(symbolicName));
    }

    @Override
    public CompletionStage<String> install(InputStream jar) {
        Path file;
        JarCheck check;
        try {
            file = read(jar);
            check = checked(file);
        } catch (PluginException e) {
            return CompletableFuture.failedStage(e);
        } catch (IOException e) {
            return CompletableFuture.failedStage(
                    new PluginException("The jar could not be read to its end; try again: " + e.getMessage(), e));
        }
        return submit("The jar was not installed", () -> {
            try {
                return install(file, check);
            } finally {
                Files.deleteIfExists(file);
            }
        });
    }

    @Override
    public CompletionStage<String> rollBack(String symbolicName) {
        return submit("\"" + symbolicName + "\" was not rolled back", () -> {
            KeptJars.Kept target = JarCheck.isName(symbolicName)
                    ? rollouts.previous(symbolicName).orElse(null)
                    : null;
            if (target == null) {
                throw new PluginException("No other version of \"" + symbolicName
                        + "\" is kept: a version is kept once its plugins have run. Install the one that you want");
            }
            Path copy = folders.temporaryFile();
            try {
                Files.copy(target.file(), copy, StandardCopyOption.REPLACE_EXISTING);
                signatures.check(copy);
                keepPresent(symbolicName);
                place(copy, symbolicName);
            } finally {
                Files.deleteIfExists(copy);
            }
            LOG.info("Put version {} of {} in place, as asked", target.version(), symbolicName);
            return symbolicName + "/" + target.version();
        });
    }

    private Path read(InputStream jar) throws IOException, PluginException {
        Path file = folders.temporaryFile();
        boolean complete = false;
        try (OutputStream out = Files.newOutputStream(file)) {
            byte[] buffer = new byte[8192];
            long sum = 0;
            for (int n = jar.read(buffer); n >= 0; n = jar.read(buffer)) {
                sum += n;
                if (sum > limits.jarBytes()) {
                    throw new PluginException("The jar is larger than " + limits.jarBytes()
                            + " bytes. Leave away what it does not need, or copy it into the folder of plugins");
                }
                out.write(buffer, 0, n);
            }
            complete = true;
        } finally {
            if (!complete) {
                Files.delete(file);
            }
        }
        return file;
    }

    /** On the caller's thread, since it can take seconds. */
    private JarCheck checked(Path jar) throws IOException, PluginException {
        boolean good = false;
        try {
            JarCheck check = JarCheck.of(jar, limits, folders.temporary());
            signatures.check(jar);
            good = true;
            return check;
        } finally {
            if (!good) {
                Files.delete(jar);
            }
        }
    }

    private String install(Path jar, JarCheck check) throws PluginException, IOException, BundleException {
        Optional<Bundle> present = rollouts.bundle(check.symbolicName());
        if (present.isPresent() && !rollouts.isPlugins(present.get())) {
            throw new PluginException("\"" + check.symbolicName()
                    + "\" is one of the server's own bundles, which are not replaced while it runs: give yours another"
                    + " Bundle-SymbolicName");
        }
        place(jar, check.symbolicName());
        LOG.info("Put version {} of {} in place, as asked", check.version(), check.symbolicName());
        return check.symbolicName() + "/" + check.version();
    }

    /**
     * Deploys a jar where its bundle comes from: through the folder, or directly in the framework. The jar may be
     * moved.
     */
    private void place(Path jar, String symbolicName) throws IOException, BundleException {
        Optional<Bundle> present = rollouts.bundle(symbolicName);
        Optional<PluginFolder> folder =
                folders.plugins().filter(plugins -> present.isEmpty() || plugins.holds(present.get()));
        if (folder.isPresent()) {
            folder.get().put(jar, symbolicName);
        } else if (present.isPresent()) {
            updates.update(present.get(), jar);
        } else {
            updates.install("infinoted:" + symbolicName, jar);
        }
        check();
    }

    /** Keeps the present version: what people replace, they can roll back to, even if it never ran. */
    private void keepPresent(String symbolicName) throws IOException {
        Optional<Bundle> present = rollouts.bundle(symbolicName);
        if (present.isPresent()) {
            Path jar = folders.temporaryFile();
            try {
                kept.keep(symbolicName, BundleJar.write(present.get(), jar), jar);
            } finally {
                Files.deleteIfExists(jar);
            }
        }
    }

    private CompletionStage<String> submit(String failure, Callable<String> task) {
        CompletableFuture<String> result = new CompletableFuture<>();
        boolean accepted = execute(() -> {
            try {
                result.complete(task.call());
            } catch (PluginException e) {
                result.completeExceptionally(e);
            } catch (Exception | Error e) { // somebody waits for it
                LOG.warn("{}", failure, e);
                result.completeExceptionally(new PluginException(failure + ": " + e.getMessage(), e));
            }
        });
        if (!accepted) {
            result.completeExceptionally(new PluginException(failure + ": the server stops"));
        }
        return result;
    }

    private boolean execute(Runnable task) {
        try {
            worker.execute(task);
            return true;
        } catch (RejectedExecutionException e) {
            return false;
        }
    }
}
