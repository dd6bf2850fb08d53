// SPDX-License-Identifier: Apache-2.0
/**
 * The plugin {@code logging}: logs connections, disconnections, and errors on connections and in sessions. An example
 * of listeners, of infos that are objects with state, and of options that change in place. Knows the API alone.
 */
@NullMarked
package org.infinoted.logging;

import org.jspecify.annotations.NullMarked;
