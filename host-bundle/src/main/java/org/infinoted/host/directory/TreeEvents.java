// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.directory;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.infinoted.directory.DirectoryListener;
import org.infinoted.directory.Node;
import org.infinoted.host.stream.Link;

/** Who is told what comes into the tree and goes. Listeners come and go on any thread; they are told on the directory's loop. */
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
