// SPDX-License-Identifier: Apache-2.0
/**
 * Named groups over connections, the protocol's second layer. {@link org.infinoted.host.group.Client} finds the group
 * that a message is for and hands it to the group's home loop, in the order that the protocol requires;
 * {@link org.infinoted.host.group.Group} encodes a message once for all members.
 *
 * <p>Knows connections, loops and memory, but not what messages mean. {@link org.infinoted.host.group.Attributes} reads
 * messages' attributes for all that handle them.
 */
@NullMarked
package org.infinoted.host.group;

import org.jspecify.annotations.NullMarked;
