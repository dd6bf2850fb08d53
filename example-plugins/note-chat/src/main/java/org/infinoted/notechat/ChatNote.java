// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notechat;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.infinoted.chat.ChatMessage;
import org.infinoted.chat.ChatMessage.Kind;
import org.infinoted.chat.ChatSession.MessageAdded;
import org.infinoted.chat.OutgoingMessage;
import org.infinoted.connection.Connection;
import org.infinoted.note.Note;
import org.infinoted.note.NoteContext;
import org.infinoted.protocol.ChatSessionError;
import org.infinoted.protocol.ProtocolException;
import org.infinoted.protocol.SessionError;
import org.infinoted.protocol.SessionSyncError;
import org.infinoted.protocol.UserError;
import org.infinoted.session.LocalRequest;
import org.infinoted.session.Session;
import org.infinoted.session.User;
import org.infinoted.xml.Element;
import org.jspecify.annotations.Nullable;

/** The content of an open chat: takes messages from clients, relays them as they came, and remembers them. */
final class ChatNote implements Note {
    /** What an entry takes besides its text and name, by estimate. */
    private static final long BYTES_OF_ENTRY = 150;

    private final Supplier<ChatLimits> limits;
    private final List<User> authors;
    private volatile ChatBacklog backlog; // Written by the home thread, read by plugins and the last resort.
    private volatile @Nullable ChatBacklog saved; // Null if there is nothing in the store.
    private final Set<Connection> subscribers = new LinkedHashSet<>();
    private boolean takingOver;
    private NoteContext context;

    /**
     * A new chat.
     *
     * @param limits asked at each new entry
     */
    ChatNote(Supplier<ChatLimits> limits) {
        this(limits, ChatBacklog.EMPTY, null);
    }

    /** A chat from the store. */
    ChatNote(Supplier<ChatLimits> limits, ChatBacklog stored) {
        this(limits, stored, stored);
    }

    private ChatNote(Supplier<ChatLimits> limits, ChatBacklog backlog, @Nullable ChatBacklog saved) {
        this.limits = limits;
        this.authors = backlog.users();
        this.backlog = backlog;
        this.saved = saved;
    }

    @Override
    public void open(NoteContext newContext) {
        context = newContext;
    }

    @Override
    public List<User> authors() {
        return authors;
    }

    @Override
    public Session view(Session session) {
        return new ChatView(session, () -> backlog.entries());
    }

    @Override
    public void checkJoin(User user, Element join) {
        // A chat requires only name and status.
    }

    @Override
    public void subscribed(Connection connection) {
        subscribers.add(connection);
    }

    @Override
    public void unsubscribed(Connection connection) {
        subscribers.remove(connection);
    }

    @Override
    public void joined(User user, Element join) {
        ChatBacklog before = backlog;
        try {
            remember(new ChatMessage(Kind.JOIN, now(), user.id(), user.name(), ""), () -> {});
        } catch (RuntimeException | Error e) {
            backlog = before; // nobody has joined
            throw e;
        }
    }

    @Override
    public void left(User user) {
        remember(new ChatMessage(Kind.PART, now(), user.id(), user.name(), ""), () -> {});
    }

    @Override
    public void describe(User user, Element.Builder description) {
        // Nothing beyond id, name and status.
    }

    @Override
    public void received(Connection origin, Element message) throws ProtocolException {
        if (!MessageXml.isMessage(message)) {
            throw new ProtocolException(
                    SessionError.UNHANDLED_MESSAGE, "A chat does not know the message \"" + message.name() + "\"");
        }
        Kind kind = MessageXml.kind(message);
        if (kind != Kind.NORMAL && kind != Kind.EMOTE) {
            throw new ProtocolException(
                    ChatSessionError.TYPE_INVALID, "Arrivals and departures are the server's to tell, not a client's");
        }
        User user = user(message);
        if (!user.isVia(origin)) {
            throw !user.isPresent()
                    ? new ProtocolException(UserError.STATUS_UNAVAILABLE, user + " is not there")
                    : new ProtocolException(UserError.NOT_JOINED, user + " is not of this connection");
        }
        checkSize(origin, message);
        if (context.isMemoryShort(origin)) {
            throw refusal(origin, "The server is short of memory at present; the message was not passed on");
        }
        remember(
                new ChatMessage(kind, now(), user.id(), user.name(), MessageXml.text(message)),
                () -> context.relay(message, origin));
    }

