// SPDX-License-Identifier: Apache-2.0
package org.infinoted.connection;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** The connections that there are. The server registers this service. Methods may be called from any thread. */
@ProviderType
public interface ConnectionAdmin {
    /** All connections that are not closed, in the order in which they were accepted. */
    List<Connection> connections();
}
