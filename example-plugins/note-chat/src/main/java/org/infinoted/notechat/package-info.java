// SPDX-License-Identifier: Apache-2.0
/**
 * The note type {@code InfChat}: chats with a bounded backlog ({@link org.infinoted.notechat.ChatBacklog}), which documents keep
 * in their files ({@link org.infinoted.notechat.ChatFile}). That of the server's own chat lives as long as the server.
 * {@link org.infinoted.notechat.NoteChat} is plugin and note type in one, {@link org.infinoted.notechat.ChatNote} one open
 * chat.
 *
 * <p>The shortest example of a note type. Reads and writes the original's files, and knows the API alone.
 */
@NullMarked
package org.infinoted.notechat;

import org.jspecify.annotations.NullMarked;
