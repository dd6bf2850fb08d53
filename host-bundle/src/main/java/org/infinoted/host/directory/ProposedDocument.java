// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.directory;

import java.util.Set;
import org.infinoted.host.access.Permission;
import org.infinoted.host.session.NoteTypes;

/**
 * A new document that becomes part of the tree when the client acknowledges.
 *
 * @param draft the document, which is in the store and not in the tree
 * @param type the provider of its content
 * @param needed what the client must be permitted at the folder, when it asks and when it acknowledges
 */
record ProposedDocument(ClientState client, DocumentNode draft, NoteTypes.Named type, Set<Permission> needed) {
    FolderNode folder() {
        return draft.folder();
    }

    boolean isPermitted() {
        return Permissions.allows(client.client(), folder(), needed);
    }
}
