// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import org.infinoted.host.stream.InjectedErrors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

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

    @ParameterizedTest
    @MethodSource("org.infinoted.host.stream.InjectedErrors#all")
    void whatAnObserverThrowsKeepsTheOthersFromNothing(Throwable thrown) {
        registry.observe(new Registry.Observer<>() {
            @Override
            public void added(String item) {
                InjectedErrors.throwAny(thrown);
            }

            @Override
            public void removed(String item) {
                InjectedErrors.throwAny(thrown);
            }
        });
        registry.observe(observer);
        assertSame(thrown, assertThrows(thrown.getClass(), () -> registry.add("a")));
        assertSame(thrown, assertThrows(thrown.getClass(), () -> registry.remove("a")));
        assertEquals(List.of("+a", "-a"), told);
    }
}
