// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.session;

import java.util.Optional;
import org.infinoted.connection.Connection;
import org.infinoted.host.group.Charge;
import org.infinoted.host.group.Client;
import org.infinoted.host.stream.LogContext;
import org.infinoted.note.Note;
import org.infinoted.protocol.ProtocolException;
import org.infinoted.session.SessionEvent;
import org.infinoted.xml.Element;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gives clients' messages about the content to the note, once the request filters have let them pass. Belongs to the session's home loop. */
final class NoteMessages {
    private static final Logger LOG = LoggerFactory.getLogger(NoteMessages.class);

    private final Note note;
    private final Subscribers subscribers;
    private final UserTable users;
    private final InputQueue input;
    private final RequestFilterChain filters;
    private final SessionLimits limits;
    private final PublishedSession published;

    NoteMessages(
            Note note,
            Subscribers subscribers,
            UserTable users,
            InputQueue input,
            SessionEnvironment environment,
            PublishedSession published) {
        this.note = note;
        this.subscribers = subscribers;
        this.users = users;
        this.input = input;
        this.filters = environment.filters();
        this.limits = environment.limits();
        this.published = published;
    }

    /** A message of a subscriber that is synchronised. */
    void received(Client from, Element message) {
        if (filters.isOpen()) {
            deliver(from, message);
        } else {
            judge(from, message);
        }
    }

    /** Handling a message has failed unexpectedly. */
    void failed(Client from, Throwable e) {
        from.link().loop().report(e);
        from.charge(Charge.ERROR);
        LogContext.about(
                from.link(),
                () -> LOG.error(
                        "A message of {} in {} failed and was dropped",
                        from.link().remoteAddress(),
                        published.view(),
                        e));
        published.publish(new SessionEvent.Failed(from.link(), "The message failed: " + e));
    }

    /** Holds back all that follows the message until there is a verdict on it. */
    private void judge(Client from, Element message) {
        input.hold();
        filters.judge(
                ClientRequest.of(published.view(), from.link(), users, message),
                refusal -> input.release(() -> judged(from, message, refusal)));
    }

    private void judged(Client from, Element message, Optional<String> refusal) {
        if (subscribers.find(from.link()) == null) {
            return; // it has gone meanwhile, or the session has ended
        }
        try {
            if (refusal.isEmpty()) {
                deliver(from, message);
            } else {
                from.charge(Charge.ERROR);
                published.publish(new SessionEvent.Failed(from.link(), "A message was refused: " + refusal.get()));
                note.refused(from.link(), message, refusal.get());
            }
        } catch (RuntimeException | Error e) {
            failed(from, e);
        }
    }

    private void deliver(Client from, Element message) {
        Connection origin = from.link();
        long begin = System.nanoTime();
        try {
            note.received(origin, message);
        } catch (ProtocolException e) {
            from.charge(Charge.ERROR);
            published.publish(new SessionEvent.Failed(origin, e.getMessage()));
        }
        long took = System.nanoTime() - begin;
        if (took > limits.slowCall().toNanos()) {
            LogContext.about(
                    origin,
                    () -> LOG.warn(
                            "A message \"{}\" of {} in {} took {} ms",
                            LogContext.excerpt(message.name()),
                            origin.remoteAddress(),
                            published.view(),
                            took / 1_000_000));
        }
    }
}
