// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.status;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.infinoted.host.plugin.PluginManager;
import org.infinoted.host.stream.InjectedErrors;
import org.infinoted.plugin.PluginReason;
import org.infinoted.plugin.PluginState;
import org.infinoted.plugin.PluginStatus;
import org.infinoted.plugin.PluginStatusListener;
import org.infinoted.testdoubles.ManualExecutor;
import org.infinoted.testdoubles.RecordingLog;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.helpers.BasicMDCAdapter;

@Tag("unit")
class PluginStatusEventsTest {
    private final List<PluginStatus> present = new ArrayList<>();
    private final ManualExecutor executor = new ManualExecutor();
    private final RecordingLog log = new RecordingLog();
    private final BasicMDCAdapter mdc = new BasicMDCAdapter();
    private final PluginStatusEvents events = new PluginStatusEvents(
            () -> List.copyOf(present), executor, mdc, log.getLogger(PluginManager.class.getName()), thrown -> {});
    private final Listener listener = new Listener();

    /** Notes what it is told. */
    private static class Listener implements PluginStatusListener {
        final List<String> told = new ArrayList<>();

        @Override
        public void changed(PluginStatus status) {
            told.add(status.name() + " " + status.state() + (status.reason().isEmpty() ? "" : ": " + status.reason()));
        }

        @Override
        public void gone(String name) {
            told.add(name + " gone");
        }

        List<String> take() {
            List<String> taken = List.copyOf(told);
            told.clear();
            return taken;
        }
    }

    private static PluginStatus status(String name, PluginState state, String... reasons) {
        return status(name, state, 1, 0, reasons);
    }

    private static PluginStatus status(String name, PluginState state, long bundle, int waiting, String... reasons) {
        return new PluginStatus(
                name,
                "",
                state,
                List.of(reasons).stream()
                        .map(text -> new PluginReason(PluginReason.Kind.SAME_NAME, "", text))
                        .toList(),
                "b",
                "1",
                bundle,
                "",
                0,
                0,
                waiting,
                List.of(),
                List.of());
    }

    private void become(PluginStatus... now) {
        present.clear();
        present.addAll(List.of(now));
        events.check();
    }

    @ParameterizedTest
    @MethodSource("org.infinoted.host.stream.InjectedErrors#all")
    void aCheckForWhichThereIsNoThreadIsMadeWithTheNext(Throwable thrown) {
        List<Throwable> refusals = new ArrayList<>(List.of(thrown));
        var unlucky = new PluginStatusEvents(
                () -> List.copyOf(present),
                task -> {
                    if (!refusals.isEmpty()) {
                        InjectedErrors.throwAny(refusals.remove(0));
                    }
                    executor.execute(task);
                },
                mdc,
                log.getLogger(PluginManager.class.getName()),
                any -> {});
        assertThrows(thrown.getClass(), unlucky::check);
        unlucky.check();
        assertEquals(1, executor.waiting());
    }

    @Test
    void newListenerIsToldThePresentStatesFirst() {
        become(status("x", PluginState.RUNNING), status("y", PluginState.WAITING, "no disk"));
        executor.runAll();
        events.add(listener);
        assertEquals(List.of(), listener.take());
        executor.runAll();
        assertEquals(List.of("x RUNNING", "y WAITING: no disk"), listener.take());
    }

    @Test
    void onlyWhatHasChangedIsTold() {
        become(status("x", PluginState.RUNNING), status("y", PluginState.RUNNING));
        events.add(listener);
        executor.runAll();
        listener.take();
        become(status("x", PluginState.RUNNING), status("y", PluginState.STOPPING));
        executor.runAll();
        assertEquals(List.of("y STOPPING"), listener.take());
        become(status("x", PluginState.RUNNING, "odd option"));
        executor.runAll();
        assertEquals(List.of("y gone", "x RUNNING: odd option"), listener.take());
        become(status("x", PluginState.RUNNING, 1, 77, "odd option")); // figures are no change
        executor.runAll();
        assertEquals(List.of(), listener.take());
    }

    @Test
    void changesWhileNobodyIsToldAreOneLookAndTheLastIsNotLost() {
        events.add(listener);
        for (int i = 0; i < 100_000; i++) {
            become(status("x", PluginState.STARTING, "" + i));
        }
        assertEquals(1, executor.waiting());
        executor.runAll();
        assertEquals(List.of("x STARTING: 99999"), listener.take());
    }

    @Test
    void changeDuringACallIsToldAfterIt() {
        var other = new Listener() {
            @Override
            public void changed(PluginStatus status) {
                super.changed(status);
                if (status.state() == PluginState.STARTING) {
                    become(status("x", PluginState.RUNNING));
                }
            }
        };
        events.add(other);
        become(status("x", PluginState.STARTING));
        executor.runAll();
        assertEquals(List.of("x STARTING", "x RUNNING"), other.take());
    }

    @Test
    void whatAListenerThrowsIsLoggedAndTheNextChangeIsToldAllTheSame() {
        var bad = new PluginStatusListener() {
            @Override
            public void changed(PluginStatus status) {
                throw new NoSuchMethodError("thrown by a listener");
            }
        };
        events.add(bad);
        events.add(listener);
        become(status("x", PluginState.RUNNING), status("y", PluginState.RUNNING));
        executor.runAll();
        assertEquals(List.of("x RUNNING", "y RUNNING"), listener.take());
        assertEquals(
                2,
                log.lines().stream()
                        .filter(line -> line.contains("thrown by a listener"))
                        .count());
    }

    @Test
    void aListenerIsCalledAsAnyCodeOfPluginsIs() {
        List<Object> seen = new ArrayList<>();
        var looking = new PluginStatusListener() {
            @Override
            public void changed(PluginStatus status) {
                seen.add(mdc.get("plugin"));
                seen.add(Thread.currentThread().getContextClassLoader());
                Thread.currentThread().interrupt();
            }
        };
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(null);
        try {
            events.add(looking);
            become(status("x", PluginState.RUNNING));
            executor.runAll();
            assertNull(thread.getContextClassLoader());
        } finally {
            thread.setContextClassLoader(before);
        }
        assertEquals(List.of(looking.getClass().getName(), looking.getClass().getClassLoader()), seen);
        assertNull(mdc.get("plugin"));
        assertFalse(Thread.interrupted(), "an interrupt is left for what comes next");
    }

    @Test
    void pluginsOfOneNameAreToldApartAndGoneOnlyWithTheLast() {
        events.add(listener);
        become(status("x", PluginState.RUNNING, 1, 0), status("x", PluginState.SHADOWED, 2, 0));
        executor.runAll();
        assertEquals(List.of("x RUNNING", "x SHADOWED"), listener.take());
        become(status("x", PluginState.RUNNING, 2, 0));
        executor.runAll();
        assertEquals(List.of("x RUNNING"), listener.take());
        become();
        executor.runAll();
        assertEquals(List.of("x gone"), listener.take());
    }

    @Test
    void listenerThatWasTakenBackIsNotCalledAnyMore() {
        var first = new Listener() {
            @Override
            public void changed(PluginStatus status) {
                super.changed(status);
                events.remove(this);
                events.remove(listener);
            }
        };
        events.add(first);
        events.add(listener);
        become(status("x", PluginState.RUNNING), status("y", PluginState.RUNNING));
        executor.runAll();
        assertEquals(List.of("x RUNNING"), first.take());
        assertEquals(List.of(), listener.take());
        assertTrue(log.lines().isEmpty());
    }
}
