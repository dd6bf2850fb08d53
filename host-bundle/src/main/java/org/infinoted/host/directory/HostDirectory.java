// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.directory;

import java.util.concurrent.CompletionStage;
import org.infinoted.directory.Directory;
import org.infinoted.directory.DirectoryException;
import org.infinoted.directory.DirectoryListener;
import org.infinoted.host.stream.Link;
import org.infinoted.session.Session;

/** The directory as plugins see it, through their context. */
public interface HostDirectory extends Directory {
    /**
     * Tells the listener which nodes come into the tree and go, on the directory's loop, until the result is closed. The listener
     * must return at once.
     */
    Link.Subscription observe(DirectoryListener listener);

    /** The chat of the whole server, opened if need be. Fails with a {@link DirectoryException}. */
    CompletionStage<Session> chat();
}
