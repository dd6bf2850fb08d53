// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host;

import org.infinoted.host.sandbox.PluginThreads;
import org.osgi.framework.Bundle;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;

/** Replaces a component by a new one with the options of that moment. */
final class ComponentRestart {
    private static final PluginThreads THREADS = new PluginThreads("infinoted-restart");

    private final Bundle bundle;
    private final String component;

    ComponentRestart(Bundle bundle, Class<?> component) {
        this.bundle = bundle;
        this.component = component.getName();
    }

    /** Returns at once. The work is done on a thread of its own, since a component must not disable itself. */
    void begin(ServiceComponentRuntime runtime) {
        THREADS.newThread(() -> restart(runtime)).start();
    }

    private void restart(ServiceComponentRuntime runtime) {
        ComponentDescriptionDTO description = runtime.getComponentDescriptionDTO(bundle, component);
        if (description != null) { // otherwise the bundle stops
            runtime.disableComponent(description).onResolve(() -> runtime.enableComponent(description));
        }
    }
}
