// SPDX-License-Identifier: Apache-2.0
/**
 * Text documents as files, in the original's format. What cannot be understood to its end is refused, so that nothing is lost
 * by the next save. Knows the rope and the rules for characters of the API; the engine it does not know.
 */
@NullMarked
package org.infinoted.notetext.file;

import org.jspecify.annotations.NullMarked;
