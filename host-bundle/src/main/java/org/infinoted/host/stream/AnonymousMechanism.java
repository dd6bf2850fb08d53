// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.stream;

import java.util.function.Consumer;

/** Lets everybody in who says anything at all. What is said is the client's login name as a rule, and is not used. */
public final class AnonymousMechanism implements SaslMechanism {
    private static final int LONGEST = 1020;

    @Override
    public String name() {
        return "ANONYMOUS";
    }

    @Override
    public void judge(byte[] response, Consumer<SaslVerdict> verdict) {
        boolean acceptable = response.length > 0 && response.length <= LONGEST;
        verdict.accept(acceptable ? new SaslVerdict.Accepted() : new SaslVerdict.Failed("invalid-mechanism"));
    }
}
