// SPDX-License-Identifier: Apache-2.0
/**
 * Fuzzing that is guided by coverage: {@link org.infinoted.fuzz.FuzzTest} replays a target's kept inputs in each build, and has Jazzer
 * look for new ones when it is asked to.
 */
@NullMarked
package org.infinoted.fuzz;

import org.jspecify.annotations.NullMarked;
