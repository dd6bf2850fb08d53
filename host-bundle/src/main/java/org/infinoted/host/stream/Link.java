// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.stream;

import java.util.List;
import org.infinoted.connection.Connection;
import org.infinoted.connection.ConnectionListener;
import org.infinoted.host.loop.Loop;
import org.infinoted.host.memory.MemoryAccount;

/** A connection as the server's layers above the stream use it. */
public interface Link extends Connection {
    /** The event loop that the connection lives on. */
    Loop loop();

    /** What is kept because of this connection. Any thread. */
    MemoryAccount memory();

    /**
     * Sends. To be called on {@link #loop()}. Frames arrive in the order of the calls; they are flushed at the end of
     * the loop's turn. The frame is not released. Nothing happens if the connection is not open. A client that does not
     * read is disconnected when too much output waits for it.
     */
    void write(Frame frame);

    /**
     * As {@link #write}, for what the client does not wait for: it is flushed some milliseconds later when there is much of the kind, so
     * that many frames go out in one piece. What is written later in any way comes after it.
     */
    default void writeUnhurried(Frame frame) {
        write(frame);
    }

    /**
     * Sends a series of frames, as {@link #write} does, but piece by piece: the client gets the next ones when it has read those before.
     * What is written later comes after the series. The frames are not released.
     */
    default void writeSeries(List<Frame> series) {
        series.forEach(this::write);
    }

    /**
     * Stops or resumes reading from the client, for when it sends faster than its messages are handled or is to be slowed down. To be
     * called on {@link #loop()}.
     */
    void pauseReading(boolean pause);

    /**
     * Ends the connection with a stream error, such as {@code policy-violation}. May be called from any thread.
     *
     * @param condition the name of the condition in the protocol
     * @param reason what the log says of it
     */
    void fail(String condition, String reason);

    /**
     * Ends the connection because the client has exceeded a limit: with the stream error {@code policy-violation}, which tells the
     * client the reason. May be called from any thread.
     *
     * @param reason which limit, and how it was exceeded
     */
    default void exceeded(String reason) {
        fail("policy-violation", reason);
    }

    /** Reports a fault to the connection's listeners. May be called from any thread. */
    void report(String message);

    /**
     * Tells the listener what happens to the connection, on {@link #loop()}, until the subscription is closed. Any
     * thread.
     */
    Subscription observe(ConnectionListener listener);

    /** Ends when it is closed. */
    @FunctionalInterface
    interface Subscription {
        void close();
    }
}
