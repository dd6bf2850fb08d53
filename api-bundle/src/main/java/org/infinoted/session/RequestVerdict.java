// SPDX-License-Identifier: Apache-2.0
package org.infinoted.session;

import java.util.Objects;

/** What a filter makes of a request. A value. */
public sealed interface RequestVerdict {
    /** It may be done as far as this filter is concerned. */
    record Accepted() implements RequestVerdict {}

    /**
     * It must not be done.
     *
     * @param reason why, for a person; the client may be told
     */
    record Refused(String reason) implements RequestVerdict {
        public Refused {
            Objects.requireNonNull(reason);
        }
    }

    /** The request may be done. */
    static RequestVerdict accept() {
        return new Accepted();
    }

    /**
     * The request must not be done.
     *
     * @param reason why, for a person; the client may be told
     */
    static RequestVerdict refuse(String reason) {
        return new Refused(reason);
    }
}
