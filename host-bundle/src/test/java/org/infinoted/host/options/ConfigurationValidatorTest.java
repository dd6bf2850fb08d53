// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.options;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Dictionary;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.infinoted.plugin.PluginReason;
import org.infinoted.testdoubles.Services;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.osgi.framework.ServiceReference;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.cm.ConfigurationEvent;
import org.osgi.service.metatype.AttributeDefinition;

@Tag("unit")
class ConfigurationValidatorTest {
    private static final String PID = "org.infinoted.plugin.demo";

    private final Map<String, DeclaredOption> declared = new HashMap<>();
    private final List<String> changes = new ArrayList<>();
    private Optional<DeclaredOptions> declaration = Optional.of(new DeclaredOptions(declared));
    private final ConfigurationValidator guard =
            new ConfigurationValidator(pid -> pid.equals(PID) ? declaration : Optional.empty(), pid -> {});

    ConfigurationValidatorTest() {
        declare("interval", AttributeDefinition.INTEGER, "1", "60", false);
        declare("greeting", AttributeDefinition.STRING, null, null, false);
        guard.listen(changes::add);
    }

    private void declare(String key, int type, String min, String max, boolean mandatory, String... choices) {
        declared.put(key, new DeclaredOption(key, type, false, min, max, List.of(choices), mandatory));
    }

    /** What the plugin is given in place of these values. */
    private Map<String, Object> given(String pid, Object... keysAndValues) {
        Dictionary<String, Object> properties = new Hashtable<>();
        properties.put("service.pid", pid);
        if (pid.contains("~")) {
            properties.put("service.factoryPid", PID);
        }
        for (int i = 0; i < keysAndValues.length; i += 2) {
            properties.put((String) keysAndValues[i], keysAndValues[i + 1]);
        }
        guard.modifyConfiguration(null, properties);
        Map<String, Object> given = new HashMap<>();
        Collections.list(properties.keys()).forEach(key -> given.put(key, properties.get(key)));
        given.keySet().removeIf(key -> key.startsWith("service."));
        return given;
    }

    private List<String> texts(String pid) {
        return guard.verdict(pid).reasons().stream().map(PluginReason::text).toList();
    }

    @Test
    void whatIsRightIsGivenAsItIs() {
        assertEquals(Map.of("interval", "5"), given(PID, "interval", "5"));
        assertTrue(guard.verdict(PID).usable());
        assertEquals(List.of(), changes);
    }

    @Test
    void allViolationsAreReportedAtOnceWithWhatIsAllowed() {
        declare("mode", AttributeDefinition.STRING, null, null, false, "fast", "safe");
        declare("loud", AttributeDefinition.BOOLEAN, null, null, false);
        declare("file", AttributeDefinition.STRING, null, null, true);

        given(PID, "interval", 61, "mode", "slow", "loud", "yes", "file", " ");

        assertFalse(guard.verdict(PID).usable());
        assertEquals(
                List.of(
                        "The option file is missing; it has no default",
                        "The option interval is \"61\"; it must be a whole number from 1 to 60",
                        "The option loud is \"yes\"; it must be true or false",
                        "The option mode is \"slow\"; it must be one of fast, safe"),
                texts(PID));
        assertEquals(List.of(PID), changes);
    }

    @Test
    void lastGoodConfigurationStaysInForceAsAWhole() {
        given(PID, "interval", "5", "greeting", "hello");

        assertEquals(
                Map.of("interval", "5", "greeting", "hello"),
                given(PID, "interval", "0", "greeting", "bye", "odd", "1"));

        assertTrue(guard.verdict(PID).usable());
        assertEquals(
                "The option interval is \"0\"; it must be a whole number from 1 to 60",
                texts(PID).get(0));
        assertEquals(Map.of("interval", "6"), given(PID, "interval", "6"));
        assertEquals(List.of(), texts(PID));
        assertEquals(List.of(PID, PID), changes);
    }

    @Test
    void lastGoodConfigurationThatAnotherVersionRefusesIsNotGiven() {
        given(PID, "interval", "5");
        declare("interval", AttributeDefinition.INTEGER, "10", "60", false);

        given(PID, "interval", "0");

        assertFalse(guard.verdict(PID).usable());
    }

    @Test
    void unknownKeyIsAWarningThatNamesTheNearestKnownOne() {
        assertEquals(Map.of("intervall", "5"), given(PID, "intervall", "5"));
        assertTrue(guard.verdict(PID).usable());
        assertEquals(List.of("There is no option intervall; did you mean interval?"), texts(PID));
        given(PID, "colour", "5");
        assertEquals(List.of("There is no option colour"), texts(PID));
    }

