// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.session;

import java.util.Optional;
import org.infinoted.connection.Connection;
import org.infinoted.host.group.Attributes;
import org.infinoted.protocol.ProtocolException;
import org.infinoted.session.Session;
import org.infinoted.session.SessionRequest;
import org.infinoted.session.User;
import org.infinoted.xml.Element;

/** A client's message as the request filters see it. */
record ClientRequest(Session session, Connection connection, Optional<User> user, Element message)
        implements SessionRequest {
    /** Finds the user that the message names, as all types of sessions do. */
    static ClientRequest of(Session session, Connection connection, UserTable users, Element message) {
        Optional<User> user;
        try {
            user = Attributes.optionalNumber(message, message.attribute("user") == null ? "id" : "user")
                    .flatMap(users::find)
                    .filter(named -> named.isVia(connection));
        } catch (ProtocolException e) {
            user = Optional.empty();
        }
        return new ClientRequest(session, connection, user, message);
    }
}
