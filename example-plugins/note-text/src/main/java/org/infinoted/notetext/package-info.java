// SPDX-License-Identifier: Apache-2.0
/** The note type {@code InfText}: documents of plain text that many people edit at once. */
package org.infinoted.notetext;
