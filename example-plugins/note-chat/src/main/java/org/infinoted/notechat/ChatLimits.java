// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notechat;

/**
 * What a chat takes and remembers.
 *
 * @param entries how many entries are remembered, arrivals and departures included
 * @param bytes how many bytes of UTF-8 the texts and names of the remembered entries may have together
 * @param message how many bytes one message may have, with its attributes
 */
record ChatLimits(int entries, long bytes, int message) {
    /** The options' defaults: 256 entries in 1 MiB; 64 KiB. */
    static final ChatLimits DEFAULTS = new ChatLimits(256, 1 << 20, 1 << 16);

    static ChatLimits of(NoteChat.Options options) {
        return new ChatLimits(options.backlog(), options.backlog$_$size(), options.message$_$size());
    }

    ChatLimits withEntries(int newEntries) {
        return new ChatLimits(newEntries, bytes, message);
    }
}
