// SPDX-License-Identifier: Apache-2.0
package org.infinoted.launcher;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.framework.startlevel.FrameworkStartLevel;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.cm.ConfigurationPlugin;
import org.osgi.service.cm.SynchronousConfigurationListener;

/**
 * The framework with the bundles of the distribution. It starts in three steps. First comes Config Admin. Its stored
 * configurations are cleaned and overridden by the command line, and then the files in {@code etc} are read. Everything
 * else follows.
 */
final class Platform {
    private static final String HOST = "org.infinoted.host";

    private static final int CONFIG_ADMIN_LEVEL = 2;

    /** File Install has read the configuration files when this level is reached, and no component has started. */
    private static final int FILES_LEVEL = 3;

    private static final int ALL = 10;
    private static final Duration LEVEL_LIMIT = Duration.ofSeconds(60);

    private final Framework framework;
    private final CompletableFuture<FrameworkEvent> stopped = new CompletableFuture<>();
    private final Readiness readiness = new Readiness();
    private final Health health = new Health();

    Platform(FrameworkSettings settings) {
        var values = new HashMap<>(settings.values());
        values.put(Constants.FRAMEWORK_STORAGE_CLEAN, Constants.FRAMEWORK_STORAGE_CLEAN_ONFIRSTINIT);
        values.put(Constants.FRAMEWORK_BEGINNING_STARTLEVEL, Integer.toString(CONFIG_ADMIN_LEVEL));
        // The launcher calls Config Admin, so both must use the same classes.
        values.put(Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA, "org.osgi.service.cm;version=1.6.1");
        framework = new org.apache.felix.framework.FrameworkFactory().newFramework(values);
    }

    /**
     * Returns when everything is on its way; {@link #readiness()} tells when clients can connect.
     *
     * @return what the components are given
     */
    synchronized CommandLineConfiguration start(
            Distribution distribution, FrameworkSettings wanted, ServerHome home, Settings settings)
            throws StartException {
        try {
            framework.init();
            readiness.watch(framework.getBundleContext());
            health.watch(framework.getBundleContext());
            for (BundleSet set : distribution.bundleSets()) {
                if (wanted.wants(set)) {
                    install(set);
                }
            }
            framework.start();
            watchForStop();
            ConfigurationAdmin admin = configAdmin();
            var stored = new StoredConfigurations(admin);
            stored.sweep();
            var configuration = new CommandLineConfiguration(settings, home, admin);
            register(configuration, admin);
            checkJars(admin, home, new PluginJars(distribution.pluginsAvailable()));
            awaitStartLevel(FILES_LEVEL);
            // Not earlier: File Install would take an empty configuration for a change of the file, and save it there.
            for (String pid : configuration.pids()) {
                configuration.createIfMissing(pid);
            }
            stored.watchPlugins(home, wanted.poll());
            framework.adapt(FrameworkStartLevel.class).setStartLevel(ALL);
            return configuration;
        } catch (BundleException e) {
            throw new StartException(ExitStatus.SOFTWARE, "the framework does not start: " + e.getMessage());
        } catch (IOException e) {
            throw new StartException(ExitStatus.STORAGE, "cannot store the configuration: " + FileErrors.of(e));
        }
    }

    private void awaitStartLevel(int level) throws StartException {
        var reached = new CountDownLatch(1);
        framework.adapt(FrameworkStartLevel.class).setStartLevel(level, event -> {
            if (event.getType() == FrameworkEvent.STARTLEVEL_CHANGED) {
                reached.countDown();
            }
        });
        try {
            if (!reached.await(LEVEL_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                throw new StartException(ExitStatus.SOFTWARE, "start level " + level + " was not reached");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartException(ExitStatus.SOFTWARE, "interrupted");
        }
    }

    private void install(BundleSet set) throws BundleException {
        for (Path jar : set.jars()) {
            // By reference: the jar is read where it lies, the cache holds no copy of it.
            Bundle bundle = framework.getBundleContext().installBundle("reference:" + jar.toUri());
            bundle.adapt(BundleStartLevel.class).setStartLevel(set.level());
            if (!Diagnosis.isFragment(bundle)) {
                bundle.start();
            }
        }
    }

    private ConfigurationAdmin configAdmin() throws StartException {
        BundleContext context = framework.getBundleContext();
        ServiceReference<ConfigurationAdmin> reference = context.getServiceReference(ConfigurationAdmin.class);
        if (reference == null) {
            throw new StartException(ExitStatus.SOFTWARE, "Config Admin did not start: " + new Diagnosis(framework));
        }
        return context.getService(reference);
    }

    private void register(CommandLineConfiguration configuration, ConfigurationAdmin admin) throws StartException {
        BundleContext context = framework.getBundleContext();
        context.registerService(
                ConfigurationPlugin.class,
                configuration,
                new Hashtable<>(Map.of(
                        ConfigurationPlugin.CM_TARGET,
                        configuration.pids().toArray(String[]::new),
                        ConfigurationPlugin.CM_RANKING,
                        500)));
        context.registerService(SynchronousConfigurationListener.class, configuration, null);
        try {
            new HyphenatedFiles(context, admin).register();
        } catch (ClassNotFoundException e) {
            throw new StartException(ExitStatus.SOFTWARE, "File Install is not usable: " + new Diagnosis(framework));
        }
    }

    private void checkJars(ConfigurationAdmin admin, ServerHome home, PluginJars stock) throws StartException {
        try {
            CheckedJars.register(framework.getBundleContext(), admin, home, stock);
        } catch (ReflectiveOperationException e) {
            throw new StartException(
                    ExitStatus.SOFTWARE, "plugins' jars cannot be checked: " + new Diagnosis(framework));
        }
    }

    private void watchForStop() {
        var thread = new Thread(
                () -> {
                    try {
                        stopped.complete(framework.waitForStop(0));
                    } catch (InterruptedException e) {
                        stopped.completeExceptionally(e);
                    }
                },
                "framework-stop");
        thread.setDaemon(true);
        thread.start();
    }

    /** The framework's own context. */
    BundleContext context() {
        return framework.getBundleContext();
    }

    Readiness readiness() {
        return readiness;
    }

    Health health() {
        return health;
    }

    /** Completes when the framework has stopped, for whatever reason. */
    CompletableFuture<FrameworkEvent> stopped() {
        return stopped;
    }

    /** Why bundles do not run, one line each. */
    Diagnosis diagnosis() {
        return new Diagnosis(framework);
    }

    /** Stops the host first, while everything that it needs to save is still there, above all its note types. */
    private void stopHost() throws BundleException {
        BundleContext context = framework.getBundleContext();
        if (context == null) {
            return; // it has stopped already
        }
        for (Bundle bundle : context.getBundles()) {
            if (HOST.equals(bundle.getSymbolicName())) {
                bundle.stop(Bundle.STOP_TRANSIENT);
            }
        }
    }

    /**
     * Stops the framework: the host saves, and the plugins end. Waits for a start that is under way: a framework that
     * is stopped while its first bundles start logs an error for each of them.
     *
     * @return whether it has stopped within that time
     */
    synchronized boolean stop(Duration limit) throws BundleException, InterruptedException {
        if (framework.getState() == Bundle.INSTALLED) {
            return true;
        }
        stopHost();
        framework.stop();
        return framework.waitForStop(limit.toMillis()).getType() != FrameworkEvent.WAIT_TIMEDOUT;
    }
}
