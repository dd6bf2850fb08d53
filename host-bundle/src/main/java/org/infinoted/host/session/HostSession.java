// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.session;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.infinoted.host.group.Client;
import org.infinoted.host.group.Endpoint;
import org.infinoted.host.group.Group;
import org.infinoted.host.loop.Loop;
import org.infinoted.host.session.Subscribers.Subscriber;
import org.infinoted.note.Note;
import org.infinoted.note.NoteType;
import org.infinoted.session.Session;
import org.infinoted.xml.Element;

/**
 * One open document: puts the parts of a session together, and brings what comes from other threads to its home loop.
 *
 * <p>{@link SessionLife} decides when it is saved, suspended and closed, {@link Subscriptions} who is subscribed, {@link
 * MessageRouter} where messages go, {@link Participants} who has joined. What the content is and does is the note's business.
 * Whatever a note throws ends nothing but the call.
 */
final class HostSession implements OpenSession, Endpoint {
    private final Loop home;
    private final UserTable users;
    private final Subscribers subscribers;
    private final CurrentNote note = new CurrentNote();
    private final InputQueue input;
    private final PublishedSession published;
    private final LocalUsers locals;
    private final SessionLife life;
    private final SessionMemory memory;
    private final Subscriptions subscriptions;
    private final MessageRouter router;

    HostSession(SessionDocument document, Note first, Owner owner, Loop home, SessionEnvironment environment) {
        this.home = home;
        users = new UserTable(environment.limits().maxUsers());
        subscribers = new Subscribers(new Group(document.group()));
        input = new InputQueue(home);
        var requests = new AtomicLong();
        published = new PublishedSession(
                new BasicSession(document, users, subscribers, requests::get, this::save), environment);
        var joins = new JoinCheck(users, note, environment.limits());
        var participants =
                new Participants(subscribers, users, joins, note, published::publish, this::resynchronize, home);
        locals = new LocalUsers(participants, users, note, input, environment.limits(), published);
        var context = new SessionContext(
                users, participants, subscribers, this::unsubscribe, published::publish, environment);
        memory = new SessionMemory(note, users, environment.memory());
        var content = new SessionContent(note, context, users, joins, published, memory, home);
        var saves = new SaveQueue(document, note, home, published::publish);
        life = new SessionLife(home, environment::idleTime, input, saves, content, new Hooks(owner));
        subscriptions = new Subscriptions(this, subscribers, participants, note, life, input, memory, environment);
        var messages = new NoteMessages(note, subscribers, users, input, environment, published);
        router = new MessageRouter(
                subscribers, subscriptions, participants, messages, owner, requests, memory, environment);
        content.open(first, new SessionEnvironment.Insides(published.listeners(), users, locals, home, life::expire));
    }

    private final class Hooks implements SessionLife.Hooks {
        private final Owner owner;

        Hooks(Owner owner) {
            this.owner = owner;
        }

        @Override
        public boolean isUnused() {
            return subscribers.isEmpty();
        }

        @Override
        public void idle() {
            owner.idle(HostSession.this);
        }

        @Override
        public void suspending() {
            subscriptions.dropFrames();
        }

        @Override
        public void resumed() {
            subscriptions.tellOfAll();
        }

        @Override
        public void ending() {
            subscriptions.dropFrames();
            locals.end();
            subscriptions.closeAll();
        }
    }

    /** Lets plugins know of the session. Called once, on the home loop. */
    void begin() {
        life.begin();
    }

    /** Lets go of a document that never became a session, instead of {@link #begin}. On the home loop. */
    void discard() {
        life.discard();
        memory.clear();
    }

    /** A client has given a part of the content. */
    void measure(Client cause) {
        memory.measure(cause);
    }

    Note note() {
        return note;
    }

    UserTable users() {
        return users;
    }

    @Override
    public Session view() {
        return published.view();
    }

    @Override
    public String group() {
        return subscribers.group().name();
    }

    @Override
    public Loop home() {
        return home;
    }

    @Override
    public CompletionStage<Void> subscribe(Client client) {
        return outcome(home::run, () -> {
            var entered = new CompletableFuture<Void>();
            boolean waited = !input.isOpen();
            input.pass(() -> subscribe(client, waited, entered));
            return entered;
        });
    }

