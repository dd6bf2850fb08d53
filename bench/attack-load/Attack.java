// SPDX-License-Identifier: Apache-2.0
package org.infinoted.bench;

/** What hostile clients do, together with how many of them. */
interface Attack {

    /** Goes on until the end, as System.nanoTime() tells it, whatever the server does about it. */
    void run(Attackers attackers, long end) throws InterruptedException;
}
