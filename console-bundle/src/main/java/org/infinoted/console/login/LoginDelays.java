// SPDX-License-Identifier: Apache-2.0
package org.infinoted.console.login;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How long the answer to a wrong credential is held back: twice as long after each one from the same address, and
 * likewise, from a higher number on, after each one from anywhere. Forgotten after a while without any.
 */
final class LoginDelays {
    private static final Duration FIRST = Duration.ofMillis(250);
    private static final Duration MOST = Duration.ofSeconds(15);
    private static final Duration FORGET = Duration.ofMinutes(10);
    private static final int FREE_IN_ALL = 16;
    private static final int ADDRESSES = 1024;

    private record Failures(int count, Instant last) {}

    private static final Failures NONE = new Failures(0, Instant.MIN);

    private final Clock clock;
    private final Map<String, Failures> byAddress = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Failures> eldest) {
            return size() > ADDRESSES;
        }
    };
    private Failures inAll = NONE;

    LoginDelays(Clock clock) {
        this.clock = clock;
    }

    /** A credential from this address was wrong. Returns how long the answer has to wait. */
    synchronized Duration afterFailure(String address) {
        Failures its = oneMore(byAddress.getOrDefault(address, NONE));
        byAddress.put(address, its);
        inAll = oneMore(inAll);
        Duration here = delay(its.count());
        Duration everywhere = inAll.count() <= FREE_IN_ALL ? Duration.ZERO : delay(inAll.count() - FREE_IN_ALL);
        return here.compareTo(everywhere) > 0 ? here : everywhere;
    }

    /** How many wrong ones have come from this address of late. */
    synchronized int failures(String address) {
        Failures its = byAddress.getOrDefault(address, NONE);
        return isForgotten(its) ? 0 : its.count();
    }

    private Failures oneMore(Failures before) {
        return new Failures(isForgotten(before) ? 1 : before.count() + 1, clock.instant());
    }

    private boolean isForgotten(Failures failures) {
        return failures.count() == 0
                || Duration.between(failures.last(), clock.instant()).compareTo(FORGET) > 0;
    }

    private static Duration delay(int failures) {
        Duration delay = FIRST;
        for (int i = 1; i < failures && delay.compareTo(MOST) < 0; i++) {
            delay = delay.multipliedBy(2);
        }
        return delay.compareTo(MOST) > 0 ? MOST : delay;
    }
}
