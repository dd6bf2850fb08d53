// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.infinoted.host.admission.RequiredPluginsPolicy;
import org.infinoted.host.deploy.DeployLimits;
import org.infinoted.host.directory.ClientQuota;
import org.infinoted.host.directory.DirectoryLimits;
import org.infinoted.host.rate.ClientRates;
import org.infinoted.host.rate.RateLimit;
import org.infinoted.host.sandbox.PluginLimits;
import org.infinoted.host.session.SessionLimits;
import org.infinoted.host.session.UploadLimits;
import org.infinoted.host.store.GroupAccess;
import org.infinoted.host.store.StorageQuota;
import org.infinoted.host.stream.AdmissionLimits;
import org.infinoted.host.stream.InputLimits;
import org.infinoted.host.stream.StreamLimits;
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
        assertEquals(StreamLimits.DEFAULT, limits.streams());
        assertEquals(ClientRates.DEFAULT, limits.rates());
        assertEquals(StorageQuota.DEFAULT, limits.storage());
        assertEquals(GroupAccess.NONE, limits.groupAccess());
        assertEquals(SessionLimits.DEFAULT, limits.sessions());
    }

    @Test
    void optionsAreTheQuotaOfTheStorage() {
        HostLimits limits = limits(
                Map.of("nodes", 7, "disk$_$space", 1_000_000_000, "disk$_$reserve", 3, "group$_$access", "write"));
        assertEquals(new StorageQuota(7, 1_000_000_000L << 20, 3L << 20), limits.storage());
        assertEquals(GroupAccess.WRITE, limits.groupAccess());
    }

    @Test
    void clientsMayTakeAThirdOfTheHeapUnlessTheOptionsSaySomethingElse() {
        assertEquals(Runtime.getRuntime().maxMemory() / 3, limits(Map.of()).clientMemory());
        assertEquals(
                StreamLimits.DEFAULT.waitingBytes(), limits(Map.of()).streams().waitingBytes());
        HostLimits limits = limits(Map.of("client$_$memory", 3, "client$_$output", 2));
        assertEquals(3 << 20, limits.clientMemory());
        assertEquals(2 << 20, limits.streams().waitingBytes());
    }

    @Test
    void optionsAreTheQuotaOfAConnectionAndTheLimitsOfUploads() {
        HostLimits limits = limits(Map.of(
                "nodes$_$per$_$connection", 1,
                "subscriptions$_$per$_$connection", 2,
                "explored$_$folders$_$per$_$connection", 3,
                "upload$_$size", 4000,
                "upload$_$time", 5,
                "upload$_$stall$_$time", 6));
        assertEquals(new ClientQuota(1, 2, 3), limits.directory().perClient());
        assertEquals(
                new UploadLimits(4000L << 20, Duration.ofSeconds(5), Duration.ofSeconds(6)),
                limits.directory().uploads());
    }

    @Test
    void optionsAreTheLimitsOfUsers() {
        HostLimits limits = limits(Map.of("document$_$users", 7, "connection$_$users", 8, "user$_$name$_$size", 9));
        assertEquals(SessionLimits.DEFAULT.withUsers(7, 8, 9), limits.sessions());
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
    void optionsAreTheLimitsOfConnections() {
        Map<String, Object> values = new HashMap<>();
        values.put("connections", 1);
        values.put("connections$_$per$_$address", 2);
        values.put("connections$_$per$_$second", 3);
        values.put("connections$_$burst", 4);
        values.put("logging$_$in", 5);
        values.put("logging$_$in$_$per$_$address", 6);
        values.put("login$_$timeout", 7);
        values.put("logins$_$per$_$second", 8);
        values.put("logins$_$burst", 9);
        values.put("failed$_$login$_$cost", 10);
        values.put("bytes$_$before$_$login", 1111);
        values.put("bytes$_$per$_$second", 12);
        values.put("bytes$_$burst", 13);
        values.put("slow$_$down$_$time", 14);
        values.put("element$_$time", 15);
        values.put("element$_$bytes$_$per$_$second", 16);
        StreamLimits streams = limits(values).streams();
        assertEquals(1, streams.connections());
        assertEquals(2, streams.connectionsPerAddress());
        assertEquals(Duration.ofSeconds(7), streams.login());
        assertEquals(
                new AdmissionLimits(
                        5,
                        6,
                        new RateLimit("connections-per-second", 3, 4),
                        new RateLimit("logins-per-second", 8, 9),
                        10,
                        AdmissionLimits.DEFAULT.loginDelay()),
                streams.admission());
        assertEquals(
                new InputLimits(
                        new RateLimit("bytes-per-second", 12, 13),
                        Duration.ofSeconds(14),
                        1111,
                        Duration.ofSeconds(15),
                        16),
                streams.input());
    }

    @Test
    void optionsAreTheRatesOfClients() {
        Map<String, Object> values = new HashMap<>();
        values.put("messages$_$per$_$second", 0);
        values.put("messages$_$burst", 1);
        values.put("errors$_$per$_$second", 2);
        values.put("errors$_$burst", 3);
        values.put("joins$_$per$_$second", 4);
        values.put("joins$_$burst", 5);
        values.put("nodes$_$per$_$second", 6);
        values.put("nodes$_$burst", 7);
        values.put("slow$_$down$_$time", 8);
        assertEquals(
                new ClientRates(
                        RateLimit.none("messages-per-second"),
                        new RateLimit("errors-per-second", 2, 3),
                        new RateLimit("joins-per-second", 4, 5),
                        new RateLimit("nodes-per-second", 6, 7),
                        Duration.ofSeconds(8)),
                limits(values).rates());
    }

    @Test
    void callLimitBelowTheBudgetIsRefused() {
        var thrown = assertThrows(IllegalArgumentException.class, () -> limits(Map.of("plugin$_$call$_$limit", 4)));
        assertEquals(
                "The option plugin-call-limit is 4; it must not be less than plugin-call-budget, which is 5",
                thrown.getMessage());
    }
}
