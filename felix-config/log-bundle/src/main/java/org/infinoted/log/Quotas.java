// SPDX-License-Identifier: Apache-2.0
package org.infinoted.log;

/**
 * How many lines are written within a window.
 *
 * @param window in nanoseconds
 * @param connection lines of one kind about one connection
 * @param address lines of one kind about all connections of one address
 * @param kind lines of one kind
 * @param logger lines of one logger
 */
record Quotas(long window, int connection, int address, int kind, int logger) {}
