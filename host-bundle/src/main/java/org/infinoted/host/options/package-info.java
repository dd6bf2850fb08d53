// SPDX-License-Identifier: Apache-2.0
/** Checks what plugins are configured with against what they declare, before they are given it. */
package org.infinoted.host.options;
