// SPDX-License-Identifier: Apache-2.0
package org.infinoted.launcher;

import java.util.Dictionary;
import java.util.Hashtable;
import java.util.Map;
import java.util.Optional;
import org.infinoted.connection.Listener;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;

/**
 * Stands in for the host: a component with the host's PID that listens nowhere. It publishes its configuration as
 * properties of its service, under {@code config.KEY}.
 */
public final class FakeHost implements Listener {
    static final String COMPONENT = """
            <scr:component xmlns:scr="http://www.osgi.org/xmlns/scr/v1.4.0" name="host" immediate="true"
                configuration-pid="org.infinoted.host" activate="activate" modified="modified">
              <implementation class="org.infinoted.launcher.FakeHost"/>
            </scr:component>
            """;

    private ServiceRegistration<Listener> registration;

    /** Called by SCR. */
    public void activate(BundleContext context, Map<String, Object> configuration) {
        registration = context.registerService(Listener.class, this, properties(configuration));
    }

    /** Called by SCR. */
    public void modified(Map<String, Object> configuration) {
        registration.setProperties(properties(configuration));
    }

    private static Dictionary<String, Object> properties(Map<String, Object> configuration) {
        var result = new Hashtable<String, Object>();
        configuration.forEach((key, value) -> result.put("config." + key, value));
        if (configuration.get("fail") instanceof String error) {
            result.put(ERROR, error);
        } else {
            result.put(ADDRESS, "127.0.0.1");
            result.put(PORT, 4711);
        }
        return result;
    }

    @Override
    public String address() {
        return "127.0.0.1";
    }

    @Override
    public int port() {
        return 4711;
    }

    @Override
    public Optional<String> error() {
        return Optional.empty();
    }
}
