// SPDX-License-Identifier: Apache-2.0
package org.infinoted.testkit;

import java.lang.reflect.Proxy;
import java.util.Hashtable;
import java.util.Map;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.Version;

/** Makes service references without a framework. */
final class Services {
    private Services() {}

    /** What the server asks of a service. Compares by age, so that of two note types of one name the older counts. */
    static ServiceReference<?> reference(long id, Map<String, ?> properties) {
        Bundle bundle = proxy(Bundle.class, (self, method, arguments) -> switch (method) {
            case "getSymbolicName" -> "org.infinoted.test." + id;
            case "getBundleId" -> id;
            case "getVersion" -> new Version(1, 0, 0);
            case "getHeaders" -> new Hashtable<>();
            case "adapt", "getResource", "getEntry", "findEntries" -> null;
            case "equals" -> self == arguments[0];
            case "hashCode" -> Long.hashCode(id);
            case "toString" -> "bundle " + id;
            default -> throw new UnsupportedOperationException("Bundle." + method);
        });
        return proxy(ServiceReference.class, (self, method, arguments) -> switch (method) {
            case "getBundle" -> bundle;
            case "getProperty" -> "service.id".equals(arguments[0]) ? (Object) id : properties.get(arguments[0]);
            case "compareTo" -> Long.compare((Long) ((ServiceReference<?>) arguments[0]).getProperty("service.id"), id);
            case "equals" -> self == arguments[0];
            case "hashCode" -> Long.hashCode(id);
            case "toString" -> "service " + id;
            default -> throw new UnsupportedOperationException("ServiceReference." + method);
        });
    }

    private interface Answers {
        Object to(Object self, String method, Object[] arguments);
    }

    private static <T> T proxy(Class<T> type, Answers answers) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (self, method, arguments) -> answers.to(self, method.getName(), arguments)));
    }
}
