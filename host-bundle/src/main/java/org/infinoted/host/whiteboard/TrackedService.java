// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.whiteboard;

import java.util.Map;
import org.osgi.framework.ServiceReference;

/**
 * A service that is there.
 *
 * @param properties as they were when it came or was modified last
 */
public record TrackedService<S>(ServiceReference<S> reference, S service, Map<String, Object> properties) {}
