// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.group;

/** What is counted against a client beside its messages, see {@link org.infinoted.host.rate.ClientRates}. */
public enum Charge {
    /** A request has failed, or a message was invalid. */
    ERROR,
    /** A subscription, a folder that is explored, or a user that joins. */
    JOIN,
    /** A folder or document that the store has to make, remove or save. */
    NODE
}
