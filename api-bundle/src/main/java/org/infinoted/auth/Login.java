// SPDX-License-Identifier: Apache-2.0
package org.infinoted.auth;

import java.security.cert.X509Certificate;
import java.util.List;
import org.infinoted.connection.Connection;
import org.osgi.annotation.versioning.ProviderType;

/** A client that wants to log in, and what it says of itself. May be used from any thread. */
@ProviderType
public interface Login {
    /** The client's connection; its state is {@link org.infinoted.connection.ConnectionState#OPENING}. */
    Connection connection();

    /** The SASL mechanism by which it logs in, such as {@code ANONYMOUS}. */
    String mechanism();

    /**
     * Who it says it is, and nothing more than that: nobody has checked it. With {@code ANONYMOUS} it is whatever the client sent,
     * as a rule the name of the person's account on the client's machine; it is not empty, of at most 1020 bytes in UTF-8, and may
     * contain any character.
     */
    String name();

    /** The client's certificates, its own first; empty if it has shown none. */
    List<X509Certificate> certificates();
}
