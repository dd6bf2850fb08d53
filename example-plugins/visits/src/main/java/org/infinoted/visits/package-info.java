// SPDX-License-Identifier: Apache-2.0
/**
 * The plugin {@code visits}: logs how long each client stayed. The smallest plugin, and the example of the author's
 * guide. Knows the API alone.
 */
@NullMarked
package org.infinoted.visits;

import org.jspecify.annotations.NullMarked;
