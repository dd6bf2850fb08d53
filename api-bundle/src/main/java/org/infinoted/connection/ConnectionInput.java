// SPDX-License-Identifier: Apache-2.0
package org.infinoted.connection;

import java.nio.ByteBuffer;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The input of one connection: a {@link Transport} puts in what comes from the client. Methods may be called from any thread, one
 * call at a time.
 */
@ProviderType
public interface ConnectionInput {
    /**
     * The client has sent this. Returns when the server has taken all of it. The server keeps at most 64 KiB for one connection
     * that have not been handled; while there is no room, because the client sends faster than its messages are handled, the call
     * blocks: do not read from the client meanwhile. How the bytes are cut into calls does not matter.
     *
     * @param bytes are read to their limit, and not kept
     * @return false if the connection is over, and what comes from the client is of no interest any more
     * @throws InterruptedException if the caller is interrupted while it waits; a part of the bytes may have been taken
     * @throws IllegalStateException if called on a thread that serves clients, which must not wait
     */
    boolean received(ByteBuffer bytes) throws InterruptedException;

    /** The client is gone: what it sent before is handled, then the connection ends. Returns at once. */
    void closed();
}
