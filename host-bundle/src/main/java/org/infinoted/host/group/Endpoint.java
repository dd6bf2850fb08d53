// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.group;

import org.infinoted.host.loop.Loop;
import org.infinoted.xml.Element;

/** Receives the messages of a group: a session, or an upload. */
public interface Endpoint {
    /** The name of the group. */
    String group();

    /** The loop on which {@link #received} is called. */
    Loop home();

    /** A message of a member. Called on {@link #home()}, in the order in which the member sent them. */
    void received(Client from, Element message);

    /** A member has gone for good: its connection closed. Called on {@link #home()}, after its last message. */
    void gone(Client client);
}
