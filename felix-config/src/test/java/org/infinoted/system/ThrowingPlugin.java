// SPDX-License-Identifier: Apache-2.0
package org.infinoted.system;

import org.infinoted.plugin.Plugin;

/** A plugin that cannot be made. */
public final class ThrowingPlugin implements Plugin<Void, Void> {
    public ThrowingPlugin() {
        throw new IllegalStateException("thrown in the constructor");
    }
}
