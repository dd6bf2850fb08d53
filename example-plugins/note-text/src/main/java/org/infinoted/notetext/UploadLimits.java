// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext;

/**
 * What a document that a client uploads may have besides its text.
 *
 * @param requests how many requests its history may have
 * @param history how many bytes its history may take
 * @param vectorUsers how many users a state vector may name. Live ones may name as many as the document has
 */
record UploadLimits(int requests, long history, int vectorUsers) {
    /** 100 000 requests in 32 MiB; 10 000 users. */
    static final UploadLimits DEFAULTS = new UploadLimits(100_000, 32 << 20, 10_000);

    /** For what another note of this server hands over. */
    static final UploadLimits NONE = new UploadLimits(Integer.MAX_VALUE, Long.MAX_VALUE, Integer.MAX_VALUE);
}
