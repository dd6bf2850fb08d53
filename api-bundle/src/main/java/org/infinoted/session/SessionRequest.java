// SPDX-License-Identifier: Apache-2.0
package org.infinoted.session;

import java.util.Optional;
import org.infinoted.connection.Connection;
import org.infinoted.xml.Element;
import org.osgi.annotation.versioning.ProviderType;

/** What a client wants done in a session. May be used from any thread. */
@ProviderType
public interface SessionRequest {
    /** Where. Nothing else happens to its content while the request is being judged. */
    Session session();

    /** Whose message it is. */
    Connection connection();

    /** As which of its users; empty if the message does not name one that takes part through this connection. */
    Optional<User> user();

    /** The message as it came, such as {@code <request user="1" time="1:3"><insert-caret pos="0">x</insert-caret></request>}. */
    Element message();
}
