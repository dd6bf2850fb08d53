// SPDX-License-Identifier: Apache-2.0
/** The server as a whole: how its parts are put together when the bundle starts, and taken apart when it stops. */
package org.infinoted.host;
