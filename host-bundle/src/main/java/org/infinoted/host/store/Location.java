// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.store;

import java.util.List;
import org.infinoted.store.StoreException;
import org.infinoted.store.StoreException.Reason;

/**
 * Where a node is: the names of the folders on the way from the root, and its own name in the last of them. The root itself has
 * neither.
 */
record Location(List<String> folders, String name) {
    static Location of(String path) throws StoreException {
        if (!path.startsWith("/")) {
            throw new StoreException(Reason.BAD_NAME, "A path starts with a slash, unlike " + FileNames.quote(path));
        }
        List<String> names = List.of(path.substring(1).split("/", -1));
        int last = names.size() - 1;
        return new Location(names.subList(0, last), names.get(last));
    }

    /** A nameless place in a folder. */
    static Location inside(String folder) throws StoreException {
        return of(folder).isRoot() ? of(folder) : of(folder + "/");
    }

    boolean isRoot() {
        return inRoot() && name.isEmpty();
    }

    boolean inRoot() {
        return folders.isEmpty();
    }

    /** The path, in quotes, for messages. */
    @Override
    public String toString() {
        return FileNames.quote("/" + (inRoot() ? "" : String.join("/", folders) + "/") + name);
    }

    StoreException missing() {
        return new StoreException(Reason.MISSING, "There is no " + this);
    }

    StoreException exists() {
        return new StoreException(Reason.EXISTS, "There is already " + this);
    }
}
