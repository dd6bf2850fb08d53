// SPDX-License-Identifier: Apache-2.0
package org.infinoted.testdoubles;

import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.Map;
import java.util.Objects;
import org.infinoted.plugin.Plugin;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.Version;

/** Makes references to services, and their properties, without a framework. */
public final class Services {
    private static final String ID = "service.id";

    private Services() {}

    /** Properties of a plugin with this name. */
    public static Map<String, Object> named(String name) {
        return with(Map.of(), Plugin.NAME, name);
    }

    /** The properties and one more. */
    public static Map<String, Object> with(Map<String, Object> properties, String key, Object value) {
        var all = new HashMap<>(properties);
        all.put(key, value);
        return all;
    }

    /** A service that knows its number and its bundle. */
    public static ServiceReference<?> reference(long id, String symbolicName) {
        return reference(bundle(id, symbolicName, "0.1.0"), Map.of(ID, id));
    }

    /** A service with these properties, which the test may change. Compares by age, as long as it has a number. */
    public static ServiceReference<?> reference(Bundle bundle, Map<String, ?> properties) {
        return proxy(ServiceReference.class, (self, method, arguments) -> switch (method) {
            case "getBundle" -> bundle;
            case "getProperty" -> properties.get(arguments[0]);
            case "compareTo" ->
                Long.compare((Long) ((ServiceReference<?>) arguments[0]).getProperty(ID), (Long)
                        Objects.requireNonNull(properties.get(ID), ID));
            case "equals" -> self == arguments[0];
            case "hashCode" -> System.identityHashCode(self);
            case "toString" -> "service " + properties.get(ID);
            default -> throw new UnsupportedOperationException("ServiceReference." + method);
        });
    }

    /** A bundle that contains nothing and has no class loader of its own. */
    public static Bundle bundle(long id, String symbolicName, String version) {
        return proxy(Bundle.class, (self, method, arguments) -> switch (method) {
            case "getSymbolicName" -> symbolicName;
            case "getBundleId" -> id;
            case "getVersion" -> new Version(version);
            case "getHeaders" -> new Hashtable<>();
            case "adapt", "getResource", "getEntry", "findEntries" -> null;
            case "equals" -> self == arguments[0];
            case "hashCode" -> Long.hashCode(id);
            case "toString" -> "bundle " + id;
            default -> throw new UnsupportedOperationException("Bundle." + method);
        });
    }

    /** What a proxy answers. */
    public interface Answers {
        @Nullable
        Object to(Object self, String method, Object[] arguments) throws Exception;
    }

    /** An object whose methods do what the answers say. */
    public static <T> T proxy(Class<T> type, Answers answers) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (self, method, arguments) -> answers.to(self, method.getName(), arguments)));
    }
}
