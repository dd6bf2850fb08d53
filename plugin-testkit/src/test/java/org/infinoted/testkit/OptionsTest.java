// SPDX-License-Identifier: Apache-2.0
package org.infinoted.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class OptionsTest {
    enum Color {
        RED,
        GREEN
    }

    @SuppressWarnings("MemberName") // names as the specification maps them
    @interface All {
        int number() default 7;

        long big();

        boolean log$_$it();

        String text();

        String dotted_key() default "d";

        String under__score() default "u";

        String dollar$$() default "$";

        String $int() default "i";

        Color color() default Color.GREEN;

        String[] names() default {"a", "b"};

        int[] ports();
    }

    private static All of(Map<String, ?> values) {
        return Options.of(All.class, values);
    }

    @Test
    void missingValuesAreTheDefaultsOrNothing() {
        All all = of(Map.of());

        assertEquals(7, all.number());
        assertEquals(0, all.big());
        assertFalse(all.log$_$it());
        assertNull(all.text());
        assertEquals(Color.GREEN, all.color());
        assertArrayEquals(new String[] {"a", "b"}, all.names());
        assertArrayEquals(new int[0], all.ports());
    }

    @Test
    void keysAreThoseOfTheSpecification() {
        All all = of(Map.of(
                "log-it", true, "dotted.key", "1", "under_score", "2", "dollar$", "3", "int", "4", "color", "RED"));

        assertEquals(true, all.log$_$it());
        assertEquals("1", all.dotted_key());
        assertEquals("2", all.under__score());
        assertEquals("3", all.dollar$$());
        assertEquals("4", all.$int());
        assertEquals(Color.RED, all.color());
    }

    @Test
    void stringsAndListsAreTakenForEveryType() {
        All all = of(Map.of("number", "8", "big", 9, "names", List.of("x"), "ports", new String[] {"1", "2"}));

        assertEquals(8, all.number());
        assertEquals(9, all.big());
        assertArrayEquals(new String[] {"x"}, all.names());
        assertArrayEquals(new int[] {1, 2}, all.ports());
    }

    @Test
    void valueOfTheWrongTypeShowsWhenItIsAskedFor() {
        All all = of(Map.of("number", "many"));

        var refusal = assertThrows(IllegalArgumentException.class, all::number);

        assertEquals("The option \"number\" is \"many\", which is no int", refusal.getMessage());
    }

    @Test
    void unknownKeyIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> of(Map.of("nubmer", 1)));
    }
}
