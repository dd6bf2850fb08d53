// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.directory;

import org.infinoted.protocol.ProtocolException;

/** How many of the documents and folders that one connection has made are there, those being made included. */
final class CreatedNodes {
    private final int most;
    private int count;

    CreatedNodes(int most) {
        this.most = most;
    }

    /** Counts one more, if there may be one. */
    void add() throws ProtocolException {
        if (count >= most) {
            throw Failures.failed("One connection may make no more than " + most
                    + " documents and folders; remove some of yours first");
        }
        count++;
    }

    void removed() {
        count--;
    }
}
