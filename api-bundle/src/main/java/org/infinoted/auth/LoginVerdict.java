// SPDX-License-Identifier: Apache-2.0
package org.infinoted.auth;

import java.util.Objects;

/** What an authenticator makes of a login. A value. */
public sealed interface LoginVerdict {
    /** The client may log in as far as this authenticator is concerned. */
    record Allowed() implements LoginVerdict {}

    /**
     * The client must not log in, whatever others say. It gets {@code not-authorized}, and may try again.
     *
     * @param reason why, for a person: for the client, which shows it as a rule, and for the log
     */
    record Refused(String reason) implements LoginVerdict {
        public Refused {
            Objects.requireNonNull(reason);
        }
    }

    /** This authenticator has nothing to say about this client. */
    record Undecided() implements LoginVerdict {}

    /** The client may log in. */
    static LoginVerdict allow() {
        return new Allowed();
    }

    /**
     * The client must not log in.
     *
     * @param reason why, for the client and the log
     */
    static LoginVerdict refuse(String reason) {
        return new Refused(reason);
    }

    /** Others decide. */
    static LoginVerdict undecided() {
        return new Undecided();
    }
}
