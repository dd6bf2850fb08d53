// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext;

import java.lang.ref.SoftReference;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.infinoted.connection.Connection;
import org.infinoted.note.Note;
import org.infinoted.note.NoteContext;
import org.infinoted.notetext.adopted.AdoptedException;
import org.infinoted.notetext.adopted.Elementary;
import org.infinoted.notetext.adopted.Execution;
import org.infinoted.notetext.adopted.Failure;
import org.infinoted.notetext.adopted.Insert;
import org.infinoted.notetext.adopted.NoOp;
import org.infinoted.notetext.adopted.Operation;
import org.infinoted.notetext.adopted.Outcome;
import org.infinoted.notetext.adopted.Participant;
import org.infinoted.notetext.adopted.RemoteDelete;
import org.infinoted.notetext.adopted.Request;
import org.infinoted.notetext.adopted.StateVector;
import org.infinoted.notetext.adopted.Status;
import org.infinoted.notetext.file.Author;
import org.infinoted.notetext.file.TextDocument;
import org.infinoted.notetext.relay.Concurrency;
import org.infinoted.notetext.rope.AuthoredText;
import org.infinoted.notetext.wire.Fields;
import org.infinoted.notetext.wire.RequestReader;
import org.infinoted.notetext.wire.RequestWriter;
import org.infinoted.notetext.wire.SyncWriter;
import org.infinoted.protocol.ProtocolException;
import org.infinoted.protocol.SessionError;
import org.infinoted.protocol.TextOperationError;
import org.infinoted.protocol.UserError;
import org.infinoted.session.LocalRequest;
import org.infinoted.session.Session;
import org.infinoted.session.User;
import org.infinoted.session.UserStatus;
import org.infinoted.text.Text;
import org.infinoted.text.TextEdit;
import org.infinoted.xml.Element;
import org.jspecify.annotations.Nullable;

/**
 * The content of one open text document: hands clients' requests to its {@link Concurrency}, and what comes of them to
 * plugins.
 *
 * <p>If a client's request has changed the client's text but cannot be executed here, the two have diverged for good,
 * and what the client sends afterwards could only do harm. The original relays it all the same; this class ends the
 * client's subscription. When the client subscribes again it gets the text that everybody else has.
 */
final class TextNote implements Note {
    private static final String SHORT_OF_MEMORY =
            "the server is short of memory at present, so that no text can grow; try again later";

    private final List<Author> stored;
    private final Hues hues;
    private final InitialContent initial;
    private final Set<Connection> subscribers = new LinkedHashSet<>();
    private boolean unfinished; // a request was executed, and not all has come of it yet
    private boolean restarting;
    private boolean takingOver; // until all subscribers of a predecessor have been named
    private final Laggards laggards;
    private volatile @Nullable Concurrency concurrency; // as a last resort its text is read by any thread
    private NoteContext context;
    private volatile boolean opened;
    /** Empty if it must be written anew. It takes twice as much as the text, so it is not to keep anybody from memory. */
    private SoftReference<List<Element>> synchronization = new SoftReference<>(null);

    private final LocalAuthors locals;
    private final PublishedText text;

    TextNote(TextDocument content, TextSettings settings) {
        locals = new LocalAuthors(settings.edits(), settings.size());
        laggards = new Laggards(settings.longestLag());
        stored = content.authors();
        text = new PublishedText(content.text(), locals.version());
        hues = new Hues(stored);
        List<Participant> absent = stored.stream()
                .map(author -> new Participant(author.id(), Status.UNAVAILABLE, StateVector.EMPTY, 0, 0))
                .toList();
        initial = new InitialContent(content, absent, settings);
    }

    @Override
    public void open(NoteContext newContext) {
        context = newContext;
        opened = true;
    }

    @Override
    public List<User> authors() {
        return stored.stream()
                .map(author -> User.absent(author.id(), author.name()))
                .toList();
    }

    @Override
    public Session view(Session session) {
        return new TextSessionView(session, text::get);
    }

    /** The text at this moment. Any thread. */
    Text text() {
        return text.get();
    }