    private void subscribe(Client client, boolean waited, CompletableFuture<Void> entered) {
        try {
            subscriptions.subscribe(client, true, waited, () -> entered.complete(null));
        } catch (Throwable e) { // it may have got a part of the content
            entered.completeExceptionally(e);
            client.failed(e);
        }
    }

    /**
     * Makes the client that has created the empty document a subscriber, which does not get the content. To be called right after
     * {@link #begin}, in the same turn of the home loop, so that nobody has done anything yet.
     *
     * @param entered as in {@link Subscriptions#subscribe}
     */
    void subscribeCreator(Client client, Runnable entered) {
        subscriptions.subscribe(client, false, false, entered);
    }

    /**
     * Makes the client that has uploaded the document a subscriber, with the users whom it named. To be called before {@link
     * #begin}, with {@link #uploaderSubscribed} after it, all in one turn of the home loop.
     */
    void subscribeUploader(Client client) {
        subscriptions.subscribeUploader(client);
    }

    /** Lets the note know of the client that has uploaded the document. The note may end the subscription. */
    void uploaderSubscribed(Client client) {
        subscriptions.tellOf(client);
    }

    @Override
    public CompletionStage<Boolean> isSubscribed(Client client) {
        return CompletableFuture.supplyAsync(() -> subscribers.find(client.link()) != null, home::run);
    }

    @Override
    public void received(Client from, Element message) {
        if (input.isOpen()) {
            router.received(from, message);
        } else {
            input.pass(from, message, () -> router.received(from, message));
        }
    }

    @Override
    public void gone(Client client) {
        input.pass(() -> subscriptions.remove(client));
    }

    /** Something has failed of which some subscribers know and others do not. */
    private void resynchronize() {
        subscriptions.endAll();
    }

    /** For the note. */
    private void unsubscribe(Subscriber subscriber) {
        subscriptions.end(subscriber);
    }

    @Override
    public CompletionStage<Void> save() {
        return withInput(life::save);
    }

    @Override
    public CompletionStage<Void> saveIfModified() {
        return atOnce(life::saveIfModified);
    }

    @Override
    public void keep() {
        home.run(life::keep);
    }

    @Override
    public CompletionStage<Boolean> closeIfIdle() {
        return atOnce(life::closeIfIdle);
    }

    @Override
    public CompletionStage<Void> closeSaved() {
        return withInput(life::closeSaved);
    }

    @Override
    public CompletionStage<Void> suspend() {
        return atOnce(life::suspend);
    }

    @Override
    public CompletionStage<Void> resume(NoteType successor) {
        return atOnce(() -> life.resume(successor));
    }

    @Override
    public CompletionStage<Void> close(boolean save) {
        return atOnce(() -> life.close(save));
    }

    @Override
    public Optional<Note.Snapshot> unsaved() {
        return note.unsaved();
    }

    /** Goes to the home loop, past the input that waits. */
    private <T> CompletionStage<T> atOnce(Supplier<CompletionStage<T>> step) {
        return outcome(home::run, step);
    }

    /** Goes to the home loop, in the order of the input. */
    private <T> CompletionStage<T> withInput(Supplier<CompletionStage<T>> step) {
        return outcome(input::submit, step);
    }

    /** Whatever the step throws, errors included, is the outcome: somebody waits for it. */
    private <T> CompletionStage<T> outcome(Executor executor, Supplier<CompletionStage<T>> step) {
        var outcome = new CompletableFuture<T>();
        try {
            executor.execute(() -> {
                try {
                    forward(step.get(), outcome);
                } catch (Throwable e) {
                    home.report(e);
                    outcome.completeExceptionally(e);
                }
            });
        } catch (Throwable e) { // there was no memory for the task
            home.report(e);
            outcome.completeExceptionally(e);
        }
        return outcome;
    }

    /** Gives the outcome itself to another stage, without what stages wrap failures in. */
    private static <T> void forward(CompletionStage<T> from, CompletableFuture<T> to) {
        from.whenComplete((value, failure) -> {
            if (failure == null) {
                to.complete(value);
            } else {
                to.completeExceptionally(failure instanceof CompletionException wrapped ? wrapped.getCause() : failure);
            }
        });
    }

    /** For the log. */
    @Override
    public String toString() {
        return published.toString();
    }
}
