// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.session;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.infinoted.connection.Connection;
import org.infinoted.host.group.Client;
import org.infinoted.host.loop.Loop;
import org.infinoted.note.Note;
import org.infinoted.protocol.ProtocolException;
import org.infinoted.session.Session;
import org.infinoted.session.SessionEvent;
import org.infinoted.xml.Element;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings to the note what clients send about the content, after a verdict on it if somebody judges. Belongs to the session's home
 * loop.
 */
final class NoteMessages {
    private static final Logger LOG = LoggerFactory.getLogger(NoteMessages.class);

    private final Note note;
    private final Subscribers subscribers;
    private final UserTable users;
    private final InputQueue intake;
    private final Loop home;
    private final RequestFilterChain gate;
    private final SessionLimits limits;
    private final Supplier<Session> view;
    private final Consumer<SessionEvent> events;

    NoteMessages(
            Note note,
            Subscribers subscribers,
            UserTable users,
            InputQueue intake,
            Loop home,
            SessionEnvironment environment,
            Supplier<Session> view,
            Consumer<SessionEvent> events) {
        this.note = note;
        this.subscribers = subscribers;
        this.users = users;
        this.intake = intake;
        this.home = home;
        this.gate = environment.gate();
        this.limits = environment.limits();
        this.view = view;
        this.events = events;
    }

    /** A message of a subscriber that is synchronised. */
    void received(Client from, Element message) {
        if (gate.isOpen()) {
            handOver(from.link(), message);
        } else {
            judge(from, message);
        }
    }

    /** Handling a message has failed in a way that nobody has foreseen. */
    void failed(Client from, Throwable e) {
        LOG.error("A message of {} in {} failed and was dropped", from.link().remoteAddress(), view.get(), e);
        events.accept(new SessionEvent.Failed(from.link(), "The message failed: " + e));
    }

    /** Holds back all that is behind the message until there is a verdict on it. */
    private void judge(Client from, Element message) {
        intake.hold();
        gate.judge(
                ClientRequest.of(view.get(), from.link(), users, message),
                refusal -> home.run(() -> intake.release(() -> judged(from, message, refusal))));
    }

    private void judged(Client from, Element message, Optional<String> refusal) {
        if (subscribers.find(from.link()) == null) {
            return; // it has gone meanwhile, or the session has ended
        }
        try {
            if (refusal.isEmpty()) {
                handOver(from.link(), message);
            } else {
                events.accept(new SessionEvent.Failed(from.link(), "A message was refused: " + refusal.get()));
                note.refused(from.link(), message, refusal.get());
            }
        } catch (RuntimeException | Error e) {
            failed(from, e);
        }
    }

    private void handOver(Connection origin, Element message) {
        long begin = System.nanoTime();
        try {
            note.received(origin, message);
        } catch (ProtocolException e) {
            events.accept(new SessionEvent.Failed(origin, e.getMessage()));
        }
        long took = System.nanoTime() - begin;
        if (took > limits.slowCall().toNanos()) {
            LOG.warn(
                    "A message \"{}\" of {} in {} took {} ms",
                    message.name(),
                    origin.remoteAddress(),
                    view.get(),
                    took / 1_000_000);
        }
    }
}