    @Override
    public void checkJoin(User user, Element join) throws ProtocolException {
        Participant participant = participant(user, join);
        try {
            concurrency().checkJoin(participant, user.name(), user.connection().orElse(null));
        } catch (AdoptedException e) {
            throw new ProtocolException(e.error(), e.getMessage());
        }
    }

    @Override
    public void joined(User user, Element join) {
        hues.put(user.id(), Hues.in(join, context.random()));
        orRestart(0, () -> {
            try {
                concurrency().join(participant(user, join), user.connection().orElse(null));
            } catch (AdoptedException | ProtocolException e) {
                throw new IllegalStateException("The join was checked before", e);
            }
            if (user.isLocal()) {
                locals.joined(user.id());
            }
        });
    }

    @Override
    public Element localJoin(User user) {
        Element.Builder join = Element.named("user-join")
                .attribute("time", concurrency().current().toString())
                .attribute("caret", 0);
        String before = hues.printed(user.id()); // a user that comes back looks as before
        return (before == null ? join : join.attribute("hue", before)).build();
    }

    @Override
    public void left(User user) {
        orRestart(0, () -> {
            concurrency().left(user.id());
            locals.left(user.id());
        });
    }

    @Override
    public void describe(User user, Element.Builder description) {
        describe(user, concurrency().participant(user.id()).vector(), description);
    }

    @Override
    public Set<Connection> describedApart(User user) {
        return concurrency().describedApart(user.id());
    }

    @Override
    public void describe(User user, Connection receiver, Element.Builder description) {
        describe(user, concurrency().joinState(user.id(), receiver), description);
    }

    private void describe(User user, StateVector state, Element.Builder description) {
        Participant participant = concurrency().participant(user.id());
        description
                .attribute("time", state.toString())
                .attribute("caret", participant.caret())
                .attribute("selection", participant.selection())
                .attribute("hue", printedHue(user.id()));
    }

    @Override
    public void subscribed(Connection connection) {
        subscribers.add(connection);
        try {
            text.catchUp(context); // after a fault everybody subscribes again
            if (takingOver) {
                concurrency().resumed(connection);
            } else {
                concurrency().subscribed(connection);
            }
        } catch (RuntimeException | Error e) {
            context.unsubscribe(connection);
            throw e;
        }
    }

    @Override
    public void unsubscribed(Connection connection) {
        subscribers.remove(connection);
        orRestart(0, () -> concurrency().unsubscribed(connection));
    }

    @Override
    public void received(Connection origin, Element message) throws ProtocolException {
        switch (message.name()) {
            case "request" -> request(origin, message);
            case "user-color-change" -> changeColor(origin, message);
            default ->
                throw new ProtocolException(
                        SessionError.UNHANDLED_MESSAGE, "There is no message \"" + message.name() + "\"");
        }
    }

    /**
     * The client has executed its request already and counts later ones from it: it has diverged, even if it was a
     * move.
     */
    @Override
    public void refused(Connection origin, Element message, String reason) {
        if (!message.name().equals("request")) {
            return;
        }
        try {
            tell(origin, live(message, ownUser(origin, Fields.user(message, "user"))), reason);
            context.unsubscribe(origin);
        } catch (ProtocolException e) {
            // it would have been dropped anyway, and the client has not executed it
        }
    }

    private Request live(Element message, User user) throws ProtocolException {
        return RequestReader.live(message, user.id(), concurrency().base(user.id()), knownUsers());
    }

    /** How many users a client may know: all that there are, and those that stand in for its own. */
    private int knownUsers() {
        return context.users().size() + Concurrency.MOST_STAND_INS;
    }

    private void request(Connection origin, Element message) throws ProtocolException {
        User user = ownUser(origin, Fields.user(message, "user"));
        try {
            handle(origin, message, user);
        } catch (RuntimeException | Error e) {
            clearUp(origin, user);
            throw e;
        }
    }

