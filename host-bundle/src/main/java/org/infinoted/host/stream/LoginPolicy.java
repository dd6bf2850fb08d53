// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.stream;

import java.util.function.Consumer;
import org.infinoted.connection.Connection;

/** Decides who may log in, once a mechanism has found nothing wrong. Used by all connections at the same time. */
@FunctionalInterface
public interface LoginPolicy {
    /** Lets everybody in. */
    LoginPolicy EVERYBODY = (connection, mechanism, name, verdict) -> verdict.accept(new SaslVerdict.Accepted());

    /**
     * Judges a login. Called on the connection's loop; returns at once.
     *
     * @param mechanism by which the client logs in
     * @param name who it says it is
     * @param verdict to be given the verdict, once, now or later, from any thread
     */
    void judge(Connection connection, String mechanism, String name, Consumer<SaslVerdict> verdict);
}
