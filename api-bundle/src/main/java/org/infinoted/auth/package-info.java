// SPDX-License-Identifier: Apache-2.0
/**
 * Decides who may log in: plugins register an {@link org.infinoted.auth.Authenticator}, which is asked for each login and
 * answers with a verdict. Knows connections.
 */
@Export
@NullMarked
@Version("1.0.0")
package org.infinoted.auth;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
