// SPDX-License-Identifier: Apache-2.0
package org.infinoted.connection;

import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The TCP port on which the server listens for clients; a listener in the sense of networks, not an observer. The server
 * registers this service when it accepts connections, that is when its port is bound and every required plugin runs, or when it
 * has found that it cannot; it takes the service back when it stops listening.
 */
@ProviderType
public interface Listener {
    /** Service property: the address that is listened on, as a String. */
    String ADDRESS = "infinoted.listener.address";
    /** Service property: the TCP port that is listened on, as an Integer. */
    String PORT = "infinoted.listener.port";
    /** Service property: why the server does not listen, as a String; absent if it does. */
    String ERROR = "infinoted.listener.error";

    /** The address that is listened on, or was meant to be. */
    String address();

    /** The TCP port that is listened on, or was meant to be. */
    int port();

    /** Why the server does not listen; empty if it does. */
    Optional<String> error();
}
