// SPDX-License-Identifier: Apache-2.0
/**
 * Felix Health Checks, all with the tag {@code infinoted}: can the server go on, does it listen, does each plugin work, does each jar in the
 * folder for plugins run. For monitoring, and for the first look when something is wrong. Knows the API and the shared part of
 * this bundle.
 */
@NullMarked
package org.infinoted.console.health;

import org.jspecify.annotations.NullMarked;
