// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Map;
import org.infinoted.host.sandbox.PluginLimits;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("unit")
class PluginLimitOptionsTest {
    /** The defaults, but for what is given by the names of the methods. */
    private static HostOptions options(Map<String, Object> values) {
        return (HostOptions) Proxy.newProxyInstance(
                HostOptions.class.getClassLoader(),
                new Class<?>[] {HostOptions.class},
                (proxy, method, arguments) -> values.getOrDefault(method.getName(), method.getDefaultValue()));
    }

    @Test
    void defaultsAreThoseOfTheLimits() throws Exception {
        assertEquals(PluginLimits.DEFAULT, PluginLimitOptions.of(options(Map.of())));
    }

    @Test
    void optionsAreTheLimits() throws Exception {
        PluginLimits limits = PluginLimitOptions.of(options(Map.of(
                "plugin$_$call$_$budget", 2,
                "plugin$_$call$_$limit", 3,
                "plugin$_$stop$_$time", 60,
                "plugin$_$backlog", 7)));
        assertEquals(Duration.ofSeconds(2), limits.callBudget());
        assertEquals(Duration.ofSeconds(3), limits.callLimit());
        assertEquals(Duration.ofSeconds(60), limits.stopTime());
        assertEquals(Duration.ofSeconds(60), limits.closeTime());
        assertEquals(7, limits.backlog());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "plugin$_$call$_$budget; 0; The option plugin-call-budget is 0; it must be from 1 to 3600 seconds",
                "plugin$_$call$_$limit; 86401; The option plugin-call-limit is 86401; it must be from 1 to 86400 seconds",
                "plugin$_$stop$_$time; -1; The option plugin-stop-time is -1; it must be from 1 to 3600 seconds",
                "plugin$_$backlog; 0; The option plugin-backlog is 0; it must be from 1 to 10000000",
                "plugin$_$threads; 0; The option plugin-threads is 0; it must be from 1 to 10000"
            })
    void valueOutOfRangeIsRefusedByNameWithWhatIsAllowed(String key, int value, String start, String rest) {
        HostOptions options = options(Map.of(key, value));
        var thrown = assertThrows(IOException.class, () -> {
            PluginLimitOptions.of(options);
            PluginLimitOptions.threads(options);
        });
        assertEquals(start + "; " + rest, thrown.getMessage());
    }

    @Test
    void limitBelowTheBudgetIsRefused() {
        var thrown = assertThrows(
                IOException.class, () -> PluginLimitOptions.of(options(Map.of("plugin$_$call$_$limit", 4))));
        assertEquals(
                "The option plugin-call-limit is 4; it must not be less than plugin-call-budget, which is 5",
                thrown.getMessage());
    }
}
