// SPDX-License-Identifier: Apache-2.0
/**
 * The plugin {@code logging}: writes to the log who connects and disconnects, and what goes wrong on connections and in
 * sessions. An example of listeners, of infos with a life of their own, and of options that change in place. Knows the API
 * alone.
 */
@NullMarked
package org.infinoted.logging;

import org.jspecify.annotations.NullMarked;
