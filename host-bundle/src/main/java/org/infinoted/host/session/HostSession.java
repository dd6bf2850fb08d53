// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.session;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import org.infinoted.directory.Node;
import org.infinoted.host.group.Client;
import org.infinoted.host.group.Endpoint;
import org.infinoted.host.group.Group;
import org.infinoted.host.loop.Loop;
import org.infinoted.host.session.Subscribers.Subscriber;
import org.infinoted.note.Note;
import org.infinoted.note.NoteType;
import org.infinoted.protocol.ProtocolException;
import org.infinoted.session.Session;
import org.infinoted.session.SessionEvent;
import org.infinoted.session.User;
import org.infinoted.xml.Element;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One open document: who is subscribed, where messages go, when it is saved and closed. Who has joined is the {@link
 * Participants}' part; what the content is and does is the note's.
 *
 * <p>Everything private belongs to the home loop; the public methods hand over to it. Whatever a note throws ends nothing but
 * the call.
 */
final class HostSession implements OpenSession, Endpoint {
    private static final Logger LOG = LoggerFactory.getLogger(HostSession.class);

    private final Group group;
    private final Loop home;
    private final CurrentNote note;
    private final Owner owner;
    private final SessionEnvironment environment;

    private final UserTable users;
    private final Listeners listeners = new Listeners();
    private final Subscribers subscribers;
    private final SyncFrames syncFrames;
    private final Joins joins;
    private final Participants participants;
    private final SaveQueue saves;
    private final LocalUsers locals;
    private final AtomicLong requests = new AtomicLong(); // written on the home loop only
    private final SessionContext context;
    private final Session plain;
    private final InputQueue intake = new InputQueue();
    private final NoteMessages messages;
    private volatile StableSession view;
    private ContentTransfer handover; // while it is suspended
    private Loop.Timer idleTimer; // while it runs
    private CompletableFuture<Void> closed; // once closing has begun

    HostSession(
            String group,
            Optional<Node> node,
            NoteTypes.Named type,
            Note note,
            SessionOpener.Saver saver,
            Owner owner,
            Loop home,
            SessionEnvironment environment) {
        this.group = new Group(group);
        this.home = home;
        this.note = new CurrentNote(note);
        this.owner = owner;
        this.environment = environment;
        this.users = new UserTable(environment.limits().maxUsers());
        this.subscribers = new Subscribers(this.group);
        this.syncFrames = new SyncFrames(this.group, home);
        this.joins = new Joins(users, this.note);
        this.participants = new Participants(this.group, users, joins, this.note, this::publish);
        this.messages =
                new NoteMessages(this.note, subscribers, users, intake, home, environment, this::view, this::publish);
        this.saves = new SaveQueue(group, this.note, saver, home, this::publish);
        this.locals = new LocalUsers(
                participants,
                users,
                this.note,
                task -> home.run(() -> intake.pass(task)),
                environment.limits(),
                this::view);
        this.context = new SessionContext(
                this.group, users, participants, subscribers, this::remove, this::publish, environment);
        note.open(context);
        note.authors().forEach(users::put);
        this.plain = new BasicSession(node, type, users, subscribers, requests::get, this::save);
        this.view = new StableSession(note.view(plain));
    }

    /** Lets the world know of the session. Called once, on the home loop. */
    void begin() {
        environment.added(view(), insides());
        keep();
    }

    private SessionEnvironment.Insides insides() {
        return new SessionEnvironment.Insides(listeners, users, locals, home);
    }

    /** Lets go of a document that never became a session, instead of {@link #begin}. */
    void discard() {
        closeNote();
    }

    Note note() {
        return note;
    }

    UserTable users() {
        return users;
    }

    @Override
    public Session view() {
        return view.session();
    }

    @Override
    public String group() {
        return group.name();
    }

    @Override
    public Loop home() {
        return home;
    }

    @Override
    public CompletionStage<Void> subscribe(Client client, boolean synchronize) {
        var entered = new CompletableFuture<Void>();
        home.run(() -> {
            boolean waited = !intake.isOpen();
            intake.pass(() -> subscribe(client, synchronize, waited, entered));
        });
        return entered;
    }

