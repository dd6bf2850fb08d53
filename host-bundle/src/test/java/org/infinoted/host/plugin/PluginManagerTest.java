// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.infinoted.host.status.OptionVerdicts;
import org.infinoted.plugin.Plugin;
import org.infinoted.plugin.PluginException;
import org.infinoted.plugin.PluginState;
import org.infinoted.plugin.PluginStatus;
import org.infinoted.testdoubles.Services;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.osgi.framework.ServiceReference;

@Tag("unit")
class PluginManagerTest {
    private final PluginManagerFixture fixture = new PluginManagerFixture();
    private final RecordingPlugin first = new RecordingPlugin();
    private final RecordingPlugin second = new RecordingPlugin();

    private static Map<String, Object> ranked(String name, int ranking) {
        return Services.with(Services.named(name), "service.ranking", ranking);
    }

    @Test
    void serviceWithoutNameIsRefused() {
        fixture.add(Map.of(), first);
        fixture.run();
        PluginStatus status = fixture.status("org.example.bundle1");
        assertEquals(PluginState.INVALID, status.state());
        assertEquals(
                "The service property infinoted.plugin.name must be lower case letters, digits and hyphens, at most 64, "
                        + "but is missing: put @PluginName on the component",
                status.reason());
        assertEquals(List.of(), first.events());
        assertTrue(
                fixture.log.hasPart("WARN Refused a plugin from \"org.example.bundle1/0.1.0\": The service property"));
    }

    @Test
    void nameThatCouldFakeALineOfTheLogIsRefused() {
        fixture.add("x\ny", first);
        fixture.run();
        assertEquals(PluginState.INVALID, fixture.status("org.example.bundle1").state());
        assertTrue(fixture.status("org.example.bundle1").reason().endsWith("but is \"x\\u000ay\""));
    }

    @Test
    void sessionTypeThatIsNotOneStringIsRefused() {
        fixture.add(Services.with(Services.named("x"), Plugin.SESSION_TYPE, new String[] {"A", "B"}), first);
        assertEquals(
                "The service property infinoted.session.type must be one String, not a String[]",
                fixture.status("org.example.bundle1").reason());
    }

    @Test
    void refusedServiceThatGetsANameIsBound() {
        ServiceReference<?> service = fixture.add(Map.of(), first);
        fixture.manager.modified(service, Services.named("x"));
        fixture.run();
        assertEquals(PluginState.RUNNING, fixture.state("x"));
    }

    @Test
    void runningServiceThatLosesItsNameIsReleased() {
        ServiceReference<?> service = fixture.add("x", first);
        fixture.run();
        fixture.manager.modified(service, Map.of());
        fixture.run();
        assertEquals(List.of("initialize", "deinitialize"), first.events());
        assertEquals(PluginState.INVALID, fixture.state("org.example.bundle1"));
    }

    @Test
    void runningServiceThatChangesItsNameIsReleasedAndThenBoundAnew() {
        ServiceReference<?> service = fixture.add("x", first);
        fixture.run();
        fixture.manager.modified(service, Services.named("y"));
        assertEquals(1, fixture.manager.plugins().size());
        fixture.run();
        assertEquals(List.of("initialize", "deinitialize", "initialize"), first.events());
        assertEquals(PluginState.RUNNING, fixture.state("y"));
    }

    @Test
    void ofTwoServicesOfOneNameTheOlderRunsAndTheOtherTakesOver() {
        ServiceReference<?> service = fixture.add("x", first);
        fixture.add("x", second);
        fixture.run();
        assertEquals(List.of("x 1 RUNNING", "x 2 SHADOWED"), fixture.states());
        assertEquals(
                "The one from \"org.example.bundle1/0.1.0\" is preferred",
                fixture.manager.plugins().get(1).reason());
        assertEquals(List.of(), second.events());
        assertTrue(
                fixture.log.has(
                        "INFO Shadowed plugin \"x\" from \"org.example.bundle2/0.1.0\" by the one from \"org.example.bundle1/0.1.0\""));

        fixture.manager.release(service);
        assertEquals(List.of("x 1 STOPPING", "x 2 WAITING"), fixture.states());
        fixture.run();
        assertEquals(List.of("x 2 RUNNING"), fixture.states());
    }

