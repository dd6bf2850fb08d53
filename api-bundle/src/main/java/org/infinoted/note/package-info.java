// SPDX-License-Identifier: Apache-2.0
/**
 * How a kind of document is contributed: the note type, and the content of one document while it is open.
 *
 * <p>Null is neither taken nor given unless a method says so.
 */
@Export
@Version("1.0.0")
package org.infinoted.note;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
