// SPDX-License-Identifier: Apache-2.0
package org.infinoted.system.framework;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.infinoted.system.Editor;
import org.infinoted.system.TestClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceReference;
import org.osgi.util.tracker.ServiceTracker;

/** The services for administrators exist while the server runs. */
@Tag("framework")
class AdminServicesIT {
    private static final long PATIENCE_MILLIS = 20_000;
    private static final String CONNECTIONS = "org.infinoted.connection.ConnectionAdmin";
    private static final String SESSIONS = "org.infinoted.session.SessionAdmin";
    private static final String DIRECTORY = "org.infinoted.directory.Directory";

    @TempDir
    Path home;

    private TestFramework framework;

    @BeforeEach
    void start() throws Exception {
        framework = TestFramework.start(home);
    }

    @AfterEach
    void stop() throws Exception {
        framework.stop();
    }

    private ServiceReference<?> reference(String type) throws Exception {
        ServiceReference<?>[] all = framework.context().getAllServiceReferences(type, null);
        return all == null ? null : all[0];
    }

    private Object service(String type) throws Exception {
        return framework.context().getService(reference(type));
    }

    private int port() throws Exception {
        ServiceTracker<Object, Object> tracker =
                new ServiceTracker<>(framework.context(), "org.infinoted.connection.Listener", null);
        tracker.open(true);
        try {
            assertTrue(tracker.waitForService(PATIENCE_MILLIS) != null, "The server does not listen");
            return (Integer) tracker.getServiceReference().getProperty("infinoted.listener.port");
        } finally {
            tracker.close();
        }
    }

    private static List<?> list(Object service, String method) {
        return (List<?>) TestFramework.call(service, method);
    }

    @Test
    void connectionsAndSessionsAreListedAndASessionIsSavedAndClosed() throws Exception {
        Bundle noteText = framework.installStock("note-text");
        framework.awaitState(noteText, "RUNNING");
        TestClient client = TestClient.connect(port(), "ann");
        Editor ann = Editor.create(client, "doc", "Ann");
        ann.append("text");
        Editor bob = Editor.open(TestClient.connect(port(), "bob"), "doc", "Bob");
        bob.readUntil(() -> bob.text().equals("text"));

        Object connections = service(CONNECTIONS);
        assertEquals(2, list(connections, "connections").size());
        assertEquals(
                client.address(),
                TestFramework.call(list(connections, "connections").get(0), "remoteAddress"));
        Object sessions = service(SESSIONS);
        Object session = list(sessions, "sessions").get(0);
        Method close = sessions.getClass()
                .getMethod("close", session.getClass().getClassLoader().loadClass("org.infinoted.session.Session"));
        close.setAccessible(true);
        ((CompletionStage<?>) close.invoke(sessions, session))
                .toCompletableFuture()
                .get(20, TimeUnit.SECONDS);

        ann.readUntil(ann::isClosed);
        assertEquals(List.of(), list(sessions, "sessions"));
        Editor again = Editor.open(TestClient.connect(port(), "cid"), "doc", "Cid");
        assertEquals("text", again.text());
        assertTrue(reference(DIRECTORY) != null);

        framework.host().stop();
        assertNull(reference(CONNECTIONS));
        assertNull(reference(SESSIONS));
        assertNull(reference(DIRECTORY));
    }
}
