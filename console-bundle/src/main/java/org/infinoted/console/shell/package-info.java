// SPDX-License-Identifier: Apache-2.0
/**
 * The commands {@code infinoted:*} of the Gogo shell. They ask the same services as the pages do, and print text in which
 * control characters are made visible. Knows the API and the shared part of this bundle.
 */
@NullMarked
package org.infinoted.console.shell;

import org.jspecify.annotations.NullMarked;