    @Test
    void serviceOfHigherRankingTakesOverWhenTheOneThatRunsHasEnded() {
        var order = new ArrayList<String>();
        first.on("deinitialize", subject -> order.add("first ends"));
        second.on("initialize", subject -> order.add("second begins"));
        fixture.add("x", first);
        fixture.run();
        fixture.add(ranked("x", 10), second);
        fixture.run();
        assertEquals(List.of("first ends", "second begins"), order);
        assertEquals(List.of("x 2 RUNNING", "x 1 SHADOWED"), fixture.states());
    }

    @Test
    void rankingThatChangesDecidesAnew() {
        ServiceReference<?> service = fixture.add(ranked("x", 10), first);
        fixture.add("x", second);
        fixture.run();
        fixture.manager.modified(service, ranked("x", -1));
        fixture.run();
        assertEquals(List.of("x 2 RUNNING", "x 1 SHADOWED"), fixture.states());
        assertEquals(List.of("initialize", "deinitialize"), first.events());
    }

    @Test
    void shadowedServiceThatGoesIsForgotten() {
        fixture.add("x", first);
        ServiceReference<?> service = fixture.add("x", second);
        fixture.run();
        fixture.manager.remove(service);
        assertEquals(List.of("x 1 RUNNING"), fixture.states());
    }

    @Test
    void failedServiceKeepsItsPlaceUntilItGoes() {
        first.on("initialize", subject -> {
            throw new PluginException("no");
        });
        ServiceReference<?> service = fixture.add("x", first);
        fixture.add("x", second);
        fixture.run();
        assertEquals(List.of("x 1 FAILED", "x 2 SHADOWED"), fixture.states());
        fixture.manager.remove(service);
        fixture.run();
        assertEquals(List.of("x 2 RUNNING"), fixture.states());
    }

    @Test
    void twoConfigurationsOfOnePluginAreTwoPlugins() {
        String pid = "org.infinoted.plugin.x";
        fixture.add(Services.with(Services.named("x"), "service.pid", pid + "~a"), first);
        fixture.add(Services.with(Services.named("x"), "service.pid", pid + "~b"), second);
        fixture.run();
        assertEquals(List.of("x~a 1 RUNNING", "x~b 2 RUNNING"), fixture.states());
        assertEquals("x", first.context().name());
    }

    @Test
    void identityOfAConfigurationComesFromPidFactoryPidOrComponent() {
        Map<String, Object> x = Services.named("x");
        fixture.add(Services.with(x, "service.pid", new String[] {"org.example", "org.example~a"}), first);
        fixture.add(Services.with(x, "service.pid", List.of("org.example~b")), first);
        fixture.add(
                Services.with(Services.with(x, "service.factoryPid", "org.example"), "service.pid", "org.example.1-2"),
                first);
        fixture.add(Services.with(x, "component.name", "org.example~c"), first);
        fixture.add(Services.with(x, "service.pid", "org.example"), first);
        assertEquals(
                List.of("x~a", "x~b", "x~1-2", "x~c", "x"),
                fixture.manager.plugins().stream().map(PluginStatus::name).toList());
    }

    @Test
    void pluginsAreListedByRankingThenAge() {
        fixture.add("c", first);
        fixture.add(ranked("b", 5), first);
        fixture.add(ranked("a", -5), first);
        fixture.add("d", first);
        assertEquals(
                List.of("b", "c", "d", "a"),
                fixture.manager.plugins().stream().map(PluginStatus::name).toList());
    }

