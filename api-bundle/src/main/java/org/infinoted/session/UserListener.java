// SPDX-License-Identifier: Apache-2.0
package org.infinoted.session;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Is told who is in a session: first {@link #joined} for each user who is present when the listener is registered, by ascending
 * id, then whatever changes. Each user who is or comes there is reported once, whatever happens at the moment of the
 * registration; none that has not joined is reported as changed or left. Users who are only known as authors are not reported.
 *
 * <p>Registered through the plugin's context, called in the plugin's mailbox: one call at a time, in the order in which it
 * happened, never while another callback of the same plugin runs; so it may take its time. The last call comes before {@link
 * org.infinoted.plugin.Plugin#sessionRemoved}, which ends the registration: nobody is reported as left because of that. What it
 * throws is logged with the plugin's name and changes nothing else.
 */
@ConsumerType
public interface UserListener {
    /** The user is there already, or has joined, for the first time or again. */
    default void joined(Session session, User user) {}

    /** The user has become active or inactive. */
    default void changed(Session session, User user) {}

    /** The user has left; {@code user} is how it was just before. */
    default void left(Session session, User user) {}
}
