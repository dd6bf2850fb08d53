// SPDX-License-Identifier: Apache-2.0
/**
 * The memory that everything kept for clients takes together. {@link org.infinoted.host.memory.MemoryBudget} has a limit for all of it;
 * each connection has a {@link org.infinoted.host.memory.MemoryAccount}, which says how much is kept because of it. When memory is
 * short, the connection with the most is dropped.
 *
 * <p>Knows nothing: others measure what they keep, and say so here.
 */
@NullMarked
package org.infinoted.host.memory;

import org.jspecify.annotations.NullMarked;