    @Test
    void secretsAreNotRepeated() {
        declared.put(
                "password",
                new DeclaredOption("password", AttributeDefinition.PASSWORD, false, "8", null, List.of(), false));
        given(PID, "password", "secret");
        assertEquals(
                List.of("The option password has a value that is refused; it must be a text with a length, 8 or more"),
                texts(PID));
    }

    @Test
    void configurationsOfOnePluginAreJudgedOneByOne() {
        given(PID + "~a", "interval", "5");
        given(PID + "~b", "interval", "0");
        assertTrue(guard.verdict(PID + "~a").usable());
        assertFalse(guard.verdict(PID + "~b").usable());
    }

    @Test
    void deletedConfigurationIsForgottenWithItsLastGoodOne() {
        given(PID, "interval", "5");
        assertEquals(Map.of("interval", "5"), given(PID, "interval", "0"));
        guard.configurationEvent(deleted());
        assertEquals(List.of(), texts(PID));
        assertEquals(Map.of(), given(PID, "interval", "0"));
    }

    @SuppressWarnings("unchecked") // the reference stands for Config Admin's
    private static ConfigurationEvent deleted() {
        var admin = (ServiceReference<ConfigurationAdmin>) Services.reference(1, "org.example.admin");
        return new ConfigurationEvent(admin, ConfigurationEvent.CM_DELETED, null, PID);
    }

    @Test
    void withoutAConfigurationTheDefaultsAreJudged() {
        assertTrue(guard.verdict(PID).usable());
        declare("file", AttributeDefinition.STRING, null, null, true);
        assertFalse(guard.verdict(PID).usable());
    }

    @Test
    void whatDeclaresNothingAndWhatIsNoPluginIsLeftAlone() {
        declaration = Optional.empty();
        assertEquals(Map.of("interval", "x"), given(PID, "interval", "x"));
        assertTrue(guard.verdict(PID).usable());
        assertEquals(Map.of("port", "x"), given("org.infinoted.host", "port", "x"));
        assertNull(given(PID).get("interval"));
    }

    @Test
    void blankValueCountsAsNotGiven() {
        declare("file", AttributeDefinition.STRING, null, null, true);
        assertEquals(Map.of("file", "/x"), given(PID, "interval", "", "greeting", "  ", "file", "/x"));
        assertEquals(List.of(), texts(PID));
        given(PID, "file", "");
        assertEquals(List.of("The option file is missing; it has no default"), texts(PID));
    }

    @Test
    void spacesAroundAValueThatIsNoTextAreTakenAway() {
        declare("loud", AttributeDefinition.BOOLEAN, null, null, false);
        declare("mode", AttributeDefinition.STRING, null, null, false, "fast", "safe");
        assertEquals(
                Map.of("interval", "5", "loud", "True", "mode", "fast", "greeting", " hello "),
                given(PID, "interval", "5 ", "loud", "True ", "mode", "fast ", "greeting", " hello "));
        assertEquals(List.of(), texts(PID));
    }

    @Test
    void listOfNoValuesIsAValueAndEachValueOfAListIsChecked() {
        declared.put(
                "ports", new DeclaredOption("ports", AttributeDefinition.INTEGER, true, "1", null, List.of(), false));
        assertEquals(0, ((String[]) given(PID, "ports", new String[0]).get("ports")).length);
        assertArrayEquals(new String[] {"1", "2"}, (String[])
                given(PID, "ports", new String[] {"1 ", "2"}).get("ports"));
        given(PID, "ports", new String[] {"1", "0"});
        assertEquals(List.of("The option ports is \"0\"; it must be a whole number, 1 or more"), texts(PID));
        assertTrue(given(PID, "ports", new Integer[] {7}).get("ports") instanceof Integer[]);
        assertEquals(List.of(), texts(PID));
    }

    @Test
    void componentOfAPluginThatIsNotRunIsSparedWhatIsRefused() {
        assertEquals(Map.of("greeting", "hello"), given(PID, "interval", "soon", "greeting", "hello"));
        assertFalse(guard.verdict(PID).usable());
    }

    @Test
    void refusedValueIsShownInOneLineOfSomeLength() {
        given(PID, "interval", "1\n" + "2".repeat(1000));
        String text = texts(PID).get(0);
        assertTrue(text.startsWith("The option interval is \"1\\u000a222"), text);
        assertTrue(text.length() < 300, text);
    }

    @Test
    void pluginThatHadTheDefaultsKeepsThem() {
        assertTrue(guard.verdict(PID).usable());
        assertEquals(Map.of(), given(PID, "interval", "0", "greeting", "hello"));
        assertTrue(guard.verdict(PID).usable());
        assertEquals(List.of("The option interval is \"0\"; it must be a whole number from 1 to 60"), texts(PID));
    }
}
