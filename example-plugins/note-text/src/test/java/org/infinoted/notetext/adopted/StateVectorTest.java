// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext.adopted;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("unit")
class StateVectorTest {
    private static StateVector vector(String text) {
        return StateVector.parse(text);
    }

    @ParameterizedTest
    @CsvSource({
        "'', ''",
        "1:4;2:1, 1:4;2:1",
        "2:1;1:4, 1:4;2:1",
        "1:4;2:1;, 1:4;2:1",
        "1:0;5:0, ''",
        "1:, ''",
        ":7, 0:7",
        "4294967295:1;3:4294967295, 3:4294967295;4294967295:1"
    })
    void readsWhatTheWireAllowsAndPrintsItNormalised(String text, String printed) {
        assertEquals(printed, vector(text).toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1",
                "1:2;1:3",
                "1:0;1:0",
                "1:2,2:3",
                "1:-2",
                "1:2 ;2:1",
                "x",
                ";",
                "1:4294967296",
                "4294967296:1",
                "1:2;;2:1"
            })
    void refusesOtherForms(String text) {
        assertThrows(IllegalArgumentException.class, () -> vector(text));
    }

    @Test
    void explainsWhatIsWrong() {
        var error = assertThrows(IllegalArgumentException.class, () -> vector("1:2;1:3"));
        assertEquals("state vector \"1:2;1:3\" names user 1 twice; its form is \"1:4;2:1\"", error.getMessage());
    }

    @Test
    void zeroesDoNotCount() {
        assertEquals(StateVector.EMPTY, vector("1:0;5:0"));
        assertEquals(StateVector.EMPTY.hashCode(), vector("1:0;5:0").hashCode());
        assertEquals(StateVector.EMPTY, vector("1:1").with(1, 0));
    }

    @Test
    void differenceAndSumAreInverse() {
        assertEquals(vector("1:3"), vector("1:10").minus(vector("1:7")));
        assertEquals(vector("1:13"), vector("1:10").plus(vector("1:3")));
        assertEquals(vector("1:1;2:5;7:1"), vector("1:1;7:1").plus(vector("2:5")));
        assertEquals(vector("2:5"), vector("1:1;2:5;7:1").minus(vector("1:1;7:1")));
    }

    @Test
    void negativeDifferencesAndOverflowsAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> vector("1:3").minus(vector("1:4")));
        assertThrows(IllegalArgumentException.class, () -> vector("1:3").minus(vector("2:1")));
        assertThrows(
                IllegalArgumentException.class, () -> vector("1:4294967295").plus(vector("1:1")));
        assertThrows(
                IllegalArgumentException.class, () -> vector("1:4294967295").increment(1));
    }

    @Test
    void withinComparesEveryUser() {
        assertTrue(vector("1:10;2:5").isWithin(vector("1:10;2:10;4:10")));
        assertFalse(vector("1:10;2:15").isWithin(vector("1:10;2:10;4:10")));
        assertFalse(vector("1:10;3:15").isWithin(vector("1:10;2:10;4:10")));
        assertTrue(vector("1:1").isWithin(vector("1:1")));
        assertTrue(StateVector.EMPTY.isWithin(StateVector.EMPTY));
    }

    @Test
    void oneMoreRequestOfAnyoneIsNotWithinNothing() {
        assertFalse(StateVector.EMPTY.increment(3).isWithin(StateVector.EMPTY));
    }

    @Test
    void comparesCountsUnsigned() {
        assertTrue(vector("1:2147483647").isWithin(vector("1:2147483648")));
        assertFalse(vector("1:4294967295").isWithin(vector("1:1")));
        assertEquals(4294967295L, vector("1:4294967295").get(1));
    }

    @Test
    void totalIsTheSumOfTheCounts() {
        assertEquals(8589934590L, vector("1:4294967295;2:4294967295").total());
    }

    @Test
    void minimumTakesTheSmallerCountOfEach() {
        assertEquals(vector("1:2;3:1"), vector("1:2;2:9;3:4").min(vector("1:5;3:1;4:4")));
        assertEquals(StateVector.EMPTY, vector("1:2").min(vector("2:2")));
    }

    @Test
    void changesLeaveTheOriginalAlone() {
        var vector = vector("1:4;3:1");
        assertEquals(vector("1:4;2:7;3:1"), vector.with(2, 7));
        assertEquals(vector("1:5;3:1"), vector.increment(1));
        assertEquals(vector("1:4;3:1"), vector);
        assertNotEquals(vector, vector.increment(1));
    }

    @Test
    void namesNoMoreUsersThanItMay() {
        assertEquals("1:4;2:1", StateVector.parse("2:1;1:4;", 2).toString());
        assertThrows(IllegalArgumentException.class, () -> StateVector.parse("1:0;2:0;3:0", 2));
        assertThrows(IllegalArgumentException.class, () -> StateVector.parse("1:1", 0));
    }

    @Test
    void ofATextThatNamesFarTooManyNothingIsRead() {
        String wrong = "!".repeat(12_000_000);
        IllegalArgumentException refusal =
                assertThrows(IllegalArgumentException.class, () -> StateVector.parse(wrong, 10_000));
        assertTrue(refusal.getMessage().contains("more than 10000 users"), refusal.getMessage());
        assertTrue(refusal.getMessage().length() < 200);
    }
}