    private void subscribe(Client client, boolean synchronize, boolean waited, CompletableFuture<Void> entered) {
        if (subscribers.find(client.link()) != null) {
            entered.complete(null);
        } else if (closed == null && admit(client, synchronize)) {
            client.enter(this, () -> entered.complete(null));
        } else {
            if (synchronize && waited) {
                syncFrames.sendNothing(client); // what it was promised
            }
            group.send(Element.empty("session-close"), client);
            entered.complete(null);
        }
    }

    private boolean admit(Client client, boolean synchronize) {
        List<Element> known = List.of();
        List<Element> content = List.of();
        if (synchronize) {
            try {
                known = users.all().stream().map(joins::synchronization).toList();
                content = note.synchronization();
            } catch (RuntimeException | Error e) {
                LOG.error("The content of {} could not be given to a new subscriber", view(), e);
                return false;
            }
        }
        stopIdling();
        // a member before it gets the content: what happens meanwhile follows behind
        subscribers.add(client, synchronize);
        if (synchronize) {
            syncFrames.send(known, content, client);
        }
        return true;
    }

    /** Makes the client that has uploaded the document a subscriber, with the users whom it named. On the home loop. */
    void subscribeUploader(Client client) {
        Subscriber uploader = subscribers.add(client, false);
        for (User user : users.all()) {
            if (user.isVia(client.link())) {
                uploader.users().push(user.id());
            }
        }
        client.enter(this, () -> {});
    }

    @Override
    public CompletionStage<Boolean> isSubscribed(Client client) {
        return CompletableFuture.supplyAsync(() -> subscribers.find(client.link()) != null, home::run);
    }

    @Override
    public void received(Client from, Element message) {
        if (intake.isOpen()) {
            handle(from, message);
        } else {
            intake.pass(from, () -> handle(from, message));
        }
    }

