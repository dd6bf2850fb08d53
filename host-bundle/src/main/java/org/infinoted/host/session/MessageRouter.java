// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.session;

import java.util.concurrent.atomic.AtomicLong;
import org.infinoted.host.group.Client;
import org.infinoted.host.session.Subscribers.Subscriber;
import org.infinoted.xml.Element;

/**
 * Brings each message of a client to the part of the session that it is for. Belongs to the session's home loop.
 *
 * <p>This is the hot path: nothing is allocated for a message to the note.
 */
final class MessageRouter {
    private final Subscribers subscribers;
    private final Subscriptions subscriptions;
    private final Participants participants;
    private final NoteMessages messages;
    private final OpenSession.Owner owner;
    private final AtomicLong requests;
    private final SessionMemory memory;
    private final SessionEnvironment environment;

    /** @param requests counts the messages that were handled; written here only */
    MessageRouter(
            Subscribers subscribers,
            Subscriptions subscriptions,
            Participants participants,
            NoteMessages messages,
            OpenSession.Owner owner,
            AtomicLong requests,
            SessionMemory memory,
            SessionEnvironment environment) {
        this.subscribers = subscribers;
        this.subscriptions = subscriptions;
        this.participants = participants;
        this.messages = messages;
        this.owner = owner;
        this.requests = requests;
        this.memory = memory;
        this.environment = environment;
    }

    void received(Client from, Element message) {
        Subscriber subscriber = subscribers.find(from.link());
        if (subscriber == null) {
            return;
        }
        if (subscriber.isSynchronizing()) {
            receivedWhileSynchronizing(subscriber, message);
            return;
        }
        requests.lazySet(requests.getPlain() + 1);
        try {
            switch (message.name()) {
                case "user-join" -> participants.join(subscriber, message, () -> owner.mayJoin(from));
                case "user-status-change" -> participants.changeStatus(subscriber, message);
                case "session-unsubscribe" -> subscriptions.remove(subscriber);
                default -> messages.received(from, message);
            }
        } catch (RuntimeException | Error e) {
            messages.failed(from, e);
        }
        memory.measure(from);
        environment.relieve();
    }

    private void receivedWhileSynchronizing(Subscriber subscriber, Element message) {
        switch (message.name()) {
            case "sync-ack" -> subscriber.synchronizationDone();
            case "sync-error" -> subscriptions.remove(subscriber);
            default -> {
                // dropped, as the protocol says
            }
        }
    }
}
