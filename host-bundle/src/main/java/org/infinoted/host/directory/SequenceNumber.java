// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.directory;

import org.infinoted.host.group.Attributes;
import org.infinoted.protocol.ProtocolException;
import org.infinoted.xml.Element;

/**
 * The sequence number of a request. All messages that the request causes carry it, to all clients.
 *
 * <p>It is left out when the requester has gone: another client may have the requester's sequence id by then, and would take the
 * message for an answer to itself.
 */
final class SequenceNumber {
    /** Of what no numbered request has caused. */
    static final SequenceNumber NONE = new SequenceNumber(null, null, null);

    private final ClientState requester;
    private final String value; // null if there is none to send
    private final ProtocolException fault; // null if it could be read

    private SequenceNumber(ClientState requester, String value, ProtocolException fault) {
        this.requester = requester;
        this.value = value;
        this.fault = fault;
    }

    static SequenceNumber of(ClientState requester, Element message) {
        try {
            return new SequenceNumber(requester, Attributes.seq(requester.client(), message), null);
        } catch (ProtocolException e) {
            return new SequenceNumber(requester, null, e);
        }
    }

    /** Refuses a request whose number cannot be read. Other faults of a request come first, so this is checked late. */
    void check() throws ProtocolException {
        if (fault != null) {
            throw fault;
        }
    }

    /** Adds the attribute, if there is something to add. */
    Element.Builder addTo(Element.Builder message) {
        return value == null || requester.isGone() ? message : message.attribute("seq", value);
    }
}
