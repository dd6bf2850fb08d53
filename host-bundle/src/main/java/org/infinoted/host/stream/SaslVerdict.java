// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.stream;

import java.util.Optional;
import org.infinoted.protocol.AuthenticationDetailError;

/** A mechanism's verdict on a client's response. */
public sealed interface SaslVerdict {
    /** The client is logged in. */
    record Accepted() implements SaslVerdict {}

    /** The response is empty and the client is asked again. */
    record AskAgain() implements SaslVerdict {}

    /**
     * The client is not logged in, and may try again.
     *
     * @param condition the protocol's name of the failure, such as {@code not-authorized}
     */
    record Failed(String condition, Optional<Detail> detail) implements SaslVerdict {
        public Failed(String condition) {
            this(condition, Optional.empty());
        }
    }

    /**
     * What a client needs to know besides the condition, for example to ask for the password again.
     *
     * @param text the error for a person
     */
    record Detail(AuthenticationDetailError error, String text) {}
}
