// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext;

import java.io.IOException;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.infinoted.connection.Connection;
import org.infinoted.note.Note;
import org.infinoted.note.NoteContext;
import org.infinoted.notetext.adopted.AdoptedException;
import org.infinoted.notetext.adopted.Elementary;
import org.infinoted.notetext.adopted.EngineBuilder;
import org.infinoted.notetext.adopted.Execution;
import org.infinoted.notetext.adopted.Failure;
import org.infinoted.notetext.adopted.Limits;
import org.infinoted.notetext.adopted.NoOp;
import org.infinoted.notetext.adopted.Operation;
import org.infinoted.notetext.adopted.Outcome;
import org.infinoted.notetext.adopted.Participant;
import org.infinoted.notetext.adopted.RemoteDelete;
import org.infinoted.notetext.adopted.Request;
import org.infinoted.notetext.adopted.StateVector;
import org.infinoted.notetext.adopted.Status;
import org.infinoted.notetext.adopted.TextChange;
import org.infinoted.notetext.adopted.TextEngine;
import org.infinoted.notetext.file.Author;
import org.infinoted.notetext.file.Hue;
import org.infinoted.notetext.file.TextDocument;
import org.infinoted.notetext.file.TextFileWriter;
import org.infinoted.notetext.rope.AuthoredText;
import org.infinoted.notetext.wire.Fields;
import org.infinoted.notetext.wire.Relay;
import org.infinoted.notetext.wire.RequestReader;
import org.infinoted.notetext.wire.RequestWriter;
import org.infinoted.notetext.wire.SyncWriter;
import org.infinoted.notetext.wire.VerbatimRelay;
import org.infinoted.protocol.ProtocolException;
import org.infinoted.protocol.SessionError;
import org.infinoted.protocol.TextSessionError;
import org.infinoted.protocol.UserError;
import org.infinoted.session.LocalRequest;
import org.infinoted.session.Session;
import org.infinoted.session.User;
import org.infinoted.text.Text;
import org.infinoted.text.TextEdit;
import org.infinoted.text.TextErased;
import org.infinoted.text.TextInserted;
import org.infinoted.xml.Element;
import org.infinoted.xml.ProtocolText;
import org.jspecify.annotations.Nullable;

/**
 * The content of one open text document: hands clients' requests to the engine, and relays the results to the others.
 *
 * <p>If a client's request has changed the client's text but cannot be executed here, the two have diverged for good,
 * and what the client sends afterwards could only do harm. The original relays it all the same; this class ends the
 * client's subscription. When the client subscribes again it gets the text that everybody else has.
 */
final class TextNote implements Note {
    /** With many users, looking after every request would cost as much as executing it. */
    private static final int REQUESTS_BETWEEN_LOOKS = 1024;

    private final List<Author> stored;
    private final Map<Integer, Double> hues = new HashMap<>();
    private final EngineBuilder upload;
    private final long longestLag;
    private int requestsUntilLook = REQUESTS_BETWEEN_LOOKS;
    private @Nullable TextEngine engine;
    private NoteContext context;
    private boolean opened;
    private Relay relay;
    private @Nullable List<Element> synchronization; // null if it must be written anew
    private long changes; // how often the text has changed
    private long savedChanges; // how often it had when what is stored now was taken
    private final Object document = new Object(); // marks this document's texts
    private final LocalAuthors locals;
    private volatile TextView text;

    /**
     * @param longestLag how many requests a present user may leave unacknowledged. All of them must be kept until then,
     *     so one client that stays silent would cost ever more memory; it is made to subscribe again instead. Clients
     *     acknowledge after 30 s at the latest.
     */
    TextNote(TextDocument content, Limits limits, EditLimits editLimits, long longestLag) {
        this.longestLag = longestLag;
        locals = new LocalAuthors(editLimits);
        stored = content.authors();
        show(content.text());
        upload = new EngineBuilder(limits).append(content.text());
        for (Author author : stored) {
            upload.user(new Participant(author.id(), Status.UNAVAILABLE, StateVector.EMPTY, 0, 0));
            hues.put(author.id(), author.hue());
        }
    }

    @Override
    public void open(NoteContext newContext) {
        context = newContext;
        relay = new VerbatimRelay(newContext);
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
        return new TextSessionView(session, this::text);
    }

    /** The text at this moment. Any thread. */
    Text text() {
        return text;
    }

    private void show(AuthoredText present) {
        text = new TextView(present, document, locals.version());
    }

    @Override
    public void checkJoin(User user, Element join) throws ProtocolException {
        Participant participant = participant(user, join);
        try {
            engine().checkJoin(participant);
        } catch (AdoptedException e) {
            throw new ProtocolException(e.error(), e.getMessage());
        }
    }

