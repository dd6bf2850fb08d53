// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.directory;

import java.util.Random;
import java.util.stream.LongStream;
import org.infinoted.testdoubles.RandomRuns;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Several clients do anything at once, while the store is slow, answers in any order, and fails now and then. A run is determined by
 * its seed, which the name of a failed test has; {@code -Ddirectory.seed=...} runs that one alone.
 */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD) // for what never comes to rest
@Tag("random")
class RandomScheduleTest {
    private static final int RUNS = RandomRuns.count(200, 5_000);
    private static final int STEPS = 300;

    static LongStream seeds() {
        Long one = Long.getLong("directory.seed");
        return one == null ? LongStream.range(0, RUNS) : LongStream.of(one);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void everybodySeesOneConsistentTreeAndIsAnsweredOnce(long seed) {
        var run = new DirectoryRun(new Random(seed));
        for (int step = 0; step < STEPS; step++) {
            run.step();
        }
        run.settle();
        run.check();
    }
}
