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
 * What plugins get to know and do in sessions. Thread-safe. Listeners are called on the session's home loop, and must return at
 * once. For a session that has ended they are not called.
 */
public interface SessionAccess {
    /** Has the listener told what happens in the session, until the result is closed. */
    Link.Subscription observe(Session session, SessionListener listener);

    /**
     * Has the listener told who is present in the session, then who comes, changes and leaves, until the result is closed. The
     * step from the one to the other is atomic.
     */
    Link.Subscription observe(Session session, UserListener listener);

    /**
     * Lets a user without a connection join. Whoever asks for it closes it in the end. The stage, and those of the user's
     * requests, complete on the session's home loop. Fails with a {@link LocalUserException}.
     *
     * @throws IllegalArgumentException if there can be no such name
     */
    CompletionStage<LocalUser> join(Session session, String name);
}