    @Override
    public void joined(User user, Element join) {
        try {
            engine().join(participant(user, join));
            hues.put(user.id(), hue(join));
        } catch (AdoptedException | ProtocolException e) {
            throw new IllegalStateException("The join was checked before", e);
        }
        if (user.isLocal()) {
            locals.joined(user.id());
        }
    }

    @Override
    public Element localJoin(User user) {
        Element.Builder join = Element.named("user-join")
                .attribute("time", engine().current().toString())
                .attribute("caret", 0);
        Double before = hues.get(user.id()); // a user that comes back looks as before
        return (before == null ? join : join.attribute("hue", Hue.print(before))).build();
    }

    @Override
    public void left(User user) {
        engine().setStatus(user.id(), Status.UNAVAILABLE);
        locals.left(user.id());
    }

    @Override
    public void describe(User user, Element.Builder description) {
        Participant participant = engine().participant(user.id());
        description
                .attribute("time", participant.vector().toString())
                .attribute("caret", participant.caret())
                .attribute("selection", participant.selection())
                .attribute("hue", Hue.print(hue(user)));
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
        return RequestReader.live(
                message, user.id(), engine().participant(user.id()).vector());
    }

    private void request(Connection origin, Element message) throws ProtocolException {
        User user = ownUser(origin, Fields.user(message, "user"));
        long count = Fields.unsigned(message, "num", 1);
        Request request = live(message, user);
        Outcome outcome = engine().receive(request, count);
        outcome.executions().forEach(this::executed);
        switch (outcome.disposition()) {
            case EXECUTED -> {
                relay.relay(message, origin, outcome);
                lookForLaggards();
                breakSilence();
            }
            case REJECTED -> throw problem(failure(outcome));
            case FAILED -> failed(origin, message, request, outcome);
            case DEFERRED, REFUSED -> {
                tell(origin, request, failure(outcome).reason());
                context.unsubscribe(origin);
                throw problem(failure(outcome));
            }
        }
    }

