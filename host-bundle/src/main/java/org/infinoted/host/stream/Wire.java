// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.stream;

import java.nio.ByteBuffer;
import java.util.concurrent.CompletionStage;

/**
 * Carries bytes to a client by other means than a socket. Methods are called on the connection's loop and return at
 * once.
 */
public interface Wire {
    /**
     * Sends bytes. The next call comes when the stage has completed, which it may do on any thread.
     *
     * @param bytes belong to the wire from now on
     * @return fails if the bytes cannot be sent, which ends the connection
     */
    CompletionStage<Void> send(ByteBuffer bytes);

    /** The connection is over. Called once; a send may be under way that has not completed. */
    void close();
}
