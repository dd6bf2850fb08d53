// SPDX-License-Identifier: Apache-2.0
/**
 * The server as a whole: {@link org.infinoted.server.ServerHealth} is the service that says whether it can go on. For monitoring,
 * and for what has started the server. Knows nothing else of the API.
 */
@Export
@NullMarked
@Version("1.0.0")
package org.infinoted.server;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
