// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.admission;

import java.util.Dictionary;
import java.util.Hashtable;
import org.infinoted.connection.Listener;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;

/** Registers a service that says where the server listens. Used by one thread at a time. */
public final class ListenerService implements AcceptController.Announcer {
    private final BundleContext context;
    private @Nullable ServiceRegistration<Listener> registration;

    public ListenerService(BundleContext context) {
        this.context = context;
    }

    @Override
    public void announce(@Nullable Listener listener) {
        if (registration != null) {
            registration.unregister();
            registration = null;
        }
        if (listener != null) {
            Dictionary<String, Object> properties = new Hashtable<>();
            properties.put(Listener.ADDRESS, listener.address());
            properties.put(Listener.PORT, listener.port());
            listener.error().ifPresent(error -> properties.put(Listener.ERROR, error));
            registration = context.registerService(Listener.class, listener, properties);
        }
    }
}
