// SPDX-License-Identifier: Apache-2.0
/**
 * The tree of folders and documents and its protocol, the group {@code InfDirectory}.
 *
 * <p>Everything here is one actor: it lives on one loop, its home, and unless a method says so it is called there and touched
 * nowhere else. What blocks is done by the store's threads, what concerns a session by the session's loop; both come back as
 * stages that {@link org.infinoted.host.directory.DirectoryLoop} brings to the home loop. After each such wait the world may have
 * changed: whoever goes on checks first that the nodes it works on are still in the tree.
 */
package org.infinoted.host.directory;
