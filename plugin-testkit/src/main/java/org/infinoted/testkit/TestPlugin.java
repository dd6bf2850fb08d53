// SPDX-License-Identifier: Apache-2.0
package org.infinoted.testkit;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.infinoted.plugin.Plugin;
import org.infinoted.plugin.PluginException;
import org.infinoted.plugin.PluginStatus;

/** A component that is installed in a {@link TestHost}. */
public final class TestPlugin {
    private final TestHost host;
    private final Map<String, Object> properties;
    private final Optional<Component> component; // for making another object, if it is known
    private TestHost.Service service;

    TestPlugin(TestHost host, Map<String, ?> properties, Optional<Component> component, TestHost.Service service) {
        this.host = host;
        this.properties = new HashMap<>(properties);
        this.component = component;
        this.service = service;
    }

    /** The plugin's name. */
    public String name() {
        return String.valueOf(properties.get(Plugin.NAME));
    }

    /** The plugin's object. */
    public Object object() {
        return service.object();
    }

    /** The plugin's state. */
    public PluginStatus status() {
        return host.plugins().stream()
                .filter(status -> status.name().equals(name()))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("There is no plugin " + name() + " any more"));
    }

    /** What it has logged: {@code INFO text}. */
    public List<String> log() {
        return host.server().logOf(name());
    }

    /**
     * Gives it other options, as a change of its configuration does: in place if it has a method for that, otherwise
     * the object is replaced by a new one.
     *
     * @throws PluginException if the server refuses them by the plugin's declarations, or the plugin refuses them
     */
    public TestPlugin change(Map<String, ?> options) throws PluginException {
        Component known = component.orElseThrow(
                () -> new IllegalStateException("Install the class, not an object, for options that can change"));
        if (!known.modify(object(), options)) {
            Object next = known.create(options);
            host.remove(service);
            service = host.add(properties, known.services(), next);
            host.run();
        }
        return this;
    }

    /** Removes it, as deleting its jar does. */
    public void uninstall() {
        host.remove(service);
        host.run();
    }
}
