// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.access;

import java.io.IOException;
import org.infinoted.store.AclSheet;
import org.infinoted.store.DocumentStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Loads the sheets of the root, whose default sheet decides every permission. */
public final class RootAcl {
    private static final Logger LOG = LoggerFactory.getLogger(RootAcl.class);

    private RootAcl() {}

    /**
     * Reads the sheets of the root. If the default sheet is incomplete, completes and writes it. If they cannot be
     * read, everything is denied to everybody and nothing is written. Blocks.
     */
    public static Acl load(DocumentStore store) {
        Acl stored;
        try {
            stored = Acl.of(store.readAcl("/"));
        } catch (IOException e) {
            LOG.error(
                    "The permissions of the root folder cannot be read, so nobody may do anything."
                            + " Correct or remove the file and start again.",
                    e);
            return Acl.NOTHING;
        }
        if (stored.rightsOf(AclSheet.DEFAULT_ACCOUNT).isComplete()) {
            return stored;
        }
        Acl completed = stored.completed();
        try {
            store.writeAcl("/", completed.toStore());
        } catch (IOException e) {
            LOG.warn("The default permissions of the root folder could not be written; they apply all the same", e);
        }
        return completed;
    }
}
