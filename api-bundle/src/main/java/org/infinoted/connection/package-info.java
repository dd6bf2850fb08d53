// SPDX-License-Identifier: Apache-2.0
/**
 * Clients' connections as plugins and administrators see them, who is told of them, and transports, which bring connections
 * that are not TCP. {@link org.infinoted.connection.Listener} is the service that says where the server listens. Knows nothing
 * else of the API.
 */
@Export
@NullMarked
@Version("1.1.0")
package org.infinoted.connection;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
