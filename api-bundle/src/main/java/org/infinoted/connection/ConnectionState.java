// SPDX-License-Identifier: Apache-2.0
package org.infinoted.connection;

/** How far a connection is. It moves from the first to the last and never back; it may leave one out. */
public enum ConnectionState {
    /** The client has connected and has not logged in yet. */
    OPENING,
    /** The client is logged in and takes part. */
    OPEN,
    /** The connection has ended, orderly or not. */
    CLOSED
}
