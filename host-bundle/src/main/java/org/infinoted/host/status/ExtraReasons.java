// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.status;

import java.util.List;
import org.infinoted.plugin.PluginReason;

/**
 * Reasons about plugins from other parts of the server, in addition to those that the plugins' own states give.
 * Thread-safe.
 */
@FunctionalInterface
public interface ExtraReasons {
    /** The present reasons about the plugins of a bundle; may be empty. Returns at once. */
    List<PluginReason> reasons(String symbolicName);
}
