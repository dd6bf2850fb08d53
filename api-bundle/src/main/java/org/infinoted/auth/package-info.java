// SPDX-License-Identifier: Apache-2.0
/**
 * Who may log in, decided by plugins.
 *
 * <p>Null is neither taken nor given unless a method says so.
 */
@Export
@Version("1.0.0")
package org.infinoted.auth;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
