// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.session;

import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import org.infinoted.connection.Connection;
import org.infinoted.host.group.Client;
import org.infinoted.host.group.Endpoint;
import org.infinoted.host.session.Subscribers.Subscriber;
import org.infinoted.host.stream.LogContext;
import org.infinoted.note.Note;
import org.infinoted.xml.Element;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How clients become subscribers of a session, synchronised if they need the content, and how that ends. Belongs to the session's
 * home loop.
 */
final class Subscriptions {
    private static final Logger LOG = LoggerFactory.getLogger(Subscriptions.class);

    private final Endpoint session;
    private final Subscribers subscribers;
    private final Participants participants;
    private final Note note;
    private final SessionLife life;
    private final SessionMemory memory;
    private final SyncFrames frames;
    private final SyncQueue queue;
    private final SessionEnvironment environment;

    private enum Admission {
        ADMITTED,
        /** The content cannot be encoded for the client now. */
        LATER,
        REFUSED
    }

    /** @param session what subscribers' messages go to */
    Subscriptions(
            Endpoint session,
            Subscribers subscribers,
            Participants participants,
            Note note,
            SessionLife life,
            InputQueue input,
            SessionMemory memory,
            SessionEnvironment environment) {
        this.session = session;
        this.subscribers = subscribers;
        this.participants = participants;
        this.note = note;
        this.life = life;
        this.queue = new SyncQueue(input, session.home());
        this.memory = memory;
        this.environment = environment;
        this.frames = new SyncFrames(subscribers.group(), session.home());
    }

    /**
     * Makes a client a subscriber, unless it is one. If that cannot be, the client is told.
     *
     * @param synchronize whether it is sent the content
     * @param waited whether the client has been promised the content, since the session could not answer at once
     * @param entered run when the client's messages will reach the session, or it has been told that they will not
     */
    void subscribe(Client client, boolean synchronize, boolean waited, Runnable entered) {
        if (subscribers.find(client.link()) != null) {
            entered.run();
            return;
        }
        switch (life.hasEnded() ? Admission.REFUSED : admit(client, synchronize)) {
            case ADMITTED -> enter(client, entered);
            case LATER -> queue.add(() -> subscribe(client, true, true, entered));
            case REFUSED -> {
                if (synchronize && waited) {
                    frames.sendNothing(client);
                }
                sendClose(client);
                entered.run();
            }
        }
    }

    private Admission admit(Client client, boolean synchronize) {
        List<Element> users = List.of();
        List<Element> content = List.of();
        if (synchronize) {
            try {
                users = participants.synchronization();
                content = note.synchronization();
            } catch (RuntimeException | Error e) {
                session.home().report(e);
                LOG.error("The content of {} could not be given to a new subscriber", session, e);
                return Admission.REFUSED;
            }
            if (!frames.prepare(content, client.memory().budget()) && !queue.isImpatient()) {
                environment.relieve(); // perhaps nobody else says anything
                return Admission.LATER;
            }
        }
        life.subscribed();
        // a member before it gets the content: what happens meanwhile follows it
        Subscriber added = subscribers.add(client, synchronize);
        if (synchronize && !send(users, content, added)) {
            return Admission.REFUSED;
        }
        tell(note::subscribed, added);
        memory.adopt(client);
        memory.measure(client);
        return Admission.ADMITTED;
    }

    private boolean send(List<Element> users, List<Element> content, Subscriber to) {
        try {
            frames.send(users, content, to.client());
            return true;
        } catch (RuntimeException | Error e) {
            session.home().report(e);
            LOG.error("The content of {} could not be sent to a new subscriber", session, e);
            subscribers.remove(to);
            life.keep();
            return false;
        }
    }

    private void enter(Client client, Runnable entered) {
        if (subscribers.find(client.link()) == null) {
            entered.run(); // the note did not want it, and it has been told so
        } else {
            client.enter(session, entered);
        }
    }

    /** Tells the note, which has taken the place of another one, of all subscribers. */
    void tellOfAll() {
        subscribers.all().forEach(subscriber -> tellOf(subscriber.client()));
    }

    /** Tells the note of a client that has become a subscriber before, if it is one still. */
    void tellOf(Client client) {
        Subscriber subscriber = subscribers.find(client.link());
        if (subscriber != null) {
            tell(note::subscribed, subscriber);
        }
    }

    private void tell(Consumer<Connection> change, Subscriber subscriber) {
        Connection connection = subscriber.client().link();
        try {
            change.accept(connection);
        } catch (RuntimeException | Error e) {
            session.home().report(e);
            LogContext.about(
                    connection,
                    () -> LOG.error(
                            "The document of {} failed when {} came or went", session, connection.remoteAddress(), e));
        }
    }

    /** Makes the client that has uploaded the document a subscriber, with the users whom it named. The note is not told yet. */
    void subscribeUploader(Client client) {
        participants.adopt(subscribers.add(client, false));
        client.enter(session, () -> {});
    }

    /** The client has unsubscribed, was removed or has gone: its users leave, and the others are told. */
    void remove(Subscriber subscriber) {
        dismiss(subscriber);
        try {
            participants.leave(subscriber);
        } finally {
            tell(note::unsubscribed, subscriber);
            life.keep();
        }
    }

    /** The note ends a subscription: the client is told. One that cannot be told is disconnected. */
    void end(Subscriber subscriber) {
        close(subscriber);
        remove(subscriber);
    }

    private void close(Subscriber subscriber) {
        try {
            sendClose(subscriber.client());
        } catch (RuntimeException | Error e) {
            session.home().report(e);
            LOG.error("A client of {} could not be told that its subscription has ended", session, e);
            subscriber.client().link().fail("internal-server-error", "It could not be told that a subscription ended");
        }
    }

    /** As {@link #remove}, if the client is a subscriber. */
    void remove(Client client) {
        Subscriber subscriber = subscribers.find(client.link());
        if (subscriber != null) {
            remove(subscriber);
        }
    }

    /**
     * Every subscription ends, and the session goes on: each client has to get the content anew. One that cannot be told is
     * disconnected.
     */
    void endAll() {
        Collection<Subscriber> all = subscribers.all();
        LOG.warn("All {} clients of {} have to synchronise again", all.size(), session);
        for (Subscriber subscriber : all) {
            close(subscriber);
            dismiss(subscriber);
        }
        for (Subscriber subscriber : all) {
            participants.leave(subscriber);
            tell(note::unsubscribed, subscriber);
        }
        life.keep();
    }

    /** The session ends: every subscriber is told. */
    void closeAll() {
        for (Subscriber subscriber : subscribers.all()) {
            Client client = subscriber.client();
            client.handle(() -> sendClose(client));
            client.handle(() -> dismiss(subscriber));
        }
        queue.runAll();
    }

    /** Lets go of the encoded content. */
    void dropFrames() {
        frames.clear();
    }

    private void dismiss(Subscriber subscriber) {
        subscribers.remove(subscriber);
        subscriber.client().exit(session);
    }

    private void sendClose(Client client) {
        subscribers.group().send(Element.empty("session-close"), client);
    }
}
