// SPDX-License-Identifier: Apache-2.0
/**
 * Open documents and the users who have joined them: what happens there, a plugin's own user, and filters that judge a request
 * before it is executed. {@link org.infinoted.session.Session} has what all kinds of documents have in common; {@code text}
 * and {@code chat} add theirs. Knows connections, nodes and elements.
 */
@Export
@NullMarked
@Version("1.0.0")
package org.infinoted.session;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
