// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.session;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.infinoted.session.Session;
import org.infinoted.session.SessionEvent;
import org.infinoted.session.SessionListener;

/** The listeners of one session. They come and go on any thread, and are called on the session's home loop. */
final class Listeners {
    private final List<SessionListener> listeners = new CopyOnWriteArrayList<>();

    /** Listeners must return at once and throw nothing: they are the plugin manager's, which goes on elsewhere. */
    void publish(Session session, SessionEvent event) {
        for (SessionListener listener : listeners) {
            listener.happened(session, event);
        }
    }

    void add(SessionListener listener) {
        listeners.add(listener);
    }

    void remove(SessionListener listener) {
        listeners.remove(listener);
    }
}
