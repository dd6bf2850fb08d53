// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.whiteboard;

import java.util.function.Consumer;

/**
 * Handles the services of a whiteboard. Each service is added once, modified any number of times and removed once, with
 * one call at a time; calls for different services may overlap.
 *
 * @param add takes a service into use
 * @param modify is told that properties have changed
 * @param remove returns when the service is out of use, or when the time for that is over
 */
public record ServiceHandler<S>(
        Consumer<TrackedService<S>> add, Consumer<TrackedService<S>> modify, Consumer<TrackedService<S>> remove) {
    /** For services whose properties are read once. */
    public ServiceHandler(Consumer<TrackedService<S>> add, Consumer<TrackedService<S>> remove) {
        this(add, service -> {}, remove);
    }
}
