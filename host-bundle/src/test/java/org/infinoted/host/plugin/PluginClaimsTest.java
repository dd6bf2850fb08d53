// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import org.infinoted.plugin.Plugin;
import org.infinoted.plugin.PluginException;
import org.infinoted.plugin.PluginState;
import org.infinoted.plugin.Registration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.osgi.framework.ServiceReference;

/** What only one plugin may use at a time. */
@Tag("unit")
class PluginClaimsTest {
    private static final String SOCKET = "socket /run/x";

    private final PluginManagerFixture fixture = new PluginManagerFixture();

    private static RecordingPlugin claiming() {
        var plugin = new RecordingPlugin();
        return plugin.on("initialize", subject -> plugin.context().claim(SOCKET));
    }

    private ServiceReference<?> addConfiguration(String id, RecordingPlugin plugin) {
        return fixture.add(
                Map.of(
                        Plugin.NAME,
                        "x",
                        "service.pid",
                        "org.infinoted.plugin.x~" + id,
                        "service.factoryPid",
                        "org.infinoted.plugin.x"),
                plugin);
    }

    @Test
    void secondConfigurationThatClaimsTheSameFailsWithTheNameOfTheHolder() {
        addConfiguration("a", claiming());
        addConfiguration("b", claiming());
        fixture.run();
        assertEquals(PluginState.RUNNING, fixture.state("x~a"));
        assertEquals(PluginState.FAILED, fixture.state("x~b"));
        assertEquals(
                "The resource \"socket /run/x\" is held by the plugin \"x~a\": let only one of them use it, then"
                        + " retry",
                fixture.status("x~b").reasons().get(0).text());
    }

    @Test
    void claimIsGivenBackWhenThePluginHasEndedAndNotBefore() {
        var holder = claiming();
        var late = new RecordingPlugin();
        holder.on(
                "deinitialize",
                subject ->
                        assertThrows(PluginException.class, () -> late.context().claim(SOCKET)));
        addConfiguration("b", late);
        ServiceReference<?> reference = addConfiguration("a", holder);
        fixture.run();

        fixture.manager.beginRemoval(reference);
        fixture.run();
        assertFalse(fixture.log.hasPart("failed in deinitialize"));
        addConfiguration("c", claiming());
        fixture.run();
        assertEquals(PluginState.RUNNING, fixture.state("x~c"));
    }

    @Test
    void pluginThatFailsToStartHoldsNothing() {
        var failing = new RecordingPlugin();
        failing.on("initialize", subject -> {
            failing.context().claim(SOCKET);
            throw new PluginException("no");
        });
        fixture.add("x", failing);
        fixture.run();
        fixture.add("y", claiming());
        fixture.run();
        assertEquals(PluginState.FAILED, fixture.state("x"));
        assertEquals(PluginState.RUNNING, fixture.state("y"));
    }

    @Test
    void refusedPluginRunsWhenItIsRetriedAndTheResourceIsFree() {
        ServiceReference<?> first = fixture.add("x", claiming());
        fixture.add("y", claiming());
        fixture.run();
        fixture.manager.beginRemoval(first);
        fixture.run();
        assertEquals(PluginState.FAILED, fixture.state("y"));
        fixture.manager.retry("y");
        fixture.run();
        assertEquals(PluginState.RUNNING, fixture.state("y"));
    }

    @Test
    void closedClaimIsFreeAndTakesNothingFromTheNextHolder() throws PluginException {
        var one = new RecordingPlugin();
        var other = new RecordingPlugin();
        fixture.add("x", one);
        fixture.add("y", other);
        fixture.run();

        Registration claim = one.context().claim(SOCKET);
        claim.close();
        other.context().claim(SOCKET);
        claim.close();
        String refusal = assertThrows(PluginException.class, () -> one.context().claim(SOCKET))
                .getMessage();
        assertEquals(
                "The resource \"socket /run/x\" is held by the plugin \"y\": let only one of them use it, then retry",
                refusal);
    }

    @Test
    void holderIsRefusedTheSameClaimAndKeepsIt() throws PluginException {
        var plugin = new RecordingPlugin();
        fixture.add("x", plugin);
        fixture.add("y", claiming());
        plugin.on("initialize", subject -> plugin.context().claim(SOCKET));
        fixture.run();
        assertThrows(PluginException.class, () -> plugin.context().claim(SOCKET));
        assertEquals(PluginState.FAILED, fixture.state("y"));
    }

    @Test
    void resourceNeedsAName() {
        var plugin = new RecordingPlugin();
        fixture.add("x", plugin);
        fixture.run();
        assertThrows(IllegalArgumentException.class, () -> plugin.context().claim(" "));
    }
}