    @Test
    void statusSaysWhatThePluginIsFor() {
        fixture.add(Services.with(Services.named("x"), "service.description", "Counts visits"), first);
        assertEquals(
                new PluginStatus(
                        "x",
                        "Counts visits",
                        PluginState.STARTING,
                        List.of(),
                        "org.example.bundle1",
                        "0.1.0",
                        1,
                        "org.infinoted.plugin.x",
                        0,
                        0,
                        1,
                        List.of(),
                        List.of()),
                fixture.status("x"));
    }

    @Test
    void anyOrderOfArrivalEndsInTheSameState() {
        for (int permutation = 0; permutation < 6; permutation++) {
            var other = new PluginManagerFixture();
            List<Integer> rankings = new ArrayList<>(List.of(1, 2, 3));
            var order = new ArrayList<Integer>();
            order.add(rankings.remove(permutation / 2));
            order.add(rankings.remove(permutation % 2));
            order.add(rankings.remove(0));
            for (int ranking : order) {
                Map<String, Object> properties =
                        Services.with(ranked("x", ranking), "service.description", "" + ranking);
                other.add(properties, new RecordingPlugin());
                if (permutation % 2 == 0) {
                    other.run();
                }
            }
            other.run();
            assertEquals(
                    List.of("3 RUNNING", "2 SHADOWED", "1 SHADOWED"),
                    other.manager.plugins().stream()
                            .map(status -> status.description() + ' ' + status.state())
                            .toList());
        }
    }

    @Test
    void runningIsWhatHasANameAndRunsInAllItsConfigurations() {
        assertFalse(fixture.manager.isRunning("x"));
        fixture.add(Services.with(Services.named("x"), "service.pid", "x~a"), first);
        assertFalse(fixture.manager.isRunning("x"));
        fixture.run();
        assertTrue(fixture.manager.isRunning("x"));
        second.on("initialize", subject -> {
            throw new PluginException("no");
        });
        fixture.add(Services.with(Services.named("x"), "service.pid", "x~b"), second);
        fixture.run();
        assertFalse(fixture.manager.isRunning("x"));
    }

    @Test
    void changesAreToldAfterTheyCanBeRead() {
        var seen = new ArrayList<List<PluginState>>();
        var manager = new PluginManager[1];
        manager[0] = new PluginManager(
                fixture.surroundings,
                fixture.runtime,
                fixture.limits,
                pid -> OptionVerdicts.Verdict.FINE,
                fixture.types,
                () -> seen.add(
                        manager[0].plugins().stream().map(PluginStatus::state).toList()));
        ServiceReference<?> service = fixture.reference();
        manager[0].add(service, first, Services.named("x"));
        fixture.run();
        manager[0].release(service);
        fixture.run();
        assertEquals(
                List.of(
                        List.of(PluginState.STARTING),
                        List.of(PluginState.RUNNING),
                        List.of(PluginState.STOPPING),
                        List.of()),
                seen.stream().distinct().toList());
    }

    @Test
    void modifyingOrRemovingWhatIsNotThereDoesNothing() {
        ServiceReference<?> stranger = fixture.reference();
        fixture.manager.modified(stranger, Services.named("x"));
        fixture.manager.remove(stranger);
        assertEquals(List.of(), fixture.manager.plugins());
    }

    @Test
    void sessionTypeOfAShadowedServiceHoldsWhenItTakesOver() {
        fixture.open("/text", PluginManagerFixture.TEXT);
        fixture.open("/chat", PluginManagerFixture.CHAT);
        ServiceReference<?> service = fixture.add("x", first);
        ServiceReference<?> shadowed = fixture.add("x", second);
        fixture.run();
        fixture.manager.modified(shadowed, Services.with(Services.named("x"), Plugin.SESSION_TYPE, "InfChat"));
        fixture.manager.release(service);
        fixture.run();
        assertEquals(List.of("initialize", "sessionAdded session /chat"), second.events());
    }
}
