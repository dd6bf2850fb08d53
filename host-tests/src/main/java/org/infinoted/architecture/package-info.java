// SPDX-License-Identifier: Apache-2.0
/** The rules of the house as checks: those for all modules, and the tables of packages in the documents. */
@NullMarked
package org.infinoted.architecture;

import org.jspecify.annotations.NullMarked;
