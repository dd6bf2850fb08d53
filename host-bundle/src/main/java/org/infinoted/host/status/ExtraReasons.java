// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.status;

import java.util.List;
import org.infinoted.plugin.PluginReason;

/** What others have to say of plugins, beside what the plugins themselves show. Thread-safe. */
@FunctionalInterface
public interface ExtraReasons {
    /** What is to be said of the plugins of a bundle at this moment; empty if nothing. Returns at once. */
    List<PluginReason> reasons(String symbolicName);
}
