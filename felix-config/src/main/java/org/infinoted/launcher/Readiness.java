// SPDX-License-Identifier: Apache-2.0
package org.infinoted.launcher;

import java.util.concurrent.CompletableFuture;
import org.osgi.framework.AllServiceListener;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceEvent;
import org.osgi.framework.ServiceReference;

/**
 * Waits until the host listens. The host registers a service whose properties name the address; if it cannot listen, a
 * property says why. The launcher knows the service's interface by name only, because it shares no classes with the
 * host.
 */
final class Readiness implements AllServiceListener {
    static final String SERVICE = "org.infinoted.connection.Listener";
    static final String ADDRESS = "infinoted.listener.address";
    static final String PORT = "infinoted.listener.port";
    static final String ERROR = "infinoted.listener.error";

    private final CompletableFuture<Endpoint> endpoint = new CompletableFuture<>();

    /** Where clients connect. */
    record Endpoint(String address, int port) {}

    /** Begins to look. */
    void watch(BundleContext context) {
        try {
            context.addServiceListener(this, "(objectClass=" + SERVICE + ")");
        } catch (InvalidSyntaxException e) {
            throw new AssertionError(e);
        }
    }

    /** Fails with a {@link StartException} if the host cannot listen. */
    CompletableFuture<Endpoint> endpoint() {
        return endpoint;
    }

    @Override
    public void serviceChanged(ServiceEvent event) {
        if (event.getType() == ServiceEvent.REGISTERED || event.getType() == ServiceEvent.MODIFIED) {
            look(event.getServiceReference());
        }
    }

    private void look(ServiceReference<?> listener) {
        if (listener.getProperty(ERROR) instanceof String error) {
            endpoint.completeExceptionally(new StartException(ExitStatus.UNAVAILABLE, error));
        } else if (listener.getProperty(ADDRESS) instanceof String address
                && listener.getProperty(PORT) instanceof Integer port) {
            endpoint.complete(new Endpoint(address, port));
        }
    }
}
