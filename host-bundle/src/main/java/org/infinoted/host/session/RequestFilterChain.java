// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.session;

import java.util.Optional;
import java.util.function.Consumer;
import org.infinoted.session.SessionRequest;

/** Decides whether clients' requests are handled. All sessions use it at the same time. */
public interface RequestFilterChain {
    /** Lets every request pass. */
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

    /** Whether there is no filter at present. This is the hot path. */
    boolean isOpen();

    /**
     * Judges a request. Called on a session's home loop; returns at once.
     *
     * @param verdict takes the reason for a refusal, or nothing if the request passes; called once, now or later, from any thread
     */
    void judge(SessionRequest request, Consumer<Optional<String>> verdict);
}
