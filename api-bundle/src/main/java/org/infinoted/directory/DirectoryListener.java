// SPDX-License-Identifier: Apache-2.0
package org.infinoted.directory;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Is told what is added to the tree and removed from it, by clients and by plugins. What merely becomes known, because a
 * folder is read from the store, is not reported; {@link Directory#children} and {@link Directory#find} tell what is there.
 *
 * <p>Registered through the plugin's context, called in the plugin's mailbox: one call at a time, in the order in which it
 * happened, never while another callback of the same plugin runs; so it may take its time. The tree has gone on since. What it
 * throws is logged with the plugin's name and changes nothing else.
 */
@ConsumerType
public interface DirectoryListener {
    /** A folder or document was added. An uploaded document is added when it is complete. */
    default void added(Node node) {}

    /** A document was removed, or a folder with everything below it, which is not reported one by one. */
    default void removed(Node node) {}
}
