// SPDX-License-Identifier: Apache-2.0
/**
 * Sessions of one text document, simulated in virtual time: clients that are what libinfinity's are, a host that does with
 * messages what the server does, and between them links that delay messages at random. Everything follows from a seed. {@link
 * org.infinoted.notetext.sim.SimulatedSession} puts the parts together.
 */
package org.infinoted.notetext.sim;
