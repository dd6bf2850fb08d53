// SPDX-License-Identifier: Apache-2.0
/**
 * Chats: their messages, the arrival of new ones, and saying something. Knows sessions.
 *
 * <p>Null is neither taken nor given unless a method says so.
 */
@Export
@Version("1.0.0")
package org.infinoted.chat;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
