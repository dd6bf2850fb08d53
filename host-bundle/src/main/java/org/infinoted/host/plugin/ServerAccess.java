// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.plugin;

import org.infinoted.host.directory.HostDirectory;
import org.infinoted.host.loop.Registry;
import org.infinoted.host.session.SessionAccess;
import org.infinoted.host.stream.Link;
import org.infinoted.session.Session;

/**
 * The parts of the server that plugins can see.
 *
 * @param connections all that are not closed; a connection tells its observers that it closes before it is removed here
 * @param sessions all that are open; a session sends its last events before it is removed here
 */
public record ServerAccess(
        HostDirectory directory, Registry<Link> connections, Registry<Session> sessions, SessionAccess sessionAccess) {}
