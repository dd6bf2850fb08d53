// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.infinoted.host.admission.RequiredPluginsPolicy;
import org.infinoted.host.deploy.DeployLimits;
import org.infinoted.host.directory.DirectoryLimits;
import org.infinoted.host.sandbox.PluginLimits;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class HostLimitsTest {
    /** Of the defaults, but for what is given by the names of the methods. */
    private static HostLimits limits(Map<String, Object> values) {
        return HostLimits.of((HostOptions) Proxy.newProxyInstance(
                HostOptions.class.getClassLoader(),
                new Class<?>[] {HostOptions.class},
                (proxy, method, arguments) -> values.getOrDefault(method.getName(), method.getDefaultValue())));
    }

    @Test
    void defaultsAreThoseOfTheLimits() {
        HostLimits limits = limits(Map.of());
        assertEquals(PluginLimits.DEFAULT, limits.plugins());
        assertEquals(256, limits.pluginThreads());
        assertEquals(Duration.ofSeconds(5), limits.authentication());
        assertEquals(DirectoryLimits.DEFAULT, limits.directory());
        assertEquals(DeployLimits.DEFAULT, limits.deploy());
    }

    @Test
    void byDefaultThePortIsClosedAfterTenSeconds() {
        assertEquals(
                new RequiredPluginsPolicy(
                        List.of(), Duration.ofSeconds(10), RequiredPluginsPolicy.WhenMissing.CLOSE_LISTENERS),
                limits(Map.of()).requiredPlugins());
    }

    @Test
    void optionsAreTheLimitsOfPlugins() {
        HostLimits limits = limits(Map.of(
                "plugin$_$call$_$budget", 2,
                "plugin$_$call$_$limit", 3,
                "plugin$_$stop$_$time", 60,
                "plugin$_$backlog", 7,
                "plugin$_$threads", 8));
        assertEquals(Duration.ofSeconds(2), limits.plugins().callBudget());
        assertEquals(Duration.ofSeconds(3), limits.plugins().callLimit());
        assertEquals(Duration.ofSeconds(60), limits.plugins().stopTime());
        assertEquals(Duration.ofSeconds(60), limits.plugins().closeTime());
        assertEquals(7, limits.plugins().backlog());
        assertEquals(8, limits.pluginThreads());
    }

    @Test
    void optionsAreTheOtherLimits() {
        HostLimits limits = limits(Map.of(
                "authentication$_$timeout", 2,
                "note$_$type$_$grace", 0,
                "rollback$_$after", 3,
                "required$_$plugins", new String[] {"visits"},
                "required$_$plugins$_$grace", 4,
                "required$_$plugins$_$policy", "go-on"));
        assertEquals(Duration.ofSeconds(2), limits.authentication());
        assertEquals(Duration.ZERO, limits.directory().noteTypeGrace());
        assertEquals(Duration.ofSeconds(3), limits.deploy().trial());
        assertEquals(
                new RequiredPluginsPolicy(
                        List.of("visits"), Duration.ofSeconds(4), RequiredPluginsPolicy.WhenMissing.GO_ON),
                limits.requiredPlugins());
    }

    @Test
    void callLimitBelowTheBudgetIsRefused() {
        var thrown = assertThrows(IllegalArgumentException.class, () -> limits(Map.of("plugin$_$call$_$limit", 4)));
        assertEquals(
                "The option plugin-call-limit is 4; it must not be less than plugin-call-budget, which is 5",
                thrown.getMessage());
    }
}
