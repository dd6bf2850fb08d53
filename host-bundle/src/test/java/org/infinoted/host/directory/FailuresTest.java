// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.directory;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.infinoted.store.StoreException;
import org.infinoted.store.StoreException.Reason;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.Logger;

/** What clients and the log are told of failures. */
@Tag("unit")
class FailuresTest {
    /** What was logged: the level, and whether there is a trace. */
    private final List<String> logged = new ArrayList<>();

    private final Logger log = (Logger) Proxy.newProxyInstance(
            Logger.class.getClassLoader(), new Class<?>[] {Logger.class}, (proxy, method, arguments) -> {
                boolean traced = Arrays.stream(arguments)
                        .flatMap(each -> each instanceof Object[] several
                                ? Arrays.stream(several)
                                : Arrays.stream(new Object[] {each}))
                        .anyMatch(Throwable.class::isInstance);
                logged.add(method.getName() + (traced ? " with a trace" : ""));
                return null;
            });

    @ParameterizedTest
    @EnumSource(names = {"EXISTS", "BAD_NAME", "FULL"})
    void whatTheStoreRefusesIsForTheRequesterAlone(Reason reason) {
        Failures.log(log, () -> "The request failed", new StoreException(reason, "Not this"));
        assertEquals(List.of(), logged);
    }

    @ParameterizedTest
    @EnumSource(names = {"BAD_NAME", "FULL"})
    void requesterIsToldWhatTheStoreRefuses(Reason reason) {
        assertEquals(
                "Not this",
                Failures.told(new StoreException(reason, "Not this")).getMessage());
    }

    @Test
    void answerToTheRequesterIsNotLogged() {
        Failures.log(log, () -> "The request failed", Failures.noSuchNode());
        assertEquals(List.of(), logged);
    }

    @Test
    void whatTheDiskDoesNotDoIsOneLine() {
        Failures.log(log, () -> "The request failed", new IOException("No space left on device"));
        Failures.log(log, () -> "The request failed", new StoreException(Reason.MISSING, "There is no folder"));
        Failures.log(log, () -> "The request failed", new StoreException(Reason.BAD_CONTENT, "This is no text"));
        assertEquals(List.of("warn", "warn", "warn"), logged);
    }

    @Test
    void faultOfTheProgramIsTraced() {
        Failures.log(log, () -> "The request failed", new IllegalStateException("a bug"));
        assertEquals(List.of("error with a trace"), logged);
    }
}
