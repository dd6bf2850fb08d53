// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext.sim;

/**
 * Something that must not happen in a session.
 *
 * @param time when it was found, in seconds of virtual time
 */
record Finding(Kind kind, double time, String message) {
    /** What is wrong. */
    enum Kind {
        /** A client's text is not the server's. */
        TEXT,
        /** A client draws text in a colour that is not its author's. */
        COLOUR,
        /** A client takes a user for present, active or absent that is not. */
        STATUS,
        /** A client may undo or redo what the server refuses, or the other way round. */
        UNDO,
        /** A client could not make sense of what it was sent. */
        CLIENT,
        /** The server has refused what an honest client sent, or ended its subscription. */
        REFUSED,
        /** The server failed. */
        SERVER,
        /** What plugins were told of the text does not make the text. */
        EVENTS,
        /** A late joiner gets more than it needs. */
        LOG
    }

    @Override
    public String toString() {
        return String.format("%.3f s %s: %s", time, kind, message);
    }
}
