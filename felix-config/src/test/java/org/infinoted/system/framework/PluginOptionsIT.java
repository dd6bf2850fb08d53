// SPDX-License-Identifier: Apache-2.0
package org.infinoted.system.framework;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.infinoted.system.GreetingPlugin;
import org.infinoted.system.PluginJar;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceReference;

/** Plugins' options are checked against what the plugins declare, before the plugins get them. */
@Tag("framework")
class PluginOptionsIT {
    private static final String VISITS = "org.infinoted.plugin.visits";
    private static final String LOGGING = "org.infinoted.plugin.logging";

    @TempDir
    Path home;

    private TestFramework framework;

    @BeforeEach
    void start() throws Exception {
        framework = TestFramework.start(home);
    }

    @AfterEach
    void stop() throws Exception {
        framework.stop();
    }

    @Test
    void pluginWithoutAGoodConfigurationIsInvalidUntilItHasOne() throws Exception {
        framework.configure(VISITS, Map.of("minimum", "soon", "maximum", 7));
        Bundle visits = framework.installStock("visits");
        TestFramework.Status status = framework.awaitState(visits, "INVALID");
        assertEquals(
                "The option minimum is \"soon\"; it must be a whole number, 0 or more; There is no option maximum; did you mean"
                        + " minimum?",
                status.reason());

        framework.configure(VISITS, Map.of("minimum", 7));
        assertEquals("", framework.awaitState(visits, "RUNNING").reason());
    }

    @Test
    void lastGoodConfigurationStaysInForce() throws Exception {
        framework.configure(VISITS, Map.of("minimum", "7"));
        Bundle visits = framework.installStock("visits");
        framework.awaitState(visits, "RUNNING");

        framework.configure(VISITS, Map.of("minimum", "-1"));
        framework.awaitReason(visits, "RUNNING", "The option minimum is \"-1\"; it must be a whole number, 0 or more");

        framework.configure(VISITS, Map.of("minimum", "8"));
        framework.awaitReason(visits, "RUNNING", "");
    }

    @Test
    void unknownOptionIsAWarning() throws Exception {
        framework.configure(LOGGING, Map.of("log-conections", "false"));
        Bundle logging = framework.installStock("logging");
        framework.awaitReason(logging, "RUNNING", "There is no option log-conections; did you mean log-connections?");
    }

    @Test
    void hostThatComesLaterJudgesWhatPluginsWereGivenBefore() throws Exception {
        framework.host().stop();
        framework.configure(LOGGING, Map.of("log-connections", "maybe"));
        Bundle logging = framework.installStock("logging");
        framework.host().start();
        framework.awaitHost();
        assertTrue(framework.awaitState(logging, "INVALID").reason().contains("it must be true or false"));
    }

    @Test
    void deletedConfigurationMeansTheDefaults() throws Exception {
        framework.configure(LOGGING, Map.of("log-connections", "maybe"));
        Bundle logging = framework.installStock("logging");
        framework.awaitState(logging, "INVALID");
        framework.deleteConfiguration(LOGGING);
        framework.awaitReason(logging, "RUNNING", "");
        assertEquals(List.of("logging"), names());
    }

    @Test
    void deletedConfigurationBringsTheDefaultsInPlaceIfThePluginTakesThem() throws Exception {
        framework.configure(LOGGING, Map.of("log-connections", "false"));
        Bundle logging = framework.installStock("logging");
        framework.awaitState(logging, "RUNNING");
        assertEquals("false", option(logging, "log-connections"));
        Object service = option(logging, "service.id");

        framework.deleteConfiguration(LOGGING);
        awaitOption(logging, "log-connections", true);
        assertEquals(service, option(logging, "service.id"), "It is the same object");
        framework.awaitReason(logging, "RUNNING", "");
    }

    @Test
    void pluginThatRunsOnItsDefaultsGoesOnWithThem() throws Exception {
        Bundle visits = framework.installStock("visits");
        framework.awaitState(visits, "RUNNING");
        framework.configure(VISITS, Map.of("minimum", "-1"));
        framework.awaitReason(visits, "RUNNING", "The option minimum is \"-1\"; it must be a whole number, 0 or more");
        awaitOption(visits, "minimum", 5);
    }

    @Test
    void pluginThatTakesChangesIsTheSameWithTheLastGoodOptions() throws Exception {
        framework.configure(LOGGING, Map.of("log-connections", "false"));
        Bundle logging = framework.installStock("logging");
        framework.awaitState(logging, "RUNNING");
        Object service = option(logging, "service.id");

        framework.configure(LOGGING, Map.of("log-connections", "maybe", "log-session-errors", "false"));
        framework.awaitReason(logging, "RUNNING", "The option log-connections is \"maybe\"; it must be true or false");
        framework.configure(LOGGING, Map.of("log-connections", "perhaps", "log-session-errors", "false"));
        framework.awaitReason(
                logging, "RUNNING", "The option log-connections is \"perhaps\"; it must be true or false");

        assertEquals(service, option(logging, "service.id"), "It is the same object");
        assertEquals("false", option(logging, "log-connections"));
        assertEquals(true, option(logging, "log-session-errors"));
    }

