// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The values of the server's options at one time, to tell whether a change is one. The annotation that Declarative
 * Services gives to a component has no {@code equals}.
 */
record OptionValues(Map<String, Object> values) {
    static OptionValues of(HostOptions options) {
        Map<String, Object> values = new HashMap<>();
        for (Method method : HostOptions.class.getDeclaredMethods()) {
            values.put(method.getName(), value(options, method));
        }
        return new OptionValues(values);
    }

    private static Object value(HostOptions options, Method method) {
        try {
            Object value = method.invoke(options);
            return value instanceof Object[] several ? Arrays.asList(several) : value;
        } catch (InvocationTargetException e) {
            return Optional.empty(); // of the wrong type, which shows when the option is used
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(method + " cannot be called", e);
        }
    }
}
