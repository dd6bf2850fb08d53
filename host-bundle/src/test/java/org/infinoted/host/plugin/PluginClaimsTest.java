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

    private final PluginManagerFixture world = new PluginManagerFixture();

    private static RecordingPlugin claiming() {
        var plugin = new RecordingPlugin();
        return plugin.on("initialize", subject -> plugin.context().claim(SOCKET));
    }

    private ServiceReference<?> addConfiguration(String id, RecordingPlugin plugin) {
        return world.add(
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
        world.run();
        assertEquals(PluginState.RUNNING, world.state("x~a"));
        assertEquals(PluginState.FAILED, world.state("x~b"));
        assertEquals(
                "The resource \"socket /run/x\" is held by the plugin \"x~a\": let only one of them use it, then"
                        + " retry",
                world.status("x~b").reasons().get(0).text());
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
        world.run();

        world.manager.beginRemoval(reference);
        world.run();
        assertFalse(world.log.hasPart("failed in deinitialize"));
        addConfiguration("c", claiming());
        world.run();
        assertEquals(PluginState.RUNNING, world.state("x~c"));
    }

    @Test
    void pluginThatFailsToStartHoldsNothing() {
        var failing = new RecordingPlugin();
        failing.on("initialize", subject -> {
            failing.context().claim(SOCKET);
            throw new PluginException("no");
        });
        world.add("x", failing);
        world.run();
        world.add("y", claiming());
        world.run();
        assertEquals(PluginState.FAILED, world.state("x"));
        assertEquals(PluginState.RUNNING, world.state("y"));
    }

    @Test
    void refusedPluginRunsWhenItIsRetriedAndTheResourceIsFree() {
        ServiceReference<?> first = world.add("x", claiming());
        world.add("y", claiming());
        world.run();
        world.manager.beginRemoval(first);
        world.run();
        assertEquals(PluginState.FAILED, world.state("y"));
        world.manager.retry("y");
        world.run();
        assertEquals(PluginState.RUNNING, world.state("y"));
    }

    @Test
    void closedClaimIsFreeAndTakesNothingFromTheNextHolder() throws PluginException {
        var one = new RecordingPlugin();
        var other = new RecordingPlugin();
        world.add("x", one);
        world.add("y", other);
        world.run();

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
        world.add("x", plugin);
        world.add("y", claiming());
        plugin.on("initialize", subject -> plugin.context().claim(SOCKET));
        world.run();
        assertThrows(PluginException.class, () -> plugin.context().claim(SOCKET));
        assertEquals(PluginState.FAILED, world.state("y"));
    }

    @Test
    void resourceNeedsAName() {
        var plugin = new RecordingPlugin();
        world.add("x", plugin);
        world.run();
        assertThrows(IllegalArgumentException.class, () -> plugin.context().claim(" "));
    }
}
