// SPDX-License-Identifier: Apache-2.0
/**
 * Open documents and the users who have joined them.
 *
 * <p>Null is neither taken nor given unless a method says so.
 */
@Export
@Version("1.0.0")
package org.infinoted.session;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
