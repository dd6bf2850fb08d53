// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.group;

import org.infinoted.xml.Element;

/**
 * Receives the messages of the group {@code InfDirectory}, of which every client is a member from login to close. All
 * methods are called on the connection's loop.
 */
public interface DirectoryEndpoint {
    /** A connection was accepted; it has not logged in. */
    void accepted(Client client);

    /** The client has logged in. The first message that it gets must be the welcome. */
    void opened(Client client);

    /**
     * A message of the client. Until {@code done} is run, later messages of this client wait if they are for groups
     * that it is not a member of. It must be run once, on any thread.
     */
    void received(Client client, Element message, Runnable done);

    /** The connection has closed, whether it had been opened or not. */
    void closed(Client client);
}
