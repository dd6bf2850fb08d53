// SPDX-License-Identifier: Apache-2.0
/**
 * Text documents: their content as immutable values, what happens to it, and edits. Positions and lengths count Unicode code
 * points. Knows sessions.
 *
 * <p>Null is neither taken nor given unless a method says so.
 */
@Export
@Version("1.0.0")
package org.infinoted.text;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
