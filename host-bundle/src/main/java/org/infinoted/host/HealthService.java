// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host;

import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.infinoted.server.ServerHealth;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;

/** Registers the service that says how the server is. Thread-safe. */
final class HealthService implements ServerHealth {
    private final BundleContext context;
    private final Supplier<Optional<String>> emergency;
    private final Supplier<List<String>> unsaved;
    private final Supplier<List<String>> warnings;
    private @Nullable ServiceRegistration<ServerHealth> registration;

    HealthService(
            BundleContext context,
            Supplier<Optional<String>> emergency,
            Supplier<List<String>> unsaved,
            Supplier<List<String>> warnings) {
        this.context = context;
        this.emergency = emergency;
        this.unsaved = unsaved;
        this.warnings = warnings;
    }

    synchronized void register() {
        registration = context.registerService(ServerHealth.class, this, properties());
    }

    /** Tells those who only see the properties of the service. Returns when they were told. */
    synchronized void announce() {
        if (registration != null) {
            registration.setProperties(properties());
        }
    }

    synchronized void unregister() {
        if (registration != null) {
            registration.unregister();
            registration = null;
        }
    }

    private Dictionary<String, Object> properties() {
        Dictionary<String, Object> properties = new Hashtable<>();
        emergency().ifPresent(reason -> properties.put(EMERGENCY, reason));
        List<String> paths = unsaved();
        if (!paths.isEmpty()) {
            properties.put(UNSAVED, paths.toArray(String[]::new));
        }
        return properties;
    }

    @Override
    public Optional<String> emergency() {
        return emergency.get();
    }

    @Override
    public List<String> unsaved() {
        return unsaved.get();
    }

    @Override
    public List<String> warnings() {
        return warnings.get();
    }
}
