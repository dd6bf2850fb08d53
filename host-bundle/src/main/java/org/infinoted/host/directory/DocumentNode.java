// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.directory;

import java.util.function.Function;
import org.infinoted.host.access.Acl;

/** A document, open or not, of a type that the server may know or not. */
final class DocumentNode extends TreeNode {
    private final String type;
    private final DocumentSession session;

    DocumentNode(
            int id,
            String name,
            String type,
            FolderNode parent,
            Acl sheets,
            Function<DocumentNode, DocumentSession> sessions) {
        super(id, name, parent, sheets);
        this.type = type;
        this.session = sessions.apply(this);
    }

    @Override
    String type() {
        return type;
    }

    /** Its session, whether there is one at present or not. */
    DocumentSession session() {
        return session;
    }
}
