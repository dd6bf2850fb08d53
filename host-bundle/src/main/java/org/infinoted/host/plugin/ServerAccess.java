// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.plugin;

import org.infinoted.host.directory.HostDirectory;
import org.infinoted.host.loop.Registry;
import org.infinoted.host.session.SessionAccess;
import org.infinoted.host.stream.Link;
import org.infinoted.session.Session;

/**
 * What of the server plugins get to see.
 *
 * @param connections those that are not closed; one that closes tells its observers so before it is taken out
 * @param sessions those that are open; one that ends tells its observers the last of it before it is taken out
 */
public record ServerAccess(
        HostDirectory directory, Registry<Link> connections, Registry<Session> sessions, SessionAccess sessionAccess) {}
