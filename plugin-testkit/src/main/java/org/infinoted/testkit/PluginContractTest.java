// SPDX-License-Identifier: Apache-2.0
package org.infinoted.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.net.URL;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.infinoted.connection.Connection;
import org.infinoted.plugin.Pids;
import org.infinoted.plugin.Plugin;
import org.infinoted.plugin.PluginException;
import org.infinoted.plugin.PluginState;
import org.infinoted.session.Session;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The rules that every plugin keeps, each as a test. Extend it in the tests of your plugin, and all of them run:
 *
 * <pre>{@code
 * class VisitsContractTest extends PluginContractTest {
 *     VisitsContractTest() {
 *         super(Visits.class);
 *     }
 * }
 * }</pre>
 *
 * <p>Override {@link #options} if the plugin has options that are required, {@link #noteTypes} if it is told of documents of a
 * certain type. The plugin is made by its public constructor and lives in a {@link TestHost}; what it does besides, such as writing
 * files, it does really. A rule that is broken is reported with what the server has logged of it.
 */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
public abstract class PluginContractTest {
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");
    private static final int LIVES = 40;
    private static final int STEPS = 150;

    private final Class<?> plugin;

    /** @param plugin the component class */
    protected PluginContractTest(Class<?> plugin) {
        this.plugin = plugin;
    }

    /** Options that make the plugin work, by key. None unless overridden: all have their defaults. */
    protected Map<String, ?> options() {
        return Map.of();
    }

    /**
     * Classes of plugins that contribute the types of documents that this plugin works with, such as {@code NoteText.class} of {@code
     * note-text}. None, unless overridden. There is always one type that the plugin does not know.
     */
    protected List<Class<?>> noteTypes() {
        return List.of();
    }

    /** How long a callback may take. 1 s, unless overridden; the server itself puts up with 5 s. */
    protected Duration budget() {
        return Duration.ofSeconds(1);
    }

    /** How long threads may take to end, and garbage to be collected. */
    Duration patience() {
        return Duration.ofSeconds(10);
    }

    private ContractScenario scenario() throws PluginException {
        Component component = Component.of(plugin);
        return new ContractScenario(component, component.create(options()), noteTypes(), budget());
    }

    private static void assertFaultless(ContractScenario scenario) {
        assertEquals(List.of(), scenario.faults());
    }

    private static void assertRuns(ContractScenario scenario) {
        assertFaultless(scenario);
        assertEquals(
                List.of(PluginState.RUNNING),
                scenario.host().plugins().stream().map(status -> status.state()).toList());
    }

    /** Connections in all states, and somebody who works in a document of each type. */
    private static void populate(ContractScenario scenario) {
        scenario.host().connect("lurker");
        scenario.host().connect("idler").login();
        TestClient worker = scenario.host().connect("worker").login();
        for (String type : scenario.types()) {
            worker.join(scenario.document(type), "Ann");
        }
    }

    @Test
    void isAPluginWithAValidNameAndADescription() {
        Component component = Component.of(plugin);
        String name = String.valueOf(component.properties().get(Plugin.NAME));

        assertTrue(Plugin.class.isAssignableFrom(plugin), () -> plugin + " does not implement Plugin");
        assertTrue(
                component.services().contains(Plugin.class.getName()),
                "The component does not provide Plugin: name it in @Component(service = ...)");
        assertTrue(
                NAME.matcher(name).matches(),
                () -> "\"" + name + "\" is no name: @PluginName takes lower case letters, digits and hyphens");
        assertFalse(
                String.valueOf(component.properties().getOrDefault("service.description", ""))
                        .isBlank(),
                "@ServiceDescription is missing: one sentence for people who look at the list of plugins");
        assertEquals(
                Pids.PLUGIN_PREFIX + name,
                component.pid().isEmpty() ? Pids.PLUGIN_PREFIX + name : component.pid(),
                "@Component(configurationPid = ...) is to be " + Pids.PLUGIN_PREFIX + " and the plugin's name");
    }

    @Test
    void describesEachOption() throws IOException {
        for (Class<?> type : Component.of(plugin).optionTypes()) {
            for (ComponentOptions.Option option : ComponentOptions.options(type)) {
                assertFalse(
                        option.name() == null || option.name().isBlank(),
                        () -> "@AttributeDefinition(name = ...) is missing for the option " + option.key());
                assertFalse(
                        option.description() == null || option.description().isBlank(),
                        () -> "@AttributeDefinition(description = ...) is missing for the option " + option.key());
            }
        }
    }

    @Test
    void hasDefaultsThatItAllows() {
        for (Class<?> type : Component.of(plugin).optionTypes()) {
            assertEquals(
                    "",
                    ComponentOptions.wrongDefaults(type),
                    "A default breaks the rule of its own @AttributeDefinition. The server would refuse it in a file");
        }
    }

    @Test
    void asksForATypeOfSessionsThatThereIs() throws PluginException {
        Object type = Component.of(plugin).properties().get(Plugin.SESSION_TYPE);
        try (ContractScenario scenario = scenario()) {
            populate(scenario);
            List<String> known = scenario.host().sessions().stream()
                    .flatMap(session -> session.types().stream())
                    .distinct()
                    .toList();
            assertTrue(
                    type == null || known.contains(type),
                    () -> "@SessionType is " + type + ", but there are only " + known
                            + ": correct it, or override noteTypes() to add who contributes it");
        }
    }

    @Test
    void startsInAnEmptyServer() throws PluginException {
        try (ContractScenario scenario = scenario()) {
            scenario.install();
            assertRuns(scenario);
            scenario.uninstall();
            assertFaultless(scenario);
        }
    }

    @Test
    void takesWhatIsThereWhenItComesAndLeavesItWhenItGoes() throws PluginException {
        try (ContractScenario scenario = scenario()) {
            populate(scenario);
            scenario.install();
            assertRuns(scenario);
            assertTrue(scenario.checker().held() >= 3, "It was not told of all connections");

            scenario.uninstall();
            assertFaultless(scenario);
            assertEquals(0, scenario.checker().held());
        }
    }

    @Test
    void takesWhatComesLaterAndLeavesWhatGoes() throws PluginException {
        try (ContractScenario scenario = scenario()) {
            scenario.install();
            populate(scenario);
            scenario.host().advance(Duration.ofMinutes(2));
            assertRuns(scenario);
            List.copyOf(scenario.host().connections()).forEach(connection -> connection.close("The test wants it"));
            scenario.host().advance(Duration.ofMinutes(2)); // documents close a minute after the last client
            assertRuns(scenario);
            assertEquals(0, scenario.checker().held());
        }
    }

    @Test
    void mayComeAndGoAtAnyMomentOfAConnection() throws PluginException {
        int moments = 5;
        for (int comes = 0; comes <= moments; comes++) {
            for (int goes = comes; goes <= moments; goes++) {
                try (ContractScenario scenario = scenario()) {
                    comeOrGo(scenario, comes == 0, goes == 0);
                    TestClient client = scenario.host().connect("ann");
                    for (int moment = 1; moment <= moments; moment++) {
                        comeOrGo(scenario, comes == moment, goes == moment);
                        switch (moment) {
                            case 1 -> client.fail("A failure before the login");
                            case 2 -> client.login();
                            case 3 -> client.fail("A failure after the login");
                            case 4 -> client.close();
                            default -> scenario.host().advance(Duration.ofMinutes(2));
                        }
                    }
                    assertFaultless(scenario);
                }
            }
        }
    }

    private static void comeOrGo(ContractScenario scenario, boolean come, boolean go) {
        if (come) {
            scenario.install();
        }
        if (go) {
            scenario.uninstall();
        }
    }

    @Test
    void isQuietAfterItsEnd() throws PluginException {
        try (ContractScenario scenario = scenario()) {
            populate(scenario);
            scenario.install();
            scenario.host().advance(Duration.ofMinutes(1));
            scenario.uninstall();
            String name = String.valueOf(Component.of(plugin).properties().get(Plugin.NAME));
            List<String> logged = scenario.host().server().logOf(name);

            populate(scenario);
            List.copyOf(scenario.host().connections()).forEach(connection -> connection.close("The test wants it"));
            scenario.host().advance(Duration.ofDays(1));

            assertFaultless(scenario);
            assertEquals(logged, scenario.host().server().logOf(name), "It logs after its end");
        }
    }

    @Test
    void startsAgainAfterItsEnd() throws PluginException {
        try (ContractScenario scenario = scenario()) {
            populate(scenario);
            for (int life = 1; life <= 3; life++) {
                scenario.install();
                assertRuns(scenario);
                scenario.uninstall();
                assertFaultless(scenario);
            }
        }
    }

    @Test
    void leavesNoThreadBehind() throws PluginException, InterruptedException {
        Threads before = new Threads();
        try (ContractScenario scenario = scenario()) {
            populate(scenario);
            scenario.install();
            scenario.host().advance(Duration.ofMinutes(1));
            scenario.uninstall();
        }
        assertEquals(List.of(), before.moreAfter(patience()), "Threads that it has started and not ended");
    }

    @Test
    void keepsNothingOfWhatHasGone() throws PluginException, InterruptedException {
        try (ContractScenario scenario = scenario()) {
            scenario.install();
            LeakCheck leakCheck = new LeakCheck();
            visit(scenario, leakCheck);
            leakCheck.await(patience(), "The plugin, or what it refers to, keeps what it was told the removal of");
            assertRuns(scenario);
        }
    }

    /** A method of its own, so that nothing of it is left on the stack. */
    private static void visit(ContractScenario scenario, LeakCheck leakCheck) {
        populate(scenario);
        for (Connection connection : scenario.host().connections()) {
            leakCheck.expect(connection);
            connection.close("The test wants it");
        }
        for (Session session : scenario.host().sessions()) {
            leakCheck.expect(session);
        }
        scenario.host().advance(Duration.ofMinutes(2));
    }

    @Test
    void letsItsClassesGo() throws Exception {
        LeakCheck leakCheck = new LeakCheck();
        live(leakCheck);
        leakCheck.await(
                patience(),
                "Something that is not the plugin's keeps its classes: a thread, a thread local, a hook, a cache");
    }

    private void live(LeakCheck leakCheck) throws IOException, ReflectiveOperationException, PluginException {
        URL home = plugin.getProtectionDomain().getCodeSource().getLocation();
        try (var loader = new OwnClasses(home, plugin.getClassLoader())) {
            leakCheck.expect(loader);
            Component again = Component.of(loader.loadClass(plugin.getName()));
            try (ContractScenario scenario =
                    new ContractScenario(again, again.create(options()), noteTypes(), budget())) {
                populate(scenario);
                scenario.install();
                assertRuns(scenario);
                scenario.uninstall();
            }
        }
    }

    @Test
    void livesThroughAnySchedule() throws PluginException {
        long first = Long.getLong("seed", System.nanoTime());
        for (long seed = first; seed < first + LIVES; seed++) {
            List<String> faults = new ArrayList<>();
            int held;
            try (ContractScenario scenario = scenario()) {
                new RandomLife(scenario, seed).live(STEPS);
                faults.addAll(scenario.faults());
                held = scenario.checker().held();
            } catch (RuntimeException e) {
                throw new AssertionError("Run it again with -Dseed=" + seed, e);
            }
            if (!faults.isEmpty() || held != 0) {
                fail("Run it again with -Dseed=" + seed + "; it holds " + held + ": " + faults);
            }
        }
    }
}
