// SPDX-License-Identifier: Apache-2.0
/**
 * The concurrency control of infinote's text sessions: adOPTed with group undo. State vectors, request logs,
 * transformation, undo, clean-up; {@link org.infinoted.notetext.adopted.TextEngine} is the entry point,
 * {@link org.infinoted.notetext.adopted.Limits} bounds its cost.
 *
 * <p>Knows the rope and the names of the protocol's errors, and nothing else: no XML, no connections, no OSGi, no
 * threads, no clock. So it can be tested and measured alone.
 */
@NullMarked
package org.infinoted.notetext.adopted;

import org.jspecify.annotations.NullMarked;
