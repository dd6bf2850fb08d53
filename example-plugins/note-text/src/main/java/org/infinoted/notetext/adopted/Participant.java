// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext.adopted;

/**
 * A user at one moment.
 *
 * @param vector the state the user is known to have reached
 */
public record Participant(int id, Status status, StateVector vector, long caret, long selection) {}
