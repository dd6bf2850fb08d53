// SPDX-License-Identifier: Apache-2.0
/**
 * Keeps the log bounded, whatever clients, plugins and disks do: Logback appenders, which {@code conf/logback.xml} names. {@link
 * org.infinoted.log.LineLimiter} counts lines that repeat and cuts long ones; {@link org.infinoted.log.QueueAppender} lets nobody wait
 * for a disk. Knows Logback alone; the server does not know this package.
 */
@NullMarked
package org.infinoted.log;

import org.jspecify.annotations.NullMarked;
