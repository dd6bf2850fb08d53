// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext.wire;

import org.infinoted.connection.Connection;
import org.infinoted.notetext.adopted.Outcome;
import org.infinoted.xml.Element;

/**
 * What the other clients are told of a request. A policy of its own, because it decides whether clients that combine the requests
 * of three or more users on different ways end with the same text.
 */
public interface Relay {
    /**
     * Tells the others.
     *
     * @param message the request as received
     * @param origin whose it is
     * @param outcome what the engine made of it: it was executed, or it failed and changes no text by that
     */
    void relay(Element message, Connection origin, Outcome outcome);
}
