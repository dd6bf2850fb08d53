// SPDX-License-Identifier: Apache-2.0
package org.infinoted.system.framework;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.infinoted.system.Poll;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;

/** The host's service for deploying plugins, called by reflection: its interface is a class of a bundle. */
final class Deployments {
    private static final long PATIENCE_SECONDS = 20;

    private final TestFramework framework;

    Deployments(TestFramework framework) {
        this.framework = framework;
    }

    /** Installs a jar. Returns what the service answers. */
    String install(byte[] jar) throws Exception {
        return answer(call("install", InputStream.class, new ByteArrayInputStream(jar)));
    }

    String rollBack(String symbolicName) throws Exception {
        return answer(call("rollBack", String.class, symbolicName));
    }

    @SuppressWarnings("unchecked")
    Optional<String> previous(String symbolicName) throws Exception {
        return (Optional<String>) call("previous", String.class, symbolicName);
    }

    /** Waits until there is a version to go back to. */
    String awaitPrevious(String symbolicName) throws Exception {
        Poll.until(
                () -> {
                    try {
                        return previous(symbolicName).isPresent();
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                },
                () -> "There is no previous version of " + symbolicName);
        return previous(symbolicName).orElseThrow();
    }

    /** Waits until so many versions of a bundle are kept. */
    void awaitKept(String symbolicName, int versions) {
        String home = framework.context().getProperty("infinoted.home");
        Path all = home == null
                ? framework.host().getDataFile("deploy/previous-plugins").toPath()
                : Path.of(home, "previous-plugins");
        Path folder = all.resolve(symbolicName);
        Poll.until(() -> count(folder) == versions, () -> count(folder) + " versions are kept");
    }

    private static long count(Path folder) {
        if (!Files.isDirectory(folder)) {
            return 0;
        }
        try (var files = Files.list(folder)) {
            return files.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String answer(Object stage) throws Exception {
        try {
            return (String) ((CompletionStage<?>) stage).toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new Refusal(e.getCause().getMessage());
        }
    }

    private Object call(String method, Class<?> type, Object argument) throws Exception {
        BundleContext context = framework.context();
        ServiceReference<?> reference = context.getAllServiceReferences("org.infinoted.plugin.PluginDeployer", null)[0];
        Object service = context.getService(reference);
        try {
            return service.getClass().getMethod(method, type).invoke(service, argument);
        } catch (InvocationTargetException e) {
            throw new IllegalStateException(e);
        } finally {
            context.ungetService(reference);
        }
    }

    /** What the service refuses, and why. */
    static final class Refusal extends Exception {
        private static final long serialVersionUID = 1L;

        Refusal(String message) {
            super(message);
        }
    }
}
