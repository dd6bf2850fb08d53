// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.stream;

import java.nio.ByteBuffer;
import java.util.concurrent.CompletionStage;

/** Takes bytes to a client in another way than a socket does. Methods are called on the connection's loop and return at once. */
public interface Wire {
    /**
     * Sends. Called again when the stage has completed, which may be on any thread.
     *
     * @param bytes not used by anybody else afterwards
     * @return fails if the bytes cannot be sent; the connection is ended then
     */
    CompletionStage<Void> send(ByteBuffer bytes);

    /** The connection is over. Called once; a send may be under way that has not completed. */
    void close();
}
