// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.BindException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DoorsTest {
    private final List<String> events = new ArrayList<>();
    private final Set<String> running = new HashSet<>();
    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private IOException refusal;
    private final Doors doors = new Doors(
            new FakeEntrance(),
            List.of("note-text", "guard"),
            running::contains,
            listener -> events.add(
                    listener == null
                            ? "nobody"
                            : "announced " + listener.port() + listener.error().orElse("")),
            tasks::add);

    private final class FakeEntrance implements Doors.Entrance {
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
        public void close() {
            events.add("closed");
        }
    }

    @Test
    void nobodyIsLetInBeforeAllRequiredPluginsRun() {
        running.add("note-text");
        check();
        assertEquals(List.of(), events);
        running.add("guard");
        check();
        check();
        assertEquals(List.of("open", "announced 6523"), events);
    }

    @Test
    void whenARequiredPluginLeavesTheDoorsCloseUntilItIsBack() {
        running.addAll(List.of("note-text", "guard"));
        check();
        events.clear();
        running.remove("guard");
        check();
        check();
        assertEquals(List.of("closed", "nobody"), events);
        events.clear();
        running.add("guard");
        check();
        assertEquals(List.of("open", "announced 6523"), events);
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
    void closedForGoodTheyStayClosed() {
        running.addAll(List.of("note-text", "guard"));
        check();
        events.clear();
        doors.close();
        check();
        assertEquals(List.of("closed", "nobody"), events);
    }

    private void check() {
        doors.check();
        while (!tasks.isEmpty()) {
            tasks.remove().run();
        }
    }
}
