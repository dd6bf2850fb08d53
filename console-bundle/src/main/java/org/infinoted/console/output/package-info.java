// SPDX-License-Identifier: Apache-2.0
/**
 * What leaves the web console, Felix's own pages included: secrets are masked in pages and downloads, and each page tells
 * the browser which scripts are its own (Content-Security-Policy).
 *
 * <p>Stands between the console and the browser as a servlet filter of the console's context, and is there before the
 * console is. Knows servlets, Config Admin, metatype and the component runtime, and nothing else of the server.
 */
@NullMarked
package org.infinoted.console.output;

import org.jspecify.annotations.NullMarked;
