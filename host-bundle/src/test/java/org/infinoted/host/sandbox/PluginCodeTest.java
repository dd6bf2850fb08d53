// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.infinoted.host.stream.InjectedErrors;
import org.infinoted.plugin.PluginException;
import org.infinoted.testdoubles.FakeConnection;
import org.infinoted.testdoubles.RecordingLog;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.helpers.BasicMDCAdapter;

@Tag("unit")
class PluginCodeTest {
    private final RecordingLog log = new RecordingLog();
    private final BasicMDCAdapter mdc = new BasicMDCAdapter();
    private final ClassLoader loader = new URLClassLoader(new URL[0]);
    private final List<Throwable> faults = new ArrayList<>();
    private final PluginCode code =
            new PluginCode("x", "plugin \"x\"", loader, mdc, log.getLogger("test"), faults::add);

    private <R> R call(PluginCode.Body<R> body) throws PluginCodeException {
        return code.call(new ActiveCall(), "think", body);
    }

    private PluginCodeException failure(PluginCode.Action action) {
        return assertThrows(PluginCodeException.class, () -> call(action.asBody()));
    }

    @Test
    void aCallHasTheLoaderAndTheNameAndLeavesNothingBehind() throws Exception {
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        List<Object> seen = new ArrayList<>();
        String result = call(() -> {
            seen.add(Thread.currentThread().getContextClassLoader());
            seen.add(mdc.get("plugin"));
            Thread.currentThread().interrupt();
            return "done";
        });
        assertEquals("done", result);
        assertEquals(List.of(loader, "x"), seen);
        assertSame(before, Thread.currentThread().getContextClassLoader());
        assertNull(mdc.get("plugin"));
        assertFalse(Thread.interrupted(), "an interrupt is left for what comes next");
    }

    @ParameterizedTest
    @MethodSource("org.infinoted.host.stream.InjectedErrors#all")
    void onlyErrorsOfTheVirtualMachineThatUnwindNothingAreReported(Throwable thrown) {
        failure(() -> InjectedErrors.throwAny(thrown));
        assertEquals(thrown instanceof OutOfMemoryError ? List.of(thrown) : List.of(), faults);
    }

    @Test
    void theConnectionThatACallIsAboutIsInTheContextOfTheLog() throws Exception {
        Object seen = code.call(
                new ActiveCall(), "think", new FakeConnection(1, "192.0.2.1:40001"), () -> mdc.get("connection"));

        assertEquals("192.0.2.1:40001", seen);
        assertNull(mdc.get("connection"));
    }

    @Test
    void whatIsThrownIsLoggedAndOnlyItsTextStays() {
        PluginCodeException failure = failure(() -> {
            throw new IllegalStateException("broken\n");
        });
        assertEquals("java.lang.IllegalStateException: broken\\u000a", failure.getMessage());
        assertEquals(Optional.empty(), failure.forPeople());
        assertNull(failure.getCause());
        assertTrue(log.hasPart("Plugin \"x\" failed in think"), log::toString);
        assertNull(mdc.get("plugin"));
    }

    @Test
    void whatIsMeantForPeopleIsGivenAsItIs() {
        PluginCodeException failure = failure(() -> {
            throw new PluginException("The option port is 0");
        });
        assertEquals(Optional.of("The option port is 0"), failure.forPeople());
    }

    @Test
    void aThrowableWhoseOwnCodeThrowsIsKnownByItsClass() {
        PluginCodeException failure = failure(() -> {
            throw new SelfDefeating();
        });
        assertEquals(SelfDefeating.class.getName(), failure.getMessage());
    }

    private static final class SelfDefeating extends RuntimeException {
        private static final long serialVersionUID = 1L;

        @Override
        public String getMessage() {
            throw new NoClassDefFoundError("gone");
        }
    }

    @Test
    void reasonsAreCut() {
        PluginCodeException failure = failure(() -> {
            throw new PluginException("x".repeat(5000));
        });
        assertEquals(1000, failure.getMessage().length());
        assertEquals(1000, failure.forPeople().orElseThrow().length());
    }

    @Test
    void anErrorOfTheVirtualMachineIsToldApart() {
        failure(() -> {
            throw new OutOfMemoryError("made up");
        });
        assertTrue(
                log.hasPart("The virtual machine is in trouble; it showed when plugin \"x\" was in think"),
                log::toString);
    }

    @Test
    void aCallThatHasEndedIsNeitherInterruptedNorLookedAt() throws Exception {
        var call = new ActiveCall();
        code.call(call, "think", () -> {
            assertTrue(call.position().isPresent());
            return null;
        });
        call.interrupt();
        assertFalse(Thread.interrupted(), "the thread has gone on to something else");
        assertEquals(Optional.empty(), call.position());
    }
}
