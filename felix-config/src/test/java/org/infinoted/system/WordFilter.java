// SPDX-License-Identifier: Apache-2.0
package org.infinoted.system;

import java.util.concurrent.locks.LockSupport;
import org.infinoted.session.RequestFilter;
import org.infinoted.session.RequestVerdict;
import org.infinoted.session.SessionRequest;

/** Refuses requests that contain one word, and never returns for another, not even when its thread is interrupted. */
public final class WordFilter implements RequestFilter {
    static final String REFUSED = "secret";
    static final String STUCK = "endless";
    static final String REASON = "We do not speak of it.";

    @Override
    public RequestVerdict judge(SessionRequest request) {
        String message = request.message().toString();
        if (message.contains(STUCK)) {
            while (true) {
                LockSupport.park(this);
            }
        }
        return message.contains(REFUSED) && request.user().isPresent()
                ? RequestVerdict.refuse(REASON)
                : RequestVerdict.accept();
    }
}
