// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.status;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.infinoted.host.sandbox.SafeText;
import org.infinoted.plugin.PluginException;
import org.jspecify.annotations.Nullable;

/**
 * Why a component was not activated, read from the stack trace that the component runtime reports.
 *
 * @param refused whether the component itself has refused, with a {@link PluginException}
 * @param text what it has thrown; only the message if it has refused
 */
record ActivationFailure(boolean refused, String text) {
    private static final String CAUSE = "Caused by: ";
    private static final Set<String> WRAPPERS = Set.of(
            "java.lang.reflect.InvocationTargetException",
            "java.lang.ExceptionInInitializerError",
            "org.osgi.service.component.ComponentException");

    /** @param stack what {@link Throwable#printStackTrace} has written; null if nothing is known */
    static ActivationFailure of(@Nullable String stack) {
        List<String> thrown = Optional.ofNullable(stack).stream()
                .flatMap(String::lines)
                .filter(line -> line.startsWith(CAUSE) || !(line.isBlank() || Character.isWhitespace(line.charAt(0))))
                .map(line -> line.startsWith(CAUSE) ? line.substring(CAUSE.length()) : line)
                .toList();
        String refusal = PluginException.class.getName() + ": ";
        return thrown.stream()
                .filter(line -> line.startsWith(refusal))
                .map(line -> new ActivationFailure(true, SafeText.reason(line.substring(refusal.length()))))
                .findFirst()
                .or(() -> cause(thrown).map(line -> new ActivationFailure(false, SafeText.reason(line))))
                .orElse(new ActivationFailure(false, "something that the log tells"));
    }

    /** The first that does not just wrap another one, or else the innermost. */
    private static Optional<String> cause(List<String> thrown) {
        Stream<String> innermost = thrown.isEmpty() ? Stream.empty() : Stream.of(thrown.get(thrown.size() - 1));
        return Stream.concat(
                        thrown.stream()
                                .filter(line -> WRAPPERS.stream()
                                        .noneMatch(wrapper -> line.equals(wrapper) || line.startsWith(wrapper + ':'))),
                        innermost)
                .findFirst();
    }
}
