// SPDX-License-Identifier: Apache-2.0
/**
 * Rights: what an account may do at a node, and how that is inherited from the folders above
 * ({@link org.infinoted.host.access.Rights}, {@link org.infinoted.host.access.Acl}).
 *
 * <p>Values and decisions only: nothing here knows connections or the tree, and only
 * {@link org.infinoted.host.access.RootAcl} reads and writes the store, for the sheets of the root. The directory asks
 * for decisions and answers refusals.
 */
@NullMarked
package org.infinoted.host.access;

import org.jspecify.annotations.NullMarked;
