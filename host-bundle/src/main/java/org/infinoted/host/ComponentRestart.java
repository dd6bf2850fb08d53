// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.infinoted.host.sandbox.PluginThreads;
import org.osgi.framework.Bundle;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;
import org.osgi.util.promise.Promise;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Replaces components by new ones, with the options of that moment. */
final class ComponentRestart {
    private static final Logger LOG = LoggerFactory.getLogger(ComponentRestart.class);
    private static final PluginThreads THREADS = new PluginThreads("infinoted-restart");

    private final Bundle bundle;
    private final List<Class<?>> components;

    /** @param components in the order in which they end; they begin in the opposite one */
    ComponentRestart(Bundle bundle, List<Class<?>> components) {
        this.bundle = bundle;
        this.components = components;
    }

    /** Returns at once. The work is done on a thread of its own, since a component must not disable itself. */
    void begin(ServiceComponentRuntime runtime) {
        THREADS.newThread(() -> restart(runtime)).start();
    }

    private void restart(ServiceComponentRuntime runtime) {
        List<ComponentDescriptionDTO> descriptions = new ArrayList<>(components.stream()
                .map(component -> runtime.getComponentDescriptionDTO(bundle, component.getName()))
                .filter(Objects::nonNull) // there is none if the bundle stops
                .toList());
        descriptions.forEach(description -> await(runtime.disableComponent(description)));
        Collections.reverse(descriptions);
        descriptions.forEach(description -> await(runtime.enableComponent(description)));
    }

    private static void await(Promise<Void> change) {
        try {
            Throwable failure = change.getFailure();
            if (failure != null) {
                LOG.warn("A component of the server could not be restarted", failure);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
