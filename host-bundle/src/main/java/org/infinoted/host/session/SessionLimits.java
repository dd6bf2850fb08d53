// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.session;

import java.time.Duration;

/**
 * The limits of sessions.
 *
 * @param idleTime how long a session without subscribers stays in memory before it is saved and closed
 * @param slowCall how long a note type may work on one message before the log says so
 * @param maxUsers how many users a session may know, absent ones included; further ones are refused, those of a document in
 *     the store excepted
 * @param connectionUsers how many users one connection may have in a session, and how many new ones it may bring into it
 * @param nameBytes how many bytes of UTF-8 the name of a new user may have
 * @param localRequests how many requests of one plugin's user may be under way; further ones fail at once
 */
public record SessionLimits(
        Duration idleTime, Duration slowCall, int maxUsers, int connectionUsers, int nameBytes, int localRequests) {
    /** The original's idle time of 60 s; 250 ms; 10 000 users, 100 for a connection, with names of 256 bytes; 1000 requests. */
    public static final SessionLimits DEFAULT =
            new SessionLimits(Duration.ofSeconds(60), Duration.ofMillis(250), 10_000, 100, 256, 1000);

    /** These limits with others for users. */
    public SessionLimits withUsers(int newMaxUsers, int newConnectionUsers, int newNameBytes) {
        return new SessionLimits(idleTime, slowCall, newMaxUsers, newConnectionUsers, newNameBytes, localRequests);
    }
}
