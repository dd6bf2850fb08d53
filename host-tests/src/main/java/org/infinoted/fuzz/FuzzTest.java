// SPDX-License-Identifier: Apache-2.0
package org.infinoted.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * A target for fuzzing. Its corpus is the folder {@code src/test/fuzz/NAME} of its module: inputs that lead to places in the code where
 * others do not lead, and each that has ever failed. Every build replays them. Tests with the tag {@code fuzz} look for more.
 */
public abstract class FuzzTest {
    /**
     * Does with an input what is to be tested. It must do the same whenever it is given the same, on the calling thread alone, in
     * milliseconds. An error that is logged with a stack fails it, too.
     *
     * @throws Exception if the input has found a fault; errors and failed assertions say the same
     */
    protected abstract void fuzz(byte[] input) throws Exception;

    /** Whether an error that was logged, with its stack, is one that must not be. */
    protected boolean isFault(String error) {
        return true;
    }

    /** What Jazzer does, too. */
    final void check(byte[] input) throws Exception {
        List<String> errors = WatchedLog.errorsDuring(() -> fuzz(input));
        assertEquals(List.of(), errors.stream().filter(this::isFault).toList(), "what was logged as an error");
    }

    private Path corpus() {
        return Path.of("src", "test", "fuzz", getClass().getSimpleName());
    }

    @TestFactory
    public final Stream<DynamicTest> theCorpusFindsNothing() throws IOException {
        try (Stream<Path> files = Files.list(corpus())) {
            List<Path> inputs = files.sorted().toList();
            assertTrue(inputs.size() > 3, () -> "there is hardly anything in " + corpus());
            return inputs.stream()
                    .map(input -> DynamicTest.dynamicTest(
                            input.getFileName().toString(), () -> check(Files.readAllBytes(input))));
        }
    }

    @Test
    @Tag("fuzz")
    public final void aRunFindsNothing() throws IOException, InterruptedException {
        new FuzzRun(getClass(), corpus()).run();
    }
}
