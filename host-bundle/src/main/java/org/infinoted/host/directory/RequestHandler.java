// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.directory;

import java.util.concurrent.CompletionStage;
import org.infinoted.protocol.ProtocolException;

/** Does what one kind of request asks for. */
@FunctionalInterface
interface RequestHandler {
    /**
     * Does it. What this throws, or the stage fails with, is answered to the client, so until then nothing must have been.
     *
     * @return completes when the next message of the client can be handled
     */
    CompletionStage<Void> handle(Request request) throws ProtocolException;
}
