// SPDX-License-Identifier: Apache-2.0
package org.infinoted.plugin;

import org.osgi.annotation.versioning.ProviderType;

/** Something that a plugin has registered through its context. */
@ProviderType
@FunctionalInterface
public interface Registration extends AutoCloseable {
    /**
     * Takes it back. What is in the mailbox already is not delivered any more. Does nothing the second time. May be called from
     * any thread.
     */
    @Override
    void close();
}
