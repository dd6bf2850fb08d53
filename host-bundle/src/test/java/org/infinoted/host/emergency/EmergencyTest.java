// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.emergency;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.infinoted.host.stream.InjectedErrors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("unit")
class EmergencyTest {
    private final OutOfMemoryError noMemory = new OutOfMemoryError("Java heap space, says the test");

    private final HeapReserve reserve = HeapReserve.of(64 << 20);
    private final List<String> done = new ArrayList<>();
    private boolean memoryIsShort;
    private final Emergency emergency =
            new Emergency(reserve, () -> memoryIsShort, () -> done.add("saved with " + reserve.size() + " reserved"));

    private void assertBegun(String reason) {
        assertEquals(List.of("saved with 0 reserved"), done);
        assertTrue(
                emergency.reason().orElse("").contains(reason),
                () -> emergency.reason().toString());
    }

    private void assertNone() {
        assertEquals(List.of(), done);
        assertEquals(Optional.empty(), emergency.reason());
        assertEquals(1 << 20, reserve.size());
    }

    @ParameterizedTest
    @MethodSource("org.infinoted.host.stream.InjectedErrors#all")
    void onlyErrorsOfTheVirtualMachineThatUnwindNothingBeginIt(Throwable thrown) {
        emergency.thrown(thrown);
        if (thrown instanceof OutOfMemoryError) {
            assertBegun("OutOfMemoryError: Java heap space, says the test");
        } else {
            assertNone();
        }
    }

    @Test
    void anErrorThatIsWrappedCounts() {
        emergency.thrown(new CompletionException(new ExceptionInInitializerError(noMemory)));
        assertBegun("OutOfMemoryError");
    }

    @Test
    void causesThatAreARingAreLookedAtOnce() {
        var first = new IllegalStateException("a");
        first.initCause(new IllegalStateException("b", first));
        emergency.thrown(first);
        assertNone();
    }

    @Test
    void theFirstErrorCounts() {
        emergency.thrown(noMemory);
        emergency.thrown(new InternalError("another"));
        emergency.loopEnded("infinoted-loop-1");
        assertBegun("OutOfMemoryError");
    }

    @Test
    void aLoopThatEndsBeginsIt() {
        emergency.loopEnded("infinoted-loop-1");
        assertBegun("infinoted-loop-1");
    }

    @Test
    void aThreadThatEndsBeginsItIfTheErrorDoes() {
        emergency.threadEnded(new IllegalStateException("broken"));
        assertNone();
        emergency.threadEnded(noMemory);
        assertBegun("OutOfMemoryError");
    }

    @Test
    void aPluginCannotMakeItUp() {
        for (Throwable thrown : InjectedErrors.all().toList()) {
            emergency.thrownByPlugin(thrown);
        }
        assertNone();
    }

    @Test
    void aPluginMeetsItFirstWhenTheMemoryIsShort() {
        memoryIsShort = true;
        emergency.thrownByPlugin(new IllegalStateException("broken"));
        assertNone();
        emergency.thrownByPlugin(noMemory);
        assertBegun("plugin");
    }

    @Test
    void beginningOneTakesNoMemory() {
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        var nothing = new Emergency(HeapReserve.of(0), () -> true, () -> {});
        Emergency.rehearse(Thread::new);
        long self = Thread.currentThread().getId();
        threads.getThreadAllocatedBytes(self); // also for the first time
        long before = threads.getThreadAllocatedBytes(self);
        long question = threads.getThreadAllocatedBytes(self) - before;
        nothing.thrown(noMemory);
        assertEquals(before + 2 * question, threads.getThreadAllocatedBytes(self));
        assertTrue(nothing.reason().isPresent());
    }
}
