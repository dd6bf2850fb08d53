// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.stream;

import java.time.Duration;
import java.util.function.Consumer;
import org.infinoted.connection.Connection;
import org.infinoted.host.loop.Loop;

/**
 * The mechanism as one connection uses it: a login waits if its address has tried too many, and failed ones are counted. Used on
 * the connection's loop.
 */
final class RatedLogins implements SaslMechanism {
    private final SaslMechanism mechanism;
    private final Place place;
    private final Loop loop;

    RatedLogins(SaslMechanism mechanism, Place place, Loop loop) {
        this.mechanism = mechanism;
        this.place = place;
        this.loop = loop;
    }

    @Override
    public String name() {
        return mechanism.name();
    }

    @Override
    public void judge(Connection connection, byte[] response, Consumer<SaslVerdict> verdict) {
        long wait = place.login();
        if (wait < 0) {
            verdict.accept(new SaslVerdict.Failed("temporary-auth-failure"));
        } else if (wait == 0) {
            ask(connection, response, verdict);
        } else {
            loop.schedule(Duration.ofNanos(wait), () -> ask(connection, response, verdict));
        }
    }

    private void ask(Connection connection, byte[] response, Consumer<SaslVerdict> verdict) {
        mechanism.judge(connection, response, outcome -> {
            if (outcome instanceof SaslVerdict.Failed) {
                place.loginFailed();
            }
            verdict.accept(outcome);
        });
    }
}
