// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.whiteboard;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.runtime.ServiceComponentRuntime;

/**
 * The component runtime, which tells why components are not active. The server also runs without it, and then knows
 * less.
 */
@Component(service = ComponentRuntimeTracker.class)
public final class ComponentRuntimeTracker {
    private final AtomicReference<ServiceComponentRuntime> present = new AtomicReference<>();
    private volatile Runnable listener = () -> {};

    public Optional<ServiceComponentRuntime> runtime() {
        return Optional.ofNullable(present.get());
    }

    /** Tells the listener of each change from now on, those of components included, on the thread that brings it. */
    public void listen(Runnable newListener) {
        listener = newListener;
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            updated = "updatedRuntime",
            unbind = "unbindRuntime")
    void bindRuntime(ServiceComponentRuntime runtime) {
        present.set(runtime);
        listener.run();
    }

    /** The runtime's count of changes has changed. */
    void updatedRuntime(ServiceComponentRuntime runtime) {
        listener.run();
    }

    /** Another one may be bound already. */
    void unbindRuntime(ServiceComponentRuntime runtime) {
        present.compareAndSet(runtime, null);
        listener.run();
    }
}
