// SPDX-License-Identifier: Apache-2.0
package org.infinoted.testkit;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Each rule of the contract test finds the plugin that breaks it. */
@Tag("unit")
class PluginContractTestTest {
    private static PluginContractTest testOf(Class<?> plugin) {
        return testOf(plugin, Duration.ofSeconds(5));
    }

    private static PluginContractTest testOf(Class<?> plugin, Duration budget) {
        return new PluginContractTest(plugin) {
            @Override
            protected Duration budget() {
                return budget;
            }

            @Override
            protected Duration patience() {
                return Duration.ofSeconds(1);
            }
        };
    }

    private static void assertFound(String part, Executable rule) {
        String message = assertThrows(AssertionError.class, rule).getMessage();
        assertTrue(message.contains(part), message);
    }

    @AfterEach
    void cleanUp() {
        BadPlugins.Threading.STARTED.forEach(Thread::interrupt);
        System.getProperties().keySet().removeIf(key -> !(key instanceof String));
    }

    @Test
    void nameThatIsNotValidIsFound() {
        assertFound(
                "\"Not A Name\" is no name", testOf(BadPlugins.BadName.class)::isAPluginWithAValidNameAndADescription);
    }

    @Test
    void pidOfAnotherIsFound() {
        assertFound("configurationPid", testOf(BadPlugins.OtherPid.class)::isAPluginWithAValidNameAndADescription);
    }

    @Test
    void missingDescriptionIsFound() {
        assertFound(
                "@ServiceDescription is missing",
                testOf(BadPlugins.NoDescription.class)::isAPluginWithAValidNameAndADescription);
    }

    @Test
    void optionWithoutDescriptionIsFound() {
        assertFound("missing for the option port", testOf(BadPlugins.Undescribed.class)::describesEachOption);
    }

    @Test
    void defaultThatIsOutOfItsRangeIsFound() {
        assertFound(
                "The option port is \"0\"; it must be a whole number from 1 to 65535",
                testOf(BadPlugins.Contradictory.class)::hasDefaultsThatItAllows);
    }

    @Test
    void sessionTypeThatNobodyContributesIsFound() {
        assertFound(
                "@SessionType is InfPaint", testOf(BadPlugins.UnknownType.class)::asksForATypeOfSessionsThatThereIs);
    }

    @Test
    void callbackThatThrowsIsFoundWithItsStack() {
        var test = testOf(BadPlugins.Throwing.class);
        assertFound(
                "Not ready for that\n    at org.infinoted.testkit.BadPlugins$Throwing",
                test::takesWhatComesLaterAndLeavesWhatGoes);
        assertFound("Not ready for that", test::takesWhatIsThereWhenItComesAndLeavesItWhenItGoes);
        assertFound("Not ready for that", test::mayComeAndGoAtAnyMomentOfAConnection);
        assertFound("-Dseed=", test::livesThroughAnySchedule);
    }

    @Test
    void sessionThatIsTakenForWhatItIsNotIsFound() {
        assertFound(
                "ClassCastException",
                testOf(BadPlugins.Casting.class)::takesWhatIsThereWhenItComesAndLeavesItWhenItGoes);
    }

    @Test
    void callbackThatIsSlowIsFound() {
        var test = testOf(BadPlugins.Slow.class, Duration.ofMillis(100));
        assertFound("in connectionAdded", test::takesWhatIsThereWhenItComesAndLeavesItWhenItGoes);
    }

    @Test
    void pluginThatLivesOnceIsFound() {
        assertFound("It has ended", testOf(BadPlugins.Once.class)::startsAgainAfterItsEnd);
    }

    @Test
    void threadThatIsLeftIsFound() {
        assertFound("left-behind", testOf(BadPlugins.Threading.class)::leavesNoThreadBehind);
    }

    @Test
    void connectionThatIsKeptIsFound() {
        assertFound("connection 1 from 127.0.0.1:40001", testOf(BadPlugins.Hoarder.class)::keepsNothingOfWhatHasGone);
    }

    @Test
    void useOfTheContextAfterTheEndIsFound() {
        assertFound("uses logger of the context after its end", testOf(BadPlugins.Ghost.class)::startsAgainAfterItsEnd);
    }

    @Test
    void classesThatAreKeptAreFound() {
        assertFound("keeps its classes", testOf(BadPlugins.Hook.class)::letsItsClassesGo);
    }
}