    /** Handling a message has failed unexpectedly. What others were told of it holds for all, or for nobody. */
    private void clearUp(Connection origin, User user) {
        if (unfinished || concurrency().isUnfinished()) {
            restart(user.id());
        } else {
            context.unsubscribe(origin); // it counts the message as executed, and nobody else does
        }
    }

    /** What would make the text grow is refused while the server is short of memory. */
    private void checkMemory(Connection origin, Request request, long count) throws ProtocolException {
        if (count > 0 && request.operation() instanceof Insert && context.isMemoryShort(origin)) {
            tell(origin, request, SHORT_OF_MEMORY);
            context.unsubscribe(origin);
            throw new ProtocolException(TextOperationError.FAILED, SHORT_OF_MEMORY);
        }
    }

    private void handle(Connection origin, Element message, User user) throws ProtocolException {
        long count = Fields.unsigned(message, "num", 1);
        Request request = live(message, user);
        checkMemory(origin, request, count);
        Outcome outcome = concurrency().receive(origin, message, request, count);
        unfinished = true;
        boolean executed = !outcome.executions().isEmpty() && request.operation() != NoOp.INSTANCE;
        if (executed && user.status() == UserStatus.INACTIVE) {
            context.activate(user.id());
        }
        outcome.executions().forEach(this::executed);
        text.settle(context, user.id());
        unfinished = false;
        switch (outcome.disposition()) {
            case EXECUTED -> {
                laggards.endSome(concurrency(), context);
                breakSilence();
            }
            case REJECTED -> throw problem(failure(outcome));
            case FAILED, DEFERRED, REFUSED -> {
                tell(origin, request, failure(outcome).reason());
                if (request.affectsBuffer() || outcome.disposition() != Outcome.Disposition.FAILED) {
                    context.unsubscribe(origin);
                }
                throw problem(failure(outcome));
            }
        }
    }

    @Override
    public Object execute(User user, LocalRequest<?> request) throws ProtocolException {
        if (!(request instanceof TextEdit edit)) {
            throw new ProtocolException(
                    SessionError.UNHANDLED_MESSAGE,
                    "In a text document nothing is known of requests like "
                            + request.getClass().getName());
        }
        List<Elementary> parts =
                locals.carryOver(user.id(), edit, text.document(), text.get().content());
        orRestart(user.id(), () -> {
            for (Elementary part : parts) {
                issue(user.id(), part.inserts() ? part : new RemoteDelete(part.position(), part.length()));
            }
            laggards.endSome(concurrency(), context);
            breakSilence();
        });
        return text.get();
    }

    private void breakSilence() {
        for (int user : locals.silent()) {
            issue(user, NoOp.INSTANCE);
            locals.told(user);
        }
    }

    /**
     * Executes a request of a local user, which knows everything up to now, and sends it to all clients as if a client
     * had made it.
     */
    private void issue(int user, Operation operation) {
        Outcome outcome = concurrency().issue(user, operation);
        if (outcome.disposition() != Outcome.Disposition.EXECUTED) {
            throw new IllegalStateException("A request at the present state failed: " + outcome);
        }
        outcome.executions().forEach(this::executed);
        text.settle(context, user);
    }

    private void executed(Execution execution) {
        if (execution.request().affectsBuffer()) {
            synchronization.clear();
        }
        locals.executed(execution);
        if (!execution.changes().isEmpty()) {
            text.replace(concurrency().text(), locals.version());
            text.publish(context, execution.request().user(), execution.changes());
        }
    }

    private void tell(Connection origin, Request request, String reason) {
        context.send(RequestWriter.invalid(request, concurrency().current(), reason), origin);
    }

    private void changeColor(Connection origin, Element message) throws ProtocolException {
        User user = ownUser(origin, Fields.user(message, "id"));
        double hue = Hues.wanted(message);
        orRestart(user.id(), () -> {
            hues.put(user.id(), hue);
            context.relay(message, origin);
            concurrency().hueChanged(user.id());
        });
    }

    /**
     * Does what must be done completely.
     *
     * @param user who wants it; 0 if it is nobody's wish
     */
    private void orRestart(int user, Runnable action) {
        try {
            action.run();
        } catch (RuntimeException | Error e) {
            restart(user);
            throw e;
        }
    }

