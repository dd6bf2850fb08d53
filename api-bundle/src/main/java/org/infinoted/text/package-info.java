// SPDX-License-Identifier: Apache-2.0
/**
 * Text documents: their content as immutable values, what happens to it, and edits. Positions and lengths count Unicode code
 * points. Knows sessions.
 */
@Export
@NullMarked
@Version("1.0.0")
package org.infinoted.text;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