    private void checkSize(Connection origin, Element message) throws ProtocolException {
        if (isTooLong(message)) {
            throw refusal(origin, tooLong().getMessage());
        }
    }

    /** Tells the client why its message is refused. */
    private ProtocolException refusal(Connection origin, String reason) {
        ProtocolException refusal = new ProtocolException(ChatSessionError.FAILED, reason);
        context.send(
                Element.named("request-failed")
                        .attribute("code", refusal.error().code())
                        .attribute("domain", refusal.error().domain())
                        .text(reason)
                        .build(),
                origin);
        return refusal;
    }

    private boolean isTooLong(Element message) {
        int most = limits.get().message();
        return Utf8.length(message, most) > most;
    }

    private ProtocolException tooLong() {
        return new ProtocolException(
                ChatSessionError.FAILED,
                "The message is too long, and was not passed on: a message here may have "
                        + limits.get().message() + " bytes");
    }

    @Override
    public Element localJoin(User user) {
        return Element.empty("user-join");
    }

    @Override
    public Object execute(User user, LocalRequest<?> request) throws ProtocolException {
        if (!(request instanceof OutgoingMessage outgoing)) {
            throw new ProtocolException(
                    SessionError.UNHANDLED_MESSAGE,
                    "In a chat nothing is known of requests like "
                            + request.getClass().getName());
        }
        var entry = new ChatMessage(outgoing.kind(), now(), user.id(), user.name(), outgoing.text());
        Element message = MessageXml.writeLive(entry);
        if (isTooLong(message)) {
            throw tooLong();
        }
        remember(entry, () -> context.broadcast(message));
        return entry;
    }

    @Override
    public List<Element> synchronization() {
        return backlog.entries().stream().map(MessageXml::write).toList();
    }

    @Override
    public void addUser(User user, Element message) {
        // The context knows the user from now on; a chat needs no more.
    }

    @Override
    public boolean synchronizationReceived(Element message) throws ProtocolException {
        if (!MessageXml.isMessage(message)) {
            return false;
        }
        if (isTooLong(message) && !takingOver) {
            throw new ProtocolException(SessionSyncError.FAILED, tooLong().getMessage());
        }
        backlog = backlog.with(MessageXml.read(message, id -> context.user(id).map(User::name)), limits.get());
        return true;
    }

    @Override
    public void replaces(List<Element> handover) {
        takingOver = true; // what the server has had it does not lose
    }

    @Override
    public long memory() {
        // a character takes two bytes at most, and one byte of UTF-8 or more
        return 2 * backlog.bytes() + BYTES_OF_ENTRY * backlog.entries().size();
    }

    @Override
    public boolean modified() {
        return !backlog.equals(saved);
    }

    @Override
    public Snapshot snapshot() {
        return new ChatFile.Snapshot(backlog);
    }

    @Override
    public void saved(Snapshot snapshot) {
        saved = ((ChatFile.Snapshot) snapshot).backlog();
    }

    private User user(Element message) throws ProtocolException {
        int id = MessageXml.user(message);
        return context.user(id).orElseThrow(() -> MessageXml.noSuchUser(id));
    }

    private Instant now() {
        return context.clock().instant().truncatedTo(ChronoUnit.SECONDS);
    }

    /**
     * Adds an entry.
     *
     * @param tell tells the subscribers. If it fails, nothing was said; some may have heard it all the same, so all begin anew
     */
    private void remember(ChatMessage entry, Runnable tell) {
        ChatBacklog longer = backlog.with(entry, limits.get());
        try {
            tell.run();
        } catch (RuntimeException | Error e) {
            List.copyOf(subscribers).forEach(context::unsubscribe);
            throw e;
        }
        backlog = longer;
        context.publish(new MessageAdded(entry));
    }
}
