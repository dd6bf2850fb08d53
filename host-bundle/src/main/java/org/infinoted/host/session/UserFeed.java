// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.session;

import java.util.List;
import org.infinoted.host.loop.Loop;
import org.infinoted.host.stream.Link;
import org.infinoted.session.Session;
import org.infinoted.session.SessionEvent;
import org.infinoted.session.SessionListener;
import org.infinoted.session.User;
import org.infinoted.session.UserListener;

/** Tells a listener which users are in a session: first those that are present, then every change. */
final class UserFeed implements SessionListener, Link.Subscription {
    private final UserListener listener;
    private final Listeners events;
    private volatile boolean closed;

    private UserFeed(UserListener listener, Listeners events) {
        this.listener = listener;
        this.events = events;
    }

    /**
     * Begins, on the session's home loop, where the listener is called. May be called from any thread.
     *
     * @param listener must return at once
     */
    static Link.Subscription open(
            Session session, UserTable users, Listeners events, Loop home, UserListener listener) {
        var feed = new UserFeed(listener, events);
        // a task of its own: never in the middle of a change, of which the table knows and the listeners do not yet
        home.execute(() -> feed.begin(session, users.all()));
        return feed;
    }

    private void begin(Session session, List<User> users) {
        if (!closed) {
            users.stream().filter(User::isPresent).forEach(user -> listener.joined(session, user));
            events.add(this);
            if (closed) {
                events.remove(this); // it was closed just now
            }
        }
    }

    @Override
    public void happened(Session session, SessionEvent event) {
        if (event instanceof SessionEvent.UserJoined joined) {
            listener.joined(session, joined.user());
        } else if (event instanceof SessionEvent.UserChanged changed) {
            listener.changed(session, changed.user());
        } else if (event instanceof SessionEvent.UserLeft left) {
            listener.left(session, left.user());
        }
    }

    @Override
    public void close() {
        closed = true;
        events.remove(this);
    }
}
