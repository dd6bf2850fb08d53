// SPDX-License-Identifier: Apache-2.0
package org.infinoted.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class AnswerTest {
    private static ActionException failure(CompletableFuture<?> stage) {
        return assertThrows(ActionException.class, () -> Answer.await(stage, Duration.ofMillis(1)));
    }

    @Test
    void resultIsReturned() throws ActionException {
        assertEquals("done", Answer.await(CompletableFuture.completedFuture("done"), Duration.ofMillis(1)));
    }

    @Test
    void failureSaysWhatTheServerSaid() {
        assertEquals(
                "disk full",
                failure(CompletableFuture.failedFuture(new IOException("disk full")))
                        .getMessage());
    }

    @Test
    void failureWithoutAWordSaysItsKind() {
        assertEquals(
                "IOException",
                failure(CompletableFuture.failedFuture(new IOException())).getMessage());
    }

    @Test
    void whatTakesTooLongIsSaidToGoOn() {
        assertTrue(failure(new CompletableFuture<>()).getMessage().contains("it goes on"));
    }
}
