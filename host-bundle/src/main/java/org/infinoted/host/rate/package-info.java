// SPDX-License-Identifier: Apache-2.0
/**
 * How fast something may come: {@link org.infinoted.host.rate.TokenBucket} measures it, {@link
 * org.infinoted.host.rate.Throttle} says for how long it has to wait and when it has gone on for too long.
 *
 * <p>Knows neither connections nor a clock: the time is given with each call. Nothing is allocated by measuring.
 */
@NullMarked
package org.infinoted.host.rate;

import org.jspecify.annotations.NullMarked;
