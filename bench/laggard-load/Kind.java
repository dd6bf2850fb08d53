// SPDX-License-Identifier: Apache-2.0
package org.infinoted.bench;

/** What laggards send. */
enum Kind {
    /** One character deleted, somewhere. */
    DELETE,
    /** Up to 30 characters deleted. */
    RANGE,
    /** Up to three characters inserted. */
    INSERT,
    /** Insertions and deletions, one request in two an undo or a redo, of up to three at once. */
    UNDO,
    /** All of these in turn, at random. */
    ALL
}
