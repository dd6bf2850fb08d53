// SPDX-License-Identifier: Apache-2.0
/** The text of a document: immutable, counted in code points, each character with its author. Knows nothing else. */
package org.infinoted.notetext.rope;
