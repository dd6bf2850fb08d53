// SPDX-License-Identifier: Apache-2.0
/**
 * Chats: their messages, the arrival of new ones, and saying something. Knows sessions.
 */
@Export
@NullMarked
@Version("1.0.0")
package org.infinoted.chat;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