    private void lookForLaggards() {
        requestsUntilLook--;
        if (requestsUntilLook > 0) {
            return;
        }
        requestsUntilLook = REQUESTS_BETWEEN_LOOKS;
        for (User user : context.users()) {
            long known = engine().participant(user.id()).vector().total();
            if (engine().current().total() - known > longestLag) {
                user.connection().ifPresent(context::unsubscribe);
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
        for (Elementary part : locals.carryOver(user.id(), edit, document)) {
            issue(user.id(), part.inserts() ? part : new RemoteDelete(part.position(), part.length()));
        }
        breakSilence();
        return text;
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
        StateVector base = engine().participant(user).vector();
        Request request = Request.of(user, engine().current(), operation);
        Outcome outcome = engine().receive(request, 1);
        if (outcome.disposition() != Outcome.Disposition.EXECUTED) {
            throw new IllegalStateException("A request at the present state failed: " + outcome);
        }
        outcome.executions().forEach(this::executed);
        context.broadcast(RequestWriter.write(request, base));
    }

    private void executed(Execution execution) {
        if (execution.activated()) {
            context.activate(execution.request().user());
        }
        if (execution.request().affectsBuffer()) {
            synchronization = null;
        }
        locals.executed(execution);
        if (!execution.changes().isEmpty()) {
            changes++;
            show(engine().text());
            for (TextChange change : execution.changes()) {
                publish(execution.request().user(), change);
            }
        }
    }

    private void publish(int user, TextChange change) {
        Text changed = new TextView(change.text());
        context.publish(
                change.kind() == TextChange.Kind.INSERTED
                        ? new TextInserted(user, change.position(), changed)
                        : new TextErased(user, change.position(), changed));
    }

    /**
     * The last of the message's requests failed. Those before it were executed, and the other clients must learn of
     * them.
     */
    private void failed(Connection origin, Element message, Request request, Outcome outcome) throws ProtocolException {
        tell(origin, request, failure(outcome).reason());
        boolean affects = request.affectsBuffer();
        int executions = outcome.executions().size();
        boolean partly = !outcome.executions().get(executions - 1).changes().isEmpty();
        int toRelay = affects && !partly ? executions - 1 : executions;
        if (toRelay > 0) {
            relay.relay(message.attribute("num") == null ? message : withCount(message, toRelay), origin, outcome);
        }
        if (affects) {
            context.unsubscribe(origin);
        }
        throw problem(failure(outcome));
    }

    private static Element withCount(Element message, int count) {
        Element.Builder builder = Element.named(message.name());
        for (int i = 0; i < message.attributeCount(); i++) {
            String name = message.attributeName(i);
            builder.attribute(name, name.equals("num") ? Integer.toString(count) : message.attributeValue(i));
        }
        message.children().forEach(builder::child);
        return builder.build();
    }

    private void tell(Connection origin, Request request, String reason) {
        Element why = ProtocolText.append(Element.named("reason"), reason).build();
        context.send(
                Element.named("invalid-request")
                        .attribute("request", request.vector().toString())
                        .attribute("state", engine().current().toString())
                        .attribute("user", Integer.toUnsignedString(request.user()))
                        .child(why)
                        .build(),
                origin);
    }

    private void changeColor(Connection origin, Element message) throws ProtocolException {
        User user = ownUser(origin, Fields.user(message, "id"));
        String hue = message.attribute("hue");
        double value = hue == null ? -1 : parse(hue, -1);
        if (value != Hue.orZero(value)) {
            throw new ProtocolException(TextSessionError.INVALID_HUE, "The hue \"" + hue + "\" is not from 0 to 1");
        }
        hues.put(user.id(), value);
        context.relay(message, origin);
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
        if (synchronization == null) {
            synchronization = SyncWriter.write(engine());
        }
        return synchronization;
    }

    @Override
    public void addUser(User user, Element message) throws ProtocolException {
        upload.user(participant(user, message));
        hues.put(user.id(), hue(message));
        if (user.isLocal()) {
            locals.joined(user.id());
        }
    }

    @Override
    public boolean synchronizationReceived(Element message) throws ProtocolException {
        switch (message.name()) {
            case "sync-request" -> logged(RequestReader.logged(message));
            case "sync-segment" -> {
                int author = Fields.user(message, "author");
                if (author != 0) {
                    known(author);
                }
                upload.append(RequestReader.segment(message));
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private void logged(Request request) throws ProtocolException {
        known(request.user());
        try {
            upload.request(request);
        } catch (AdoptedException e) {
            throw new ProtocolException(e.error(), e.getMessage());
        }
    }

    private void known(int user) throws ProtocolException {
        if (!upload.knows(user)) {
            throw new ProtocolException(UserError.NO_SUCH_USER, "There is no user " + Integer.toUnsignedString(user));
        }
    }

    @Override
    public void synchronizationEnded() throws ProtocolException {
        try {
            engine = upload.build();
        } catch (AdoptedException e) {
            throw new ProtocolException(e.error(), e.getMessage());
        }
        show(engine.text());
        changes++;
    }

    @Override
    public boolean modified() {
        return changes != savedChanges;
    }

    @Override
    public Snapshot snapshot() {
        // a new document is written before anybody opens it
        List<Author> authors = opened ? authorsNow() : stored;
        return new TextSnapshot(new TextDocument(authors, text.content()), changes);
    }

    private List<Author> authorsNow() {
        return context.users().stream()
                .map(user -> new Author(user.id(), user.name(), hue(user)))
                .toList();
    }

    @Override
    public void saved(Snapshot snapshot) {
        if (snapshot instanceof TextSnapshot written) {
            savedChanges = written.changes();
        }
    }

    /** The engine, which is created when the document is complete: at once, or when the upload has ended. */
    private TextEngine engine() {
        if (engine == null) {
            try {
                engine = upload.build();
            } catch (AdoptedException e) {
                throw new IllegalStateException("A stored document has no history that could be wrong", e);
            }
        }
        return engine;
    }

    private Participant participant(User user, Element message) throws ProtocolException {
        StateVector time = Fields.time(message);
        return new Participant(
                user.id(),
                Status.valueOf(user.status().name()),
                time,
                Fields.unsigned(message, "caret"),
                Fields.signed(message, "selection", 0));
    }

    private double hue(User user) {
        return Objects.requireNonNull(hues.get(user.id()), "whoever has joined has a hue");
    }

    private double hue(Element message) {
        String hue = message.attribute("hue");
        return hue == null ? context.random().nextDouble() : Hue.orZero(parse(hue, 0));
    }

    private static double parse(String hue, double otherwise) {
        try {
            return Hue.parse(hue);
        } catch (NumberFormatException e) {
            return otherwise;
        }
    }

    private static Failure failure(Outcome outcome) {
        return Objects.requireNonNull(outcome.failure(), "no request waits here, so what was not executed has failed");
    }

    private static ProtocolException problem(Failure failure) {
        return new ProtocolException(failure.error(), failure.reason());
    }

    /** What is saved. */
    private record TextSnapshot(TextDocument document, long changes) implements Snapshot {
        @Override
        public void write(OutputStream out) throws IOException {
            TextFileWriter.write(document, out);
        }
    }
}
