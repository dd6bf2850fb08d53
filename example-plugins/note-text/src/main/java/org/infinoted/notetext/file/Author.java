// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext.file;

/**
 * A user who wrote part of a document.
 *
 * @param id more than 0 as an unsigned number
 * @param hue the colour, from 0 to 1
 */
public record Author(int id, String name, double hue) {}
