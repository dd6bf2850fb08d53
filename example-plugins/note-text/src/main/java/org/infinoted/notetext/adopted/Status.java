// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext.adopted;

/** Whether a user takes part. */
public enum Status {
    /** Present and at work. */
    ACTIVE,
    /** Present. Becomes active by its next request. */
    INACTIVE,
    /** Gone; its requests stay, and it may rejoin. */
    UNAVAILABLE
}