    private void handle(Client from, Element message) {
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
                case "session-unsubscribe" -> remove(subscriber);
                default -> messages.received(from, message);
            }
        } catch (RuntimeException | Error e) {
            messages.failed(from, e);
        }
    }

    private void receivedWhileSynchronizing(Subscriber subscriber, Element message) {
        switch (message.name()) {
            case "sync-ack" -> subscriber.synchronizationDone();
            case "sync-error" -> remove(subscriber);
            default -> {
                // dropped, as the protocol says
            }
        }
    }

    @Override
    public void gone(Client client) {
        intake.pass(() -> {
            Subscriber subscriber = subscribers.find(client.link());
            if (subscriber != null) {
                remove(subscriber);
            }
        });
    }

    /** The client has left, was removed or has gone: its users leave, and the others are told. */
    private void remove(Subscriber subscriber) {
        dismiss(subscriber);
        participants.leave(subscriber);
        keep();
    }

    private void dismiss(Subscriber subscriber) {
        subscribers.remove(subscriber);
        subscriber.client().exit(this);
    }

    @Override
    public CompletionStage<Void> save() {
        var saved = new CompletableFuture<Void>();
        home.run(() -> intake.pass(() -> {
            if (closed != null) {
                saved.completeExceptionally(new IllegalStateException("The session has ended: " + view()));
            } else {
                forward(saves.write(), saved);
            }
        }));
        return saved;
    }

    @Override
    public void keep() {
        home.run(() -> {
            if (closed == null && handover == null && subscribers.isEmpty()) {
                stopIdling();
                idleTimer = home.schedule(environment.limits().idleTime(), () -> {
                    idleTimer = null;
                    owner.idle(this);
                });
            }
        });
    }

    @Override
    public CompletionStage<Boolean> closeIfIdle() {
        var outcome = new CompletableFuture<Boolean>();
        home.run(() -> {
            if (closed == null && subscribers.isEmpty()) {
                stopIdling();
                CompletionStage<Void> written = saves.writeIfModified();
                written.whenComplete((done, failure) -> {
                    closeSaved(written, failure == null);
                    completeWithClosed(outcome);
                });
            } else {
                completeWithClosed(outcome);
            }
        });
        return outcome;
    }

    private void closeSaved(CompletionStage<Void> written, boolean safe) {
        // if the timer runs, somebody has come and gone meanwhile
        if (closed == null && subscribers.isEmpty() && idleTimer == null) {
            if (safe && !saves.modified()) {
                end(written);
            } else {
                keep(); // to try again later
            }
        }
    }

    private void completeWithClosed(CompletableFuture<Boolean> outcome) {
        if (closed == null) {
            outcome.complete(false);
        } else {
            closed.whenComplete((done, failure) -> outcome.complete(true));
        }
    }

    @Override
    public CompletionStage<Void> closeSaved() {
        var outcome = new CompletableFuture<Void>();
        home.run(() -> intake.pass(() -> {
            intake.hold(); // nothing comes in between what is written and the end
            saves.writeIfModified().whenComplete((written, failure) -> {
                if (closed == null && failure != null) {
                    intake.release();
                    forward(CompletableFuture.failedFuture(failure), outcome);
                    return;
                }
                if (closed == null) {
                    end(CompletableFuture.completedFuture(null));
                }
                forward(closed, outcome);
            });
        }));
        return outcome;
    }

    @Override
    public CompletionStage<Void> suspend() {
        var suspended = new CompletableFuture<Void>();
        home.run(() -> {
            if (closed != null) {
                forward(closed, suspended);
                return;
            }
            intake.hold();
            stopIdling();
            syncFrames.clear();
            try {
                handover = new ContentTransfer(users, joins, note);
            } catch (RuntimeException | Error e) {
                LOG.error("The content of {} could not be taken over from its note type", view(), e);
                suspended.completeExceptionally(e);
                return;
            }
            // what fails to be written is in the log, and goes on in the handover
            saves.writeIfModified();
            saves.settled().thenRun(() -> {
                if (closed == null) {
                    closeNote();
                    note.drop();
                }
                suspended.complete(null);
            });
        });
        return suspended;
    }

    @Override
    public CompletionStage<Void> resume(NoteType successor) {
        var resumed = new CompletableFuture<Void>();
        home.run(() -> {
            if (closed != null) {
                resumed.completeExceptionally(new IllegalStateException("The session has ended: " + view()));
                return;
            }
            try {
                takeOver(successor.create());
            } catch (ProtocolException | RuntimeException | Error e) {
                note.drop();
                resumed.completeExceptionally(e);
                return;
            }
            handover = null;
            intake.release();
            keep();
            resumed.complete(null);
        });
        return resumed;
    }

    private void takeOver(Note successor) throws ProtocolException {
        note.replace(successor);
        successor.open(context);
        successor.authors().forEach(users::put); // a new document has none
        Session shown = successor.view(plain);
        handover.to(successor);
        if (!view.replace(shown)) {
            environment.removed(view());
            view = new StableSession(shown);
            environment.added(view(), insides());
        }
    }

    @Override
    public CompletionStage<Void> close(boolean save) {
        var outcome = new CompletableFuture<Void>();
        home.run(() -> {
            if (closed == null) {
                end(save ? saves.writeIfModified() : CompletableFuture.completedFuture(null));
            }
            forward(closed, outcome);
        });
        return outcome;
    }

    /** From here on nothing is handled or relayed, so what is written last has all that anybody has seen. */
    private void end(CompletionStage<Void> written) {
        closed = new CompletableFuture<>();
        handover = null;
        stopIdling();
        syncFrames.clear();
        locals.end();
        for (Subscriber subscriber : subscribers.all()) {
            group.send(Element.empty("session-close"), subscriber.client());
            dismiss(subscriber);
        }
        if (intake.size() > 0) {
            LOG.warn("{} closes, and {} messages that wait for its note type are dropped", view(), intake.size());
        }
        intake.open(); // nobody is a subscriber any more: what waits is answered or dropped
        // a save that somebody asked for earlier may be under way as well
        saves.settled().thenRun(() -> {
            closeNote();
            environment.removed(view());
            forward(written, closed);
        });
    }

    private void closeNote() {
        try {
            note.close();
        } catch (RuntimeException | Error e) {
            LOG.error("The document of {} failed to close", view(), e);
        }
    }

    private void stopIdling() {
        if (idleTimer != null) {
            idleTimer.cancel();
            idleTimer = null;
        }
    }

    private void publish(SessionEvent event) {
        listeners.publish(view(), event);
    }

    /** Gives the outcome itself to another stage, without what stages wrap failures in. */
    private static void forward(CompletionStage<Void> from, CompletableFuture<Void> to) {
        from.whenComplete((done, failure) -> {
            if (failure == null) {
                to.complete(null);
            } else {
                to.completeExceptionally(failure instanceof CompletionException wrapped ? wrapped.getCause() : failure);
            }
        });
    }
}
