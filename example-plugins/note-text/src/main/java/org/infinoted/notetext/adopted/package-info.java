// SPDX-License-Identifier: Apache-2.0
/**
 * The concurrency algorithm of infinote text sessions (adOPTed with group undo). {@link
 * org.infinoted.notetext.adopted.TextEngine} is the way in. Nothing here knows of XML, connections, threads or clocks.
 */
package org.infinoted.notetext.adopted;
