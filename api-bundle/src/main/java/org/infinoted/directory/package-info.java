// SPDX-License-Identifier: Apache-2.0
/**
 * The tree of folders and documents: what is in it, what changes in it, and making and removing nodes. Knows nothing else of
 * the API.
 */
@Export
@NullMarked
@Version("1.0.0")
package org.infinoted.directory;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
