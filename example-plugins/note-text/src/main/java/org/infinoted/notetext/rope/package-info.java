// SPDX-License-Identifier: Apache-2.0
/**
 * The text of a document: an immutable rope, counted in code points, in which each character has its author. Taking a
 * snapshot costs nothing, and versions share what they have in common. Knows no other package.
 */
@NullMarked
package org.infinoted.notetext.rope;

import org.jspecify.annotations.NullMarked;
