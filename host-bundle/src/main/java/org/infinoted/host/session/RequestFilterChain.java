// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.session;

import java.util.Optional;
import java.util.function.Consumer;
import org.infinoted.session.SessionRequest;

/** Has clients' requests judged before they are handled. Used by all sessions at the same time. */
public interface RequestFilterChain {
    /** Lets everything in. */
    RequestFilterChain OPEN = new RequestFilterChain() {
        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public void judge(SessionRequest request, Consumer<Optional<String>> verdict) {
            verdict.accept(Optional.empty());
        }
    };

    /** Whether nobody wants to be asked at present. This is the hot path. */
    boolean isOpen();

    /**
     * Judges a request. Called on a session's home loop; returns at once.
     *
     * @param verdict to be given why the request is refused, or nothing if it is not; once, now or later, from any thread
     */
    void judge(SessionRequest request, Consumer<Optional<String>> verdict);
}
