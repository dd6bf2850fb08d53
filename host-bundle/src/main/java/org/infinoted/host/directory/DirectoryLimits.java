// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.directory;

import java.time.Duration;
import org.infinoted.host.session.UploadLimits;

/**
 * The limits of the directory. They apply to what clients and plugins add; what is on disk already is shown, however much it is.
 *
 * @param nameBytes the longest name, in bytes of UTF-8; the store adds a suffix of eight bytes to make a file name
 * @param depth how many folders and documents a path may consist of
 * @param pendingPerClient how many subscriptions and uploads that are not complete one client may have
 * @param childrenPerFolder how much may be directly in a folder
 * @param acknowledgement how long a client may take to answer an offered subscription or upload, before it is withdrawn
 * @param noteTypeGrace how long sessions wait for another provider of their note type when theirs has gone
 * @param perClient how much one connection may have
 * @param uploads the limits of each upload
 */
public record DirectoryLimits(
        int nameBytes,
        int depth,
        int pendingPerClient,
        int childrenPerFolder,
        Duration acknowledgement,
        Duration noteTypeGrace,
        ClientQuota perClient,
        UploadLimits uploads) {
    /** 247 bytes, 64 levels, 64 pending, 100 000 children, 60 seconds, 30 seconds. */
    public static final DirectoryLimits DEFAULT = new DirectoryLimits(
            247,
            64,
            64,
            100_000,
            Duration.ofSeconds(60),
            Duration.ofSeconds(30),
            ClientQuota.DEFAULT,
            UploadLimits.DEFAULT);

    public DirectoryLimits {
        if (nameBytes < 1 || depth < 1 || pendingPerClient < 1 || childrenPerFolder < 1) {
            throw new IllegalArgumentException("The limits of the directory must be at least 1");
        }
        if (acknowledgement.isNegative() || acknowledgement.isZero()) {
            throw new IllegalArgumentException("The time for an acknowledgement must be longer than nothing");
        }
        if (noteTypeGrace.isNegative()) {
            throw new IllegalArgumentException("The time without a note type must not be negative: " + noteTypeGrace);
        }
    }

    /** The same with another time for which sessions wait for a note type. */
    public DirectoryLimits withNoteTypeGrace(Duration grace) {
        return new DirectoryLimits(
                nameBytes, depth, pendingPerClient, childrenPerFolder, acknowledgement, grace, perClient, uploads);
    }

    /** The same with other limits of uploads. */
    public DirectoryLimits withUploads(UploadLimits other) {
        return new DirectoryLimits(
                nameBytes,
                depth,
                pendingPerClient,
                childrenPerFolder,
                acknowledgement,
                noteTypeGrace,
                perClient,
                other);
    }

    /** The same with another quota of each connection. */
    public DirectoryLimits withPerClient(ClientQuota other) {
        return new DirectoryLimits(
                nameBytes, depth, pendingPerClient, childrenPerFolder, acknowledgement, noteTypeGrace, other, uploads);
    }
}
