// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class RegistryTest {
    private final Registry<String> registry = new Registry<>();
    private final List<String> told = new ArrayList<>();
    private final Registry.Observer<String> observer = new Registry.Observer<>() {
        @Override
        public void added(String item) {
            told.add("+" + item);
        }

        @Override
        public void removed(String item) {
            told.add("-" + item);
        }
    };

    @Test
    void anObserverIsToldWhatIsThereAndThenWhatChanges() {
        registry.add("a");
        registry.add("b");
        registry.observe(observer);
        registry.remove("a");
        registry.add("c");
        assertEquals(List.of("+a", "+b", "-a", "+c"), told);
        assertEquals(List.of("b", "c"), registry.snapshot());
    }

    @Test
    void whatIsThereIsNotAddedAgainAndWhatIsNotThereNotRemoved() {
        registry.observe(observer);
        registry.add("a");
        registry.add("a");
        registry.remove("b");
        assertEquals(List.of("+a"), told);
    }

    @Test
    void aForgottenObserverIsToldNothing() {
        registry.observe(observer);
        registry.forget(observer);
        registry.add("a");
        assertEquals(List.of(), told);
    }
}
