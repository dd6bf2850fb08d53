// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext.rope;

/**
 * A stretch of text by one author.
 *
 * @param author the id of the user who wrote it, 0 for nobody
 * @param text not empty when it comes out of an {@link AuthoredText}
 */
public record Run(int author, String text) {}
