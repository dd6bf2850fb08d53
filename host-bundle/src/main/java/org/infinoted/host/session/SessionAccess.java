// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.session;

import java.util.concurrent.CompletionStage;
import org.infinoted.host.stream.Link;
import org.infinoted.session.LocalUser;
import org.infinoted.session.LocalUserException;
import org.infinoted.session.Session;
import org.infinoted.session.SessionListener;
import org.infinoted.session.UserListener;

/**
 * What plugins can see and do in sessions. Thread-safe. Listeners are called on the session's home loop, and must return at
 * once. For a session that has ended they are not called.
 */
public interface SessionAccess {
    /** Tells the listener what happens in the session, until the result is closed. */
    Link.Subscription observe(Session session, SessionListener listener);

    /**
     * Tells the listener which users are present in the session, then which join, change and leave, until the result is closed. No
     * change is missed or told twice in between.
     */
    Link.Subscription observe(Session session, UserListener listener);

    /**
     * Lets a user without a connection join. The caller closes it in the end. The stage, and those of the user's requests, complete
     * on the session's home loop. Fails with a {@link LocalUserException}.
     *
     * @throws IllegalArgumentException if there can be no such name
     */
    CompletionStage<LocalUser> join(Session session, String name);
}
