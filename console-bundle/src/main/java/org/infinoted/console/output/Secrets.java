// SPDX-License-Identifier: Apache-2.0
package org.infinoted.console.output;

import java.io.IOException;
import java.util.Collection;
import java.util.Dictionary;
import java.util.Enumeration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;

/**
 * The secrets that a page of the console could show: the values of properties that {@link SecretNames hold secrets}, in
 * configurations, components, services, the system's properties and its environment.
 */
final class Secrets {
    /** What is shorter occurs everywhere. */
    private static final int SHORTEST = 4;

    private static final Set<String> PLAIN = Set.of("true", "false", "none", "null", "default", "required", "optional");

    private final BundleContext context;
    private final ConfigurationAdmin admin;
    private final ServiceComponentRuntime components;
    private final SecretNames names;

    Secrets(BundleContext context, ConfigurationAdmin admin, ServiceComponentRuntime components, SecretNames names) {
        this.context = context;
        this.admin = admin;
        this.components = components;
        this.names = names;
    }

    /** Those that there are now. */
    Set<String> present() throws IOException {
        Set<String> declared = names.declared(context.getBundles());
        Predicate<String> secret = name -> SecretNames.saysSo(name) || declared.contains(name);
        Set<String> values = new HashSet<>();
        configurations(secret, values);
        for (ComponentDescriptionDTO component : components.getComponentDescriptionDTOs()) {
            collect(component.properties, secret, values);
            collect(component.factoryProperties, secret, values);
            for (ComponentConfigurationDTO each : components.getComponentConfigurationDTOs(component)) {
                collect(each.properties, secret, values);
            }
        }
        services(secret, values);
        System.getProperties().forEach((name, value) -> collect(String.valueOf(name), value, secret, values));
        System.getenv().forEach((name, value) -> collect(name, value, secret, values));
        return values;
    }

    private void configurations(Predicate<String> secret, Set<String> values) throws IOException {
        try {
            Configuration[] all = admin.listConfigurations(null);
            for (Configuration each : all == null ? new Configuration[0] : all) {
                Dictionary<String, Object> properties = each.getProperties();
                if (properties != null) {
                    Enumeration<String> keys = properties.keys();
                    while (keys.hasMoreElements()) {
                        String key = keys.nextElement();
                        collect(key, properties.get(key), secret, values);
                    }
                }
            }
        } catch (InvalidSyntaxException e) {
            throw new AssertionError("no filter is a filter", e);
        } catch (IllegalStateException e) {
            // One was deleted meanwhile: what it held was collected just before, or is not to be seen any more.
        }
    }

    private void services(Predicate<String> secret, Set<String> values) {
        try {
            ServiceReference<?>[] all = context.getAllServiceReferences(null, null);
            for (ServiceReference<?> each : all == null ? new ServiceReference<?>[0] : all) {
                for (String key : each.getPropertyKeys()) {
                    collect(key, each.getProperty(key), secret, values);
                }
            }
        } catch (InvalidSyntaxException e) {
            throw new AssertionError("no filter is a filter", e);
        }
    }

    private static void collect(
            @Nullable Map<String, Object> properties, Predicate<String> secret, Set<String> values) {
        if (properties != null) {
            properties.forEach((key, value) -> collect(key, value, secret, values));
        }
    }

    private static void collect(String key, @Nullable Object value, Predicate<String> secret, Set<String> values) {
        if (!secret.test(key)) {
            return;
        }
        if (value instanceof String text) {
            if (text.length() >= SHORTEST && !PLAIN.contains(text)) {
                values.add(text);
            }
        } else if (value instanceof Object[] several) {
            for (Object each : several) {
                collect(key, each, secret, values);
            }
        } else if (value instanceof Collection<?> several) {
            several.forEach(each -> collect(key, each, secret, values));
        }
    }
}
