// SPDX-License-Identifier: Apache-2.0
/**
 * The tree of folders and documents: what is in it, what changes in it, and making and removing nodes. Knows nothing else of
 * the API.
 *
 * <p>Null is neither taken nor given unless a method says so.
 */
@Export
@Version("1.0.0")
package org.infinoted.directory;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
