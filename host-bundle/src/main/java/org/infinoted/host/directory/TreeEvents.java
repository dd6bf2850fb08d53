// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.directory;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.infinoted.directory.DirectoryListener;
import org.infinoted.directory.Node;
import org.infinoted.host.stream.Link;

/** The listeners to changes of the tree. They come and go on any thread, and are called on the directory's loop. */
final class TreeEvents {
    private final List<DirectoryListener> listeners = new CopyOnWriteArrayList<>();

    /** @param listener must return at once and throw nothing */
    Link.Subscription observe(DirectoryListener listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    void added(Node node) {
        listeners.forEach(listener -> listener.added(node));
    }

    void removed(Node node) {
        listeners.forEach(listener -> listener.removed(node));
    }
}
