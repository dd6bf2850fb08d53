// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.directory;

import java.util.List;
import org.infinoted.fuzz.Choices;
import org.infinoted.fuzz.FuzzTest;
import org.junit.jupiter.api.Tag;

/**
 * Honest clients work in a tree in which hostile ones say whatever the directory's language allows: honest ones are served as if these
 * were not there, and each numbered request is answered.
 */
@Tag("random")
class DirectoryFuzzTest extends FuzzTest {
    private static final int MOST_STEPS = 400;

    /** The log tells of the store's errors, with their stacks; and, so far, of what was removed while it was to be saved. */
    private static final List<String> NO_FAULTS = List.of("java.io.IOException: A disk error", " has been removed\n");

    @Override
    protected boolean isFault(String error) {
        return NO_FAULTS.stream().noneMatch(error::contains);
    }

    @Override
    protected void fuzz(byte[] input) {
        Choices choices = new Choices(input);
        DirectoryRun run = new DirectoryRun(choices.asRandom());
        HostileClient first = new HostileClient(run.server.accept(), choices);
        HostileClient second = new HostileClient(run.server.accept(), choices);
        for (int step = 0; step < MOST_STEPS && !choices.isEmpty(); step++) {
            switch (choices.below(4)) {
                case 0 -> first.act();
                case 1 -> second.act();
                default -> run.step();
            }
        }
        run.settle();
        first.check();
        second.check();
        run.check();
    }
}
