// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.group;

import org.infinoted.xml.Element;

/**
 * What the messages of the group {@code InfDirectory} end in. Every connection is a member from opened to closed. All methods
 * are called on the connection's loop.
 */
public interface DirectoryEndpoint {
    /** A connection was accepted; it has not logged in. */
    void accepted(Client client);

    /** The client has logged in. The first thing that it gets must be the welcome. */
    void opened(Client client);

    /**
     * A message of the client. Later messages of the same client, for whatever group it is not yet a member of, wait until {@code
     * done} has been run; it must be run once, on any thread.
     */
    void received(Client client, Element message, Runnable done);

    /** The connection has closed, whether it had been opened or not. */
    void closed(Client client);
}
