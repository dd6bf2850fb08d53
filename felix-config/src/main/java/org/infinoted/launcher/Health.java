// SPDX-License-Identifier: Apache-2.0
package org.infinoted.launcher;

import java.util.Arrays;
import java.util.Collection;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import org.osgi.framework.AllServiceListener;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceEvent;
import org.osgi.framework.ServiceReference;

/**
 * What the host says of itself: whether it can go on, and what it could not save. The host registers a service whose properties say
 * so, and changes them. The launcher knows the service's interface by name only, because it shares no classes with the host.
 */
final class Health implements AllServiceListener {
    static final String SERVICE = "org.infinoted.server.ServerHealth";
    static final String EMERGENCY = "infinoted.server.emergency";
    static final String UNSAVED = "infinoted.server.unsaved";

    private final CompletableFuture<String> emergency = new CompletableFuture<>();
    private volatile Collection<String> unsaved = new TreeSet<>();

    /** Begins to look. */
    void watch(BundleContext context) {
        try {
            context.addServiceListener(this, "(objectClass=" + SERVICE + ")");
        } catch (InvalidSyntaxException e) {
            throw new AssertionError(e);
        }
    }

    /** Completes when the host cannot go on, with the reason. */
    CompletableFuture<String> emergency() {
        return emergency;
    }

    /** The paths of the documents that the host could not save. */
    Collection<String> unsaved() {
        return unsaved;
    }

    /** How the process is to end if nothing else is wrong. */
    ExitStatus status() {
        if (emergency.isDone()) {
            return ExitStatus.EMERGENCY;
        }
        return unsaved.isEmpty() ? ExitStatus.OK : ExitStatus.UNSAVED;
    }

    /** Also what is taken back has the properties that it had last. */
    @Override
    public void serviceChanged(ServiceEvent event) {
        ServiceReference<?> health = event.getServiceReference();
        if (health.getProperty(EMERGENCY) instanceof String reason) {
            emergency.complete(reason);
        }
        unsaved = health.getProperty(UNSAVED) instanceof String[] paths
                ? new TreeSet<>(Arrays.asList(paths))
                : new TreeSet<>();
    }
}
