// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.plugin;

import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;
import org.infinoted.plugin.Plugin;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.Version;

/** Makes service references without a framework. */
public final class Services {
    private Services() {}

    static Map<String, Object> named(String name) {
        return with(Map.of(), Plugin.NAME, name);
    }

    static Map<String, Object> with(Map<String, Object> properties, String key, Object value) {
        var all = new HashMap<>(properties);
        all.put(key, value);
        return all;
    }

    /** A reference that knows its number and its bundle, which has no class loader of its own. */
    public static ServiceReference<?> reference(long id, String symbolicName) {
        Bundle bundle = proxy(Bundle.class, (method, arguments) -> switch (method) {
            case "getSymbolicName" -> symbolicName;
            case "getBundleId" -> id;
            case "getVersion" -> new Version(0, 1, 0);
            case "adapt" -> null;
            default -> throw new UnsupportedOperationException(method);
        });
        return proxy(ServiceReference.class, (method, arguments) -> switch (method) {
            case "getBundle" -> bundle;
            case "getProperty" -> "service.id".equals(arguments[0]) ? (Object) id : null;
            case "toString" -> "service " + id;
            default -> throw new UnsupportedOperationException(method);
        });
    }

    public interface Answers {
        Object to(String method, Object[] arguments) throws Exception;
    }

    public static <T> T proxy(Class<T> type, Answers answers) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> answers.to(method.getName(), arguments)));
    }
}
