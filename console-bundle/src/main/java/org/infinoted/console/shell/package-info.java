// SPDX-License-Identifier: Apache-2.0
/** The commands {@code infinoted:*} of the Gogo shell. */
package org.infinoted.console.shell;
