// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.stream;

import org.infinoted.xml.Element;

/** Handles one connection for the layer above. All methods are called on the connection's loop. */
public interface LinkHandler {
    /**
     * The client has logged in. It can be sent messages from now on, and the first must be sent now. Called at most
     * once.
     */
    void opened();

    /** A complete element arrived, directly below the stream. Called only after {@link #opened}. */
    void received(Element element);

    /** The connection has ended, whether it had been opened or not. Called exactly once; nothing is called after it. */
    void closed();

    /** Makes the handler of a connection that was just accepted. Called on the connection's loop. */
    @FunctionalInterface
    interface Factory {
        LinkHandler accepted(Link link);
    }
}
