// SPDX-License-Identifier: Apache-2.0
package org.infinoted.plugin;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Is told of each change in the state of each plugin. Whiteboard: register a service of this type; it is told the
 * present state of all plugins first.
 *
 * <p><b>Thread, order, time.</b> Called on one thread of the server, one call at a time, for each plugin in the order of its
 * changes. A state that lasts only for a moment may be left out, the last one never is. Plugins do not wait for listeners, but
 * listeners do for each other: return at once.
 *
 * <p><b>Failure.</b> What it throws is logged, and the next change is told all the same.
 */
@ConsumerType
public interface PluginStatusListener {
    /** A plugin is there, or its state or one of its reasons has changed. */
    default void changed(PluginStatus status) {}

    /** There is no plugin of this name any more. */
    default void gone(String name) {}
}
