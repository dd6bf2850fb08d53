// SPDX-License-Identifier: Apache-2.0
package org.infinoted.launcher;

/** How the process ends, in the numbers of the BSD convention (sysexits). */
enum ExitStatus {
    OK(0),
    USAGE(64),
    UNAVAILABLE(69),
    SOFTWARE(70),
    /** Stopped, but not all documents could be saved. */
    UNSAVED(73),
    STORAGE(74),
    /** The server could not go on, and is to be started again. */
    EMERGENCY(75),
    CONFIGURATION(78);

    private final int code;

    ExitStatus(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }
}
