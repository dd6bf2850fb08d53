// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.infinoted.host.options.OptionGuard;
import org.infinoted.host.plugin.PluginOptions;
import org.infinoted.plugin.PluginReason;

/**
 * The values of the server's options at a time, which tell whether a change is one. What Declarative Services gives to a component
 * has no {@code equals}.
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
            return Optional.empty(); // of the wrong type, which whoever uses it will be told
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(method + " cannot be called", e);
        }
    }

    /** Why the server cannot run with the options that it has been given; empty if it can. */
    static Optional<String> refusal(PluginOptions known) {
        PluginOptions.Verdict verdict = known.verdict(OptionGuard.SERVER);
        return verdict.usable()
                ? Optional.empty()
                : Optional.of(verdict.reasons().stream()
                        .filter(reason -> reason.kind() == PluginReason.Kind.OPTION)
                        .map(PluginReason::text)
                        .collect(Collectors.joining("; ")));
    }
}
