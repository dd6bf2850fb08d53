// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.group;

import java.time.Duration;
import org.infinoted.host.rate.ClientRates;
import org.infinoted.host.rate.RateLimit;
import org.infinoted.host.rate.Throttle;
import org.infinoted.host.stream.Link;

/** Slows a client down that asks for more than it may, and disconnects it if that goes on. Belongs to the connection's loop. */
final class ClientThrottles {
    private final Link link;
    private final ReadingPause reading;
    private final Throttle messages;
    private final Throttle errors;
    private final Throttle joins;
    private final Throttle nodes;
    private boolean exceeded;

    ClientThrottles(Link link, ReadingPause reading, ClientRates rates) {
        this.link = link;
        this.reading = reading;
        long now = link.loop().nanoTime();
        messages = throttle(rates.messages(), rates, now);
        errors = throttle(rates.errors(), rates, now);
        joins = throttle(rates.joins(), rates, now);
        nodes = throttle(rates.nodes(), rates, now);
    }

    private static Throttle throttle(RateLimit limit, ClientRates rates, long now) {
        return new Throttle(limit, rates.patience(), now);
    }

    /** The client has sent so many messages. */
    void messages(int count) {
        take(messages, count);
    }

    void charge(Charge charge) {
        switch (charge) {
            case ERROR -> take(errors, 1);
            case JOIN -> take(joins, 1);
            case NODE -> take(nodes, 1);
        }
    }

    /** Whether the client is disconnected for what it has sent, so that the rest of it is not handled. */
    boolean isExceeded() {
        return exceeded;
    }

    private void take(Throttle throttle, int amount) {
        if (exceeded) {
            return;
        }
        long wait = throttle.take(amount, link.loop().nanoTime());
        if (wait == Throttle.TOO_LONG) {
            exceeded = true;
            link.exceeded(throttle.reason());
        } else if (wait > 0) {
            reading.pauseFor(Duration.ofNanos(wait));
        }
    }
}
