// SPDX-License-Identifier: Apache-2.0
package org.infinoted.connection;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Brings connections of another kind than TCP. Whiteboard: register a service of this type. What it brings are connections like
 * any other: clients log in, are counted, limited, listed, and plugins are told of them. It moves bytes and knows nothing of what
 * they mean: the protocol's XML stream, in both directions.
 *
 * <p><b>When and in what order.</b> Opened when the server lets clients in, that is while every required plugin runs; closed when
 * it does not any more, when the service goes, or when the server stops. For one service the calls alternate, one at a time.
 * Connections outlive {@link #close} if the service does not go: they end when they are closed, as those over TCP do. When the
 * service goes they are ended; when the server stops they are ended with all others.
 *
 * <p><b>Thread and time.</b> On a thread of the server that is made for plugins. Each call has 5 s; then the thread is
 * interrupted, and the server goes on as if the call had failed. Long work belongs on a thread of the plugin's own.
 *
 * <p><b>Failure.</b> What is thrown is logged with the bundle's name. After a failed {@code open} the transport brings nothing;
 * it is closed all the same, and opened again when clients are accepted again.
 */
@ConsumerType
public interface Transport {
    /**
     * Begins to accept connections.
     *
     * @param context takes the connections, until {@link #close}
     */
    void open(TransportContext context) throws Exception;

    /** Accepts no more connections, and gives back what it holds for that, such as a port. */
    void close() throws Exception;
}
