// SPDX-License-Identifier: Apache-2.0
/**
 * Text documents as files, in the original's format. A file that cannot be understood completely is refused, so that
 * the next save loses nothing. Knows the rope and the API's rules for characters, but not the engine.
 */
@NullMarked
package org.infinoted.notetext.file;

import org.jspecify.annotations.NullMarked;