    /** Nobody knows what clients were told, and what not. All of them begin anew, with the text as it is now. */
    private void restart(int user) {
        if (restarting) {
            return; // one of those whose subscriptions end could not leave
        }
        restarting = true;
        try {
            concurrency = initial.restart(concurrency(), context, this::printedHue);
            unfinished = false;
            synchronization.clear();
            locals.forget();
            text.replaceAll(context, user, concurrency.text(), locals.version());
        } finally {
            List.copyOf(subscribers).forEach(context::unsubscribe);
            restarting = false;
        }
    }

    private User ownUser(Connection origin, int id) throws ProtocolException {
        User user = context.user(id)
                .orElseThrow(() -> new ProtocolException(
                        UserError.NO_SUCH_USER, "There is no user " + Integer.toUnsignedString(id)));
        if (!user.isVia(origin)) {
            throw new ProtocolException(UserError.NOT_JOINED, "Another connection's " + user);
        }
        return user;
    }

    @Override
    public List<Element> synchronization() {
        takingOver = false; // who subscribes from now on has got this
        List<Element> written = synchronization.get();
        if (written == null) {
            written = SyncWriter.write(concurrency().log(), concurrency().text());
            synchronization = new SoftReference<>(written);
        }
        return written;
    }

    @Override
    public List<Element> handover() {
        return concurrency().handover();
    }

    @Override
    public void replaces(List<Element> handover) {
        initial.replaces(handover);
        takingOver = true;
    }

    @Override
    public void addUser(User user, Element message) throws ProtocolException {
        initial.user(RequestReader.participant(user, message, initial.vectorUsers()));
        hues.put(user.id(), Hues.in(message, context.random()));
        if (user.isLocal()) {
            locals.joined(user.id());
        }
    }

    @Override
    public boolean synchronizationReceived(Element message) throws ProtocolException {
        return initial.read(message);
    }

    @Override
    public void synchronizationEnded() throws ProtocolException {
        try {
            concurrency = initial.begin(context, this::printedHue);
        } catch (AdoptedException e) {
            throw new ProtocolException(e.error(), e.getMessage());
        }
        text.begin(concurrency.text(), locals.version());
    }

    @Override
    public long memory() {
        if (concurrency == null) {
            return initial.memory();
        }
        return concurrency.memory() + locals.memory();
    }

    @Override
    public boolean modified() {
        return text.isModified();
    }

    @Override
    public Snapshot snapshot() {
        // a new document is written before anybody opens it
        return text.snapshot(this::latest, () -> opened ? authorsNow() : stored);
    }

    /** Has what a call that is under way, or has failed half-way, has not shown. */
    private AuthoredText latest() {
        Concurrency order = concurrency;
        return order == null ? text.get().content() : order.text();
    }

    private List<Author> authorsNow() {
        return context.users().stream()
                .map(user -> new Author(user.id(), user.name(), hues.of(user.id())))
                .toList();
    }

    @Override
    public void saved(Snapshot snapshot) {
        text.saved(snapshot);
    }

    /** The order of requests, which begins when the document is complete: at once, or when the upload has ended. */
    private Concurrency concurrency() {
        Concurrency present = concurrency;
        if (present == null) {
            try {
                present = initial.begin(context, this::printedHue);
            } catch (AdoptedException e) {
                throw new IllegalStateException("A stored document has no history that could be wrong", e);
            }
            concurrency = present;
        }
        return present;
    }

    private String printedHue(int user) {
        return Objects.requireNonNull(hues.printed(user), "every user has a hue");
    }

    private Participant participant(User user, Element message) throws ProtocolException {
        return RequestReader.participant(user, message, knownUsers());
    }

    private static Failure failure(Outcome outcome) {
        return Objects.requireNonNull(outcome.failure(), "no request waits here, so what was not executed has failed");
    }

    private static ProtocolException problem(Failure failure) {
        return new ProtocolException(failure.error(), failure.reason());
    }
}
