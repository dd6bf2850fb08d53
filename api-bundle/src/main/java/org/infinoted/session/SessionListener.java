// SPDX-License-Identifier: Apache-2.0
package org.infinoted.session;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Is told what happens in a session. Registered through the plugin's context, called in the plugin's mailbox: one call at a time,
 * in the order of the events, never while another callback of the same plugin runs, within the time that callbacks of {@link
 * org.infinoted.plugin.Plugin} have. The session has gone on since: what it says
 * of itself may already be newer than the event. What the listener throws is logged with the plugin's name and changes nothing
 * else.
 */
@ConsumerType
@FunctionalInterface
public interface SessionListener {
    /** Called once for each event after the registration. */
    void happened(Session session, SessionEvent event);
}
