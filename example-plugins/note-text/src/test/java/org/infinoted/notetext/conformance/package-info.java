// SPDX-License-Identifier: Apache-2.0
/**
 * Replays recorded editing histories of the original against the text engine and compares text, authors, vectors and logs.
 * {@link org.infinoted.notetext.conformance.ConformanceRunner} is the way in; it runs a folder of files.
 */
package org.infinoted.notetext.conformance;
