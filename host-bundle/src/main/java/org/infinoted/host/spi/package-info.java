// SPDX-License-Identifier: Apache-2.0
/** What plugins decide before something happens, and the connections that they bring: whiteboard services, called within limits. */
package org.infinoted.host.spi;
