// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.session;

import org.infinoted.host.stream.Link;
import org.infinoted.session.Session;
import org.infinoted.session.SessionListener;

/** Where one gets to know what happens in sessions. Thread-safe. */
@FunctionalInterface
public interface SessionEvents {
    /**
     * Has the listener told what happens in the session, on the session's home loop, until the result is closed. The listener
     * must return at once. Does nothing for a session that has ended.
     */
    Link.Subscription observe(Session session, SessionListener listener);
}