    @Test
    void allThatIsWrongIsReportedAtOnceAndNoSecretIsTold() throws Exception {
        String pid = "org.infinoted.plugin.demo";
        framework.configure(
                pid, Map.of("interval", "61", "mode", "slow", "password", "hunter2", "file", " ", "intervall", "5"));
        Bundle demo = framework.install(demo());
        assertEquals(
                List.of(
                        "OPTION file: The option file is missing; it has no default",
                        "OPTION interval: The option interval is \"61\"; it must be a whole number from 1 to 60",
                        "OPTION mode: The option mode is \"slow\"; it must be one of fast, safe",
                        "OPTION password: The option password has a value that is refused; it must be a text with a length, 8"
                                + " or more",
                        "UNKNOWN_OPTION intervall: There is no option intervall; did you mean interval?"),
                framework.awaitState(demo, "INVALID").reasons().stream()
                        .map(reason -> reason.kind() + " " + reason.subject() + ": " + reason.text())
                        .toList());

        framework.configure(pid, Map.of("interval", "60", "mode", "safe", "password", "correct horse", "file", "/x"));
        framework.awaitReason(demo, "RUNNING", "");
    }

    @Test
    void requiredOptionThatNobodyGivesIsMissingWithoutAnyConfigurationToo() throws Exception {
        Bundle demo = framework.install(demo());
        assertEquals(
                "The option file is missing; it has no default",
                framework.awaitState(demo, "INVALID").reason());
        framework.configure("org.infinoted.plugin.demo", Map.of("file", "/x"));
        framework.awaitReason(demo, "RUNNING", "");
    }

    @Test
    void instancesOfAPluginHaveOptionsOfTheirOwn() throws Exception {
        Path good =
                Files.writeString(home.resolve("etc").resolve("org.infinoted.plugin.visits-good.cfg"), "minimum = 7\n");
        Files.writeString(home.resolve("etc").resolve("org.infinoted.plugin.visits-bad.cfg"), "minimum = x\n");
        Bundle visits = framework.installStock("visits");
        framework.awaitPlugins(
                statuses -> states(statuses).equals(Map.of("visits~good", "RUNNING", "visits~bad", "INVALID")));
        Files.delete(good);
        framework.awaitPlugins(statuses -> states(statuses).equals(Map.of("visits~bad", "INVALID")));
        visits.stop();
    }

    @Test
    void fileThatIsReadAgainIsAChangeLikeAnyOther() throws Exception {
        Path file = home.resolve("etc").resolve(VISITS + ".cfg");
        Files.writeString(file, "minimum = 7 \n");
        Bundle visits = framework.installStock("visits");
        awaitOption(visits, "minimum", "7");
        Files.writeString(file, "minimum = \n");
        awaitOption(visits, "minimum", 5);
        Files.writeString(file, "minimum = 8\n");
        awaitOption(visits, "minimum", "8");
        Files.writeString(file, "minimum = eight\n");
        framework.awaitReason(
                visits, "RUNNING", "The option minimum is \"eight\"; it must be a whole number, 0 or more");
        awaitOption(visits, "minimum", "8");
        Files.delete(file);
        framework.awaitReason(visits, "RUNNING", "");
        awaitOption(visits, "minimum", 5);
    }

    /**
     * Which of them the component gets depends on SCR. It reads a configuration and then its change count, so it can
     * miss the last change if that comes in between.
     */
    @Test
    void ofChangesInQuickSuccessionTheLastIsJudged() throws Exception {
        Bundle visits = framework.installStock("visits");
        framework.awaitState(visits, "RUNNING");
        for (int i = 0; i < 50; i++) {
            framework.configure(VISITS, Map.of("minimum", i % 3 == 0 ? "-" + (i + 1) : "" + i));
        }
        framework.configure(VISITS, Map.of("minimum", "-1000"));
        framework.awaitReason(
                visits, "RUNNING", "The option minimum is \"-1000\"; it must be a whole number, 0 or more");
        for (int i = 0; i < 50; i++) {
            framework.configure(VISITS, Map.of("minimum", i % 3 == 0 ? "-" + (i + 1) : "" + i));
        }
        framework.configure(VISITS, Map.of("minimum", "1000"));
        framework.awaitReason(visits, "RUNNING", "");
    }

    /** A plugin that declares options of several kinds. */
    private static PluginJar demo() {
        return new PluginJar("demo", "1.0.0", GreetingPlugin.class).file("OSGI-INF/metatype/demo.xml", """
                <?xml version="1.0" encoding="UTF-8"?>
                <metatype:MetaData xmlns:metatype="http://www.osgi.org/xmlns/metatype/v1.2.0">
                  <OCD id="demo" name="Demo">
                    <AD id="interval" type="Integer" min="1" max="60" default="5"/>
                    <AD id="mode" type="String" default="fast">
                      <Option label="Fast" value="fast"/>
                      <Option label="Safe" value="safe"/>
                    </AD>
                    <AD id="password" type="Password" min="8" required="false"/>
                    <AD id="file" type="String"/>
                  </OCD>
                  <Designate pid="org.infinoted.plugin.demo"><Object ocdref="demo"/></Designate>
                </metatype:MetaData>
                """);
    }

    private static Map<String, String> states(List<TestFramework.Status> statuses) {
        return statuses.stream().collect(Collectors.toMap(TestFramework.Status::name, TestFramework.Status::state));
    }

    /** What the plugin's component has been given, as its service says; null while it is away. */
    private static Object option(Bundle bundle, String key) {
        ServiceReference<?>[] services = bundle.getRegisteredServices();
        return Stream.of(services == null ? new ServiceReference<?>[0] : services)
                .filter(service -> service.getProperty("component.name") != null)
                .findFirst()
                .map(service -> service.getProperty(key))
                .orElse(null);
    }

    private void awaitOption(Bundle bundle, String key, Object value) throws Exception {
        framework.awaitPlugins(statuses ->
                value.equals(option(bundle, key)) && states(statuses).containsValue("RUNNING"));
    }

    private List<String> names() {
        return framework.plugins().stream().map(TestFramework.Status::name).toList();
    }
}
