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
sealed interface SequenceNumber {
    static SequenceNumber of(ClientState requester, Element message) {
        try {
            String value = Attributes.seq(requester.client(), message);
            return value == null ? none() : new Given(requester, value);
        } catch (ProtocolException e) {
            return new Unreadable(e);
        }
    }

    /** Of what no numbered request has caused. */
    static SequenceNumber none() {
        return None.INSTANCE;
    }

    /** Refuses a request whose number cannot be read. Other faults of a request come first, so this is checked late. */
    default void check() throws ProtocolException {}

    /** Whether this client waits for what carries it. */
    default boolean isOf(ClientState client) {
        return false;
    }

    /** Adds the attribute, if there is something to add. */
    default Element.Builder addTo(Element.Builder message) {
        return message;
    }

    /** There is none. */
    enum None implements SequenceNumber {
        INSTANCE
    }

    /** The request has this one. */
    record Given(ClientState requester, String value) implements SequenceNumber {
        @Override
        public boolean isOf(ClientState client) {
            return requester.equals(client);
        }

        @Override
        public Element.Builder addTo(Element.Builder message) {
            return requester.isGone() ? message : message.attribute("seq", value);
        }
    }

    /** The request has one that is no number. */
    record Unreadable(ProtocolException fault) implements SequenceNumber {
        @Override
        public void check() throws ProtocolException {
            throw fault;
        }
    }
}
