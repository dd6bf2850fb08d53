// SPDX-License-Identifier: Apache-2.0
package org.infinoted.protocol;

/** Errors of a synchronisation: the transfer of a whole session to a subscriber, or from an uploader. */
public enum SessionSyncError implements ProtocolError {
    /** A message came before the synchronisation began. */
    GOT_MESSAGE_IN_PRESYNC(0),
    /** The session does not know this message. */
    UNEXPECTED_NODE(1),
    /** A user has no id. */
    ID_NOT_PRESENT(2),
    /** The id of a user is taken. */
    ID_IN_USE(3),
    /** A user has no name. */
    NAME_NOT_PRESENT(4),
    /** The name of a user is taken. */
    NAME_IN_USE(5),
    /** The connection ended before the synchronisation did. */
    CONNECTION_CLOSED(6),
    /** The sender has given up. */
    SENDER_CANCELLED(7),
    /** The receiver does not want the session any more. */
    RECEIVER_CANCELLED(8),
    /** {@code sync-begin} came again. */
    UNEXPECTED_BEGIN_OF_SYNC(9),
    /** {@code sync-begin} does not say how many messages follow. */
    NUM_MESSAGES_MISSING(10),
    /** {@code sync-end} came before the announced number of messages. */
    UNEXPECTED_END_OF_SYNC(11),
    /** The first message is not {@code sync-begin}. */
    EXPECTED_BEGIN_OF_SYNC(12),
    /** More messages came than were announced. */
    EXPECTED_END_OF_SYNC(13),
    /** Anything else. */
    FAILED(14);

    private final int code;

    SessionSyncError(int code) {
        this.code = code;
    }

    @Override
    public String domain() {
        return "INF_SESSION_SYNC_ERROR";
    }

    @Override
    public int code() {
        return code;
    }
}
