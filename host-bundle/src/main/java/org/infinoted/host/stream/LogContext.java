// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.stream;

import org.infinoted.connection.Connection;
import org.slf4j.MDC;

/**
 * Names the connection that lines of the log are about, as {@code connection} of the log's context. The log counts the lines about each
 * connection apart, and cuts them more, because clients have a hand in them.
 */
public final class LogContext {
    private static final String CONNECTION = "connection";
    private static final int LONGEST = 1000;

    private LogContext() {}

    /** Logs something about a connection, on this thread. */
    public static void about(Connection connection, Runnable line) {
        MDC.put(CONNECTION, connection.remoteAddress());
        try {
            line.run();
        } finally {
            MDC.remove(CONNECTION);
        }
    }

    /** The begin of a text that may come from a client. */
    public static String excerpt(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST - 3) + "...";
    }
}
