// SPDX-License-Identifier: Apache-2.0
/** The web console of the packaged server in a real browser, Chromium without a window. */
package org.infinoted.system.console;
