// SPDX-License-Identifier: Apache-2.0
package org.infinoted.plugin;

import java.time.Duration;

/**
 * How often one of a plugin's callbacks was called, and how long it took, since the plugin was initialised. A value. Times are
 * those that have returned; percentiles are exact to within 10 %.
 *
 * @param callback the callback's name, such as {@code sessionAdded}
 * @param calls how many times it has returned or thrown
 * @param failures how many of them have thrown
 * @param p50 half of the calls took no longer
 * @param p99 99 of 100 calls took no longer
 * @param max the longest
 */
public record CallbackStatistics(
        String callback, long calls, long failures, Duration p50, Duration p99, Duration max) {}
