// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext.wire;

import org.infinoted.connection.Connection;
import org.infinoted.notetext.adopted.Outcome;
import org.infinoted.xml.Element;

/**
 * Decides what the other clients are sent for a request. This is a policy of its own: it determines whether clients end
 * with the same text when they combine the requests of three or more users in different orders.
 */
public interface Relay {
    /**
     * Sends a request to the others.
     *
     * @param message the request as received
     * @param origin whose it is
     * @param outcome the engine's outcome: it was executed, or it failed and changes no text
     */
    void relay(Element message, Connection origin, Outcome outcome);
}
