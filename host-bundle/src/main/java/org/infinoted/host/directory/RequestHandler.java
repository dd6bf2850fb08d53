// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.directory;

import java.util.concurrent.CompletionStage;
import org.infinoted.protocol.ProtocolException;

/** Handles one kind of request. */
@FunctionalInterface
interface RequestHandler {
    /**
     * Handles a request. If this throws or the stage fails, the client gets that as its answer, so nothing may have been sent by then.
     *
     * @return completes when the next message of the client can be handled
     */
    CompletionStage<Void> handle(Request request) throws ProtocolException;
}
