// SPDX-License-Identifier: Apache-2.0
package org.infinoted.bench;

/** The server, and a process whose CPU time is asked for; pid 0: none. */
record Target(String host, int port, long pid) {}
