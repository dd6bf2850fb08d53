// SPDX-License-Identifier: Apache-2.0
/**
 * One open document: subscribers, users, joins, synchronisation, saving, and the suspension while its note type is replaced.
 * {@link org.infinoted.host.session.HostSession} puts the parts of a session together, and
 * {@link org.infinoted.host.session.SessionLife} has its states. {@link org.infinoted.host.session.JoinCheck} decides who may join,
 * and under which name. When a session is opened, suspended and closed, {@code directory} decides.
 *
 * <p>A session is an actor: it lives on one loop, its home, and unless a method says otherwise its state is touched there and
 * nowhere else. What the content is and does is the note's; requests of clients are judged by a
 * {@link org.infinoted.host.session.RequestFilterChain} first, if there are filters. Knows groups and memory, and neither the tree nor the
 * plugin manager: plugins come in through {@link org.infinoted.host.session.SessionAccess}.
 */
@NullMarked
package org.infinoted.host.session;

import org.jspecify.annotations.NullMarked;
