// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.stream;

import java.time.Duration;

/**
 * What a client may cost the server.
 *
 * @param beforeLogin how large elements may be before the client has logged in
 * @param afterLogin how large they may be afterwards. A document is uploaded in many elements, but one insertion is one
 *     element however long it is; the original accepts 10 MB
 * @param login how long a client may take from connecting to being logged in
 * @param stall how long output may wait for a client that reads none of it before the client is disconnected
 * @param farewell how long an ending connection may take until its last bytes are delivered and the client has closed
 *     it
 * @param waitingBytes how much output may wait for one client; by default a quarter of the maximum heap, and at least
 *     64 MiB. A client that opens a document gets all of it at once, with its history, and that must fit; the main
 *     protection against clients that do not read is {@code stall}
 * @param connections how many connections there may be that have logged in
 * @param connectionsPerAddress how many of them from one address
 * @param failedLogins how many times a login may fail on one connection
 * @param admission how many connections may be logging in, and how often an address may come
 * @param input how fast a client may send, and how fast it must
 */
public record StreamLimits(
        XmlLimits beforeLogin,
        XmlLimits afterLogin,
        Duration login,
        Duration stall,
        Duration farewell,
        long waitingBytes,
        int connections,
        int connectionsPerAddress,
        int failedLogins,
        AdmissionLimits admission,
        InputLimits input) {

    public static final StreamLimits DEFAULT = new StreamLimits(
            new XmlLimits(16 << 10, 8, 16, 256),
            new XmlLimits(16 << 20, 64, 64, 256),
            Duration.ofSeconds(30),
            Duration.ofSeconds(30),
            Duration.ofSeconds(2),
            Math.max(64L << 20, Runtime.getRuntime().maxMemory() / 4),
            10_000,
            1_000,
            10);

    /** With the usual limits of admission and input. */
    public StreamLimits(
            XmlLimits beforeLogin,
            XmlLimits afterLogin,
            Duration login,
            Duration stall,
            Duration farewell,
            long waitingBytes,
            int connections,
            int connectionsPerAddress,
            int failedLogins) {
        this(
                beforeLogin,
                afterLogin,
                login,
                stall,
                farewell,
                waitingBytes,
                connections,
                connectionsPerAddress,
                failedLogins,
                AdmissionLimits.DEFAULT,
                InputLimits.DEFAULT);
    }

    public StreamLimits {
        requirePositive("login", login.toNanos());
        requirePositive("stall", stall.toNanos());
        requirePositive("farewell", farewell.toNanos());
        requirePositive("waitingBytes", waitingBytes);
        requirePositive("connections", connections);
        requirePositive("connectionsPerAddress", connectionsPerAddress);
        requirePositive("failedLogins", failedLogins);
    }

    static void requirePositive(String limit, long value) {
        if (value <= 0) {
            throw new IllegalArgumentException("The limit " + limit + " is " + value + "; it must be more than 0");
        }
    }
}
