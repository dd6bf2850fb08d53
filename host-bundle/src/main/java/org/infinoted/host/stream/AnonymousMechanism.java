// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.stream;

import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.infinoted.connection.Connection;

/**
 * The mechanism {@code ANONYMOUS}, which requires no proof: every client that responds is logged in, unless the policy
 * objects. The response is usually the client's login name.
 */
public final class AnonymousMechanism implements SaslMechanism {
    private static final int LONGEST = 1020;

    private final LoginPolicy policy;

    public AnonymousMechanism(LoginPolicy policy) {
        this.policy = policy;
    }

    @Override
    public String name() {
        return "ANONYMOUS";
    }

    @Override
    public void judge(Connection connection, byte[] response, Consumer<SaslVerdict> verdict) {
        if (response.length > 0 && response.length <= LONGEST) {
            policy.judge(connection, name(), new String(response, StandardCharsets.UTF_8), verdict);
        } else {
            verdict.accept(new SaslVerdict.Failed("invalid-mechanism"));
        }
    }
}
