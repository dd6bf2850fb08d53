// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.stream;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.HashMap;
import java.util.Map;

/** Counts connections, in total and for each address. An address is any object that can be a key. Thread-safe. */
final class ConnectionCounts {
    enum Decision {
        ADMITTED,
        /** There are too many connections; the client is told so. */
        REFUSED,
        /** There are too many, and too many clients are being told so already. */
        IGNORED
    }

    /** How many clients at a time are told that there are too many. */
    private static final int REFUSED_AT_ONCE = 100;

    private final int most;
    private final int mostPerAddress;
    private final int mostRefused;

    @GuardedBy("this")
    private final Map<Object, Integer> byAddress = new HashMap<>();

    @GuardedBy("this")
    private int admitted;

    @GuardedBy("this")
    private int refused;

    /** @param descriptors how many sockets there may be, admitted or refused */
    ConnectionCounts(StreamLimits limits, int descriptors) {
        mostRefused = Math.min(REFUSED_AT_ONCE, Math.max(1, descriptors / 10));
        most = Math.min(limits.connections(), Math.max(1, descriptors - mostRefused));
        mostPerAddress = limits.connectionsPerAddress();
    }

    /** The greatest number of connections. */
    int most() {
        return most;
    }

    synchronized Decision enter(Object address) {
        int ofAddress = byAddress.getOrDefault(address, 0);
        if (admitted < most && ofAddress < mostPerAddress) {
            admitted++;
            byAddress.put(address, ofAddress + 1);
            return Decision.ADMITTED;
        }
        if (refused < mostRefused) {
            refused++;
            return Decision.REFUSED;
        }
        return Decision.IGNORED;
    }

    /** @param decision what {@link #enter} decided */
    synchronized void leave(Object address, Decision decision) {
        switch (decision) {
            case ADMITTED -> {
                admitted--;
                byAddress.computeIfPresent(address, (key, count) -> count == 1 ? null : count - 1);
            }
            case REFUSED -> refused--;
            case IGNORED -> {}
        }
    }
}
