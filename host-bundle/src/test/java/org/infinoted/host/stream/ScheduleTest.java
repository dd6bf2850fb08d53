// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class ScheduleTest {
    @Test
    void everyOrderOfTheTasksOfTwoLoopsIsRunOnce() {
        Set<String> orders = new TreeSet<>();

        Schedule.every(6, schedule -> assertTrue(orders.add(order(schedule))));

        assertEquals(Set.of("abAB", "aAbB", "aABb", "AabB", "AaBb", "ABab"), orders);
    }

    @Test
    void moreOrdersThanTheLimitAreAnError() {
        assertThrows(AssertionError.class, () -> Schedule.every(5, ScheduleTest::order));
    }

    @Test
    void aFailureNamesTheSeedThatLeadsThereAgain() {
        AssertionError failure = assertThrows(
                AssertionError.class,
                () -> Schedule.random(40, 5, schedule -> {
                    throw new IllegalStateException("wrong");
                }));

        assertEquals("With seed 40: wrong", failure.getMessage());
    }

    private static String order(Schedule schedule) {
        var order = new StringBuilder();
        var small = new ManualLoop();
        var large = new ManualLoop();
        small.execute(() -> {
            order.append('a');
            small.execute(() -> order.append('b'));
        });
        large.execute(() -> order.append('A'));
        large.execute(() -> order.append('B'));
        schedule.run(small, large);
        return order.toString();
    }
}
