// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.stream;

import org.infinoted.host.rate.TokenBucket;

/** What one address has of the server. Guarded by the lock of {@link Admission}. */
final class AddressUse {
    private final Object key;
    final LoggingIn loggingIn = new LoggingIn();
    final TokenBucket connects;
    final TokenBucket logins;
    int open;
    int loggedIn;

    AddressUse(Object key, AdmissionLimits limits, long now) {
        this.key = key;
        connects = new TokenBucket(limits.connects(), now);
        logins = new TokenBucket(limits.logins(), now);
    }

    Object key() {
        return key;
    }

    /** Whether nothing is lost when the address is forgotten. */
    boolean isUnused(long now) {
        return open == 0 && connects.isFull(now) && logins.isFull(now);
    }
}
