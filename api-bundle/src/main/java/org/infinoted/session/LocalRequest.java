// SPDX-License-Identifier: Apache-2.0
package org.infinoted.session;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Something that a {@link LocalUser} can be asked to do. What there is to do depends on the kind of the session, whose note type
 * defines it: {@link org.infinoted.text.TextEdit} for text documents, {@link org.infinoted.chat.OutgoingMessage} for chats.
 *
 * <p>A request is an immutable value: it is made on one thread and handled on another, and may wait in between.
 *
 * @param <R> what its execution results in; {@link Void} if in nothing
 */
@ConsumerType
public interface LocalRequest<R> {}
