// SPDX-License-Identifier: Apache-2.0
/**
 * The tree of folders and documents and its protocol, the group {@code InfDirectory}: one
 * {@link org.infinoted.host.directory.RequestHandler} for each kind of request, and the life of each document's session
 * ({@link org.infinoted.host.directory.DocumentSession}). What happens to it when its note type goes or is replaced is decided by
 * {@link org.infinoted.host.directory.NoteTypeBinding}.
 *
 * <p>The directory is an actor: it lives on one loop, its home, and unless a method says otherwise it is called there and its
 * state is touched nowhere else. The store's threads do what blocks, a session's loop does what concerns the session; both
 * answer with stages that {@link org.infinoted.host.directory.DirectoryLoop} brings back to the home loop. The tree may have
 * changed meanwhile, so the continuation first checks that its nodes are still there.
 *
 * <p>Knows sessions, groups and rights, and the store: the API's
 * {@code DocumentStore} and the threads that it runs on. Plugins see it as
 * {@link org.infinoted.host.directory.HostDirectory}.
 */
@NullMarked
package org.infinoted.host.directory;

import org.jspecify.annotations.NullMarked;
