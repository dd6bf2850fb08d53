// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.admission;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.BindException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import org.infinoted.host.sandbox.PluginTimer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class AcceptControllerTest {
    private static final Duration GRACE = Duration.ofSeconds(10);

    private final List<String> events = new ArrayList<>();
    private final Set<String> running = new HashSet<>();
    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private final FakeTimer timer = new FakeTimer();
    private IOException refusal;
    private AcceptController controller = controller(GRACE, RequiredPluginsPolicy.WhenMissing.CLOSE_LISTENERS);

    private AcceptController controller(Duration grace, RequiredPluginsPolicy.WhenMissing policy) {
        return new AcceptController(
                new FakeAcceptor(),
                new RequiredPluginsPolicy(List.of("note-text", "guard"), grace, policy),
                running::contains,
                listener -> events.add(
                        listener == null
                                ? "nobody"
                                : "announced " + listener.port()
                                        + listener.error().orElse("")),
                tasks::add,
                timer);
    }

    /** Time that is over when the test says. */
    private static final class FakeTimer implements PluginTimer {
        private Runnable due;
        private Duration delay;

        @Override
        public Task schedule(Duration newDelay, Runnable task) {
            due = task;
            delay = newDelay;
            return () -> due = null;
        }
    }

    private final class FakeAcceptor implements AcceptController.Acceptor {
        private int port;

        @Override
        public String address() {
            return "127.0.0.1";
        }

        @Override
        public int port() {
            return port;
        }

        @Override
        public void open() throws IOException {
            if (refusal != null) {
                throw refusal;
            }
            port = 6523;
            events.add("open");
        }

        @Override
        public void pause() {
            events.add("paused");
        }

        @Override
        public void resume() {
            events.add("resumed");
        }

        @Override
        public void close() {
            events.add("closed");
        }

        @Override
        public void disconnect() {
            events.add("disconnected");
        }
    }

    @Test
    void nobodyIsAcceptedBeforeAllRequiredPluginsRun() {
        running.add("note-text");
        check();
        assertEquals(List.of(), events);
        running.add("guard");
        check();
        check();
        assertEquals(List.of("open", "announced 6523"), events);
    }

    @Test
    void whenARequiredPluginLeavesNewClientsWaitUntilItIsBack() {
        openThenLose("guard");
        assertEquals(List.of("paused"), events);
        assertEquals(GRACE, timer.delay);
        running.add("guard");
        check();
        assertEquals(List.of("paused", "resumed"), events);
        assertNull(timer.due);
        running.remove("guard");
        check();
        assertEquals(List.of("paused", "resumed", "paused"), events);
    }

    @Test
    void whenARequiredPluginStaysAwayThePortIsClosedUntilItIsBack() {
        openThenLose("guard");
        graceIsOver();
        check();
        assertEquals(List.of("paused", "closed", "nobody"), events);
        events.clear();
        running.add("guard");
        check();
        assertEquals(List.of("open", "announced 6523"), events);
    }

    @Test
    void closingConnectionsComesAfterClosingThePort() {
        controller = controller(GRACE, RequiredPluginsPolicy.WhenMissing.CLOSE_CONNECTIONS);
        openThenLose("guard");
        graceIsOver();
        assertEquals(List.of("paused", "closed", "nobody", "disconnected"), events);
    }

    @Test
    void goingOnAcceptsThoseWhoHaveWaited() {
        controller = controller(GRACE, RequiredPluginsPolicy.WhenMissing.GO_ON);
        openThenLose("guard");
        graceIsOver();
        check();
        assertEquals(List.of("paused", "resumed"), events);
        running.add("guard");
        check();
        running.remove("guard");
        check();
        assertEquals(List.of("paused", "resumed", "paused"), events);
    }

    @Test
    void goingOnDoesNotOpenBeforeAllHaveRun() {
        controller = controller(GRACE, RequiredPluginsPolicy.WhenMissing.GO_ON);
        running.add("note-text");
        check();
        assertEquals(List.of(), events);
    }

    @Test
    void withoutGraceThePolicyAppliesAtOnce() {
        controller = controller(Duration.ZERO, RequiredPluginsPolicy.WhenMissing.CLOSE_LISTENERS);
        openThenLose("guard");
        check();
        assertEquals(List.of("closed", "nobody"), events);
    }

    @Test
    void anExpiryThatIsLateDoesNothing() {
        openThenLose("guard");
        Runnable late = timer.due;
        running.add("guard");
        check();
        running.remove("guard");
        check();
        late.run();
        runTasks();
        assertEquals(List.of("paused", "resumed", "paused"), events);
    }

    @Test
    void endedWhilePausedItStaysClosed() {
        openThenLose("guard");
        Runnable late = timer.due;
        controller.close();
        late.run();
        running.add("guard");
        check();
        assertEquals(List.of("paused", "closed", "nobody"), events);
    }

    @Test
    void aPortInUseIsAnnouncedWithWhatToDo() {
        running.addAll(List.of("note-text", "guard"));
        refusal = new BindException("Address already in use");
        check();
        assertEquals(1, events.size());
        assertTrue(
                events.get(0)
                        .startsWith("announced 0Cannot listen on 127.0.0.1 port 0: Address already in use. Is another"),
                events.get(0));
        refusal = null;
        check();
        assertEquals(List.of("open", "announced 6523"), events.subList(1, 3));
    }

    @Test
    void endedItStaysClosed() {
        running.addAll(List.of("note-text", "guard"));
        check();
        events.clear();
        controller.close();
        check();
        assertEquals(List.of("closed", "nobody"), events);
    }

    private void openThenLose(String plugin) {
        running.addAll(List.of("note-text", "guard"));
        check();
        events.clear();
        running.remove(plugin);
        check();
    }

    private void graceIsOver() {
        timer.due.run();
        runTasks();
    }

    private void check() {
        controller.check();
        runTasks();
    }

    private void runTasks() {
        while (!tasks.isEmpty()) {
            tasks.remove().run();
        }
    }
}
