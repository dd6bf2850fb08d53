// SPDX-License-Identifier: Apache-2.0
/** Who may do what where. */
package org.infinoted.host.access;
