// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.stream;

import java.util.function.Consumer;
import org.infinoted.connection.Connection;

/** Decides who may log in, after the mechanism has accepted the response. Shared by all connections. */
@FunctionalInterface
public interface LoginPolicy {
    /** Lets everybody in. */
    LoginPolicy EVERYBODY = (connection, mechanism, name, verdict) -> verdict.accept(new SaslVerdict.Accepted());

    /**
     * Judges a login. Called on the connection's loop; returns at once.
     *
     * @param mechanism the mechanism that the client uses
     * @param name who it says it is
     * @param verdict takes the verdict, once, now or later, on any thread
     */
    void judge(Connection connection, String mechanism, String name, Consumer<SaslVerdict> verdict);
}
