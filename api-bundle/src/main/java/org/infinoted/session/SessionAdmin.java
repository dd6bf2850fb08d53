// SPDX-License-Identifier: Apache-2.0
package org.infinoted.session;

import java.util.List;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ProviderType;

/** The open documents. The server registers this service. Methods may be called from any thread and return at once. */
@ProviderType
public interface SessionAdmin {
    /** All sessions, in the order in which they were opened. */
    List<Session> sessions();

    /**
     * Saves a session and closes it; its subscribers are told. They may open it again. Fails with what the store said if it could
     * not be saved: then it goes on.
     */
    CompletionStage<Void> close(Session session);
}
