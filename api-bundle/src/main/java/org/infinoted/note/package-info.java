// SPDX-License-Identifier: Apache-2.0
/**
 * For contributing a kind of document: {@link org.infinoted.note.NoteType} makes the content of a document,
 * {@link org.infinoted.note.Note} is that content while the document is open. A note is called on its session's event loop, on
 * the way of every keystroke, and must not block. Knows sessions, connections, elements and the errors of the protocol.
 */
@Export
@NullMarked
@Version("1.2.0")
package org.infinoted.note;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
