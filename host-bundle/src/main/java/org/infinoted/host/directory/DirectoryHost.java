// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.directory;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.infinoted.host.access.Acl;
import org.infinoted.host.access.Permission;
import org.infinoted.host.group.Client;
import org.infinoted.host.group.DirectoryEndpoint;
import org.infinoted.host.loop.Loop;
import org.infinoted.host.session.NoteTypes;
import org.infinoted.host.session.SessionOpener;
import org.infinoted.host.store.StoreExecutor;
import org.infinoted.session.Session;
import org.infinoted.xml.Element;
import org.jspecify.annotations.Nullable;

/**
 * The directory: the tree of folders and documents, for clients as the group {@code InfDirectory}, for plugins as {@link
 * HostDirectory}. All public methods may be called from any thread.
 *
 * <p>The messages of one client are handled one after the other, each when the one before has completed, however long the store
 * takes. Clients do not wait for each other, unless they want the same thing: the same folder read, the same document opened. The
 * close of a connection is handled after the client's last message.
 */
public final class DirectoryHost implements DirectoryEndpoint, UnsavedDocuments {
    private final DirectoryLoop loop;
    private final DirectoryLimits limits;
    private final DocumentSessions sessions;
    private final Explorations explorations;
    private final Uploads uploads;
    private final ServerChat chat;
    private final RequestDispatcher dispatcher;
    private final WelcomeMessage welcome;
    private final PluginDirectory plugins;
    private final Map<Client, ClientState> clients = new HashMap<>();
    private @Nullable CompletionStage<Void> closed; // once closing has begun

    /**
     * @param home the directory's loop
     * @param rootSheets the rights given at the root, which say something about every permission
     */
    public DirectoryHost(
            Loop home,
            StoreExecutor store,
            Acl rootSheets,
            NoteTypes types,
            SessionOpener opener,
            DirectoryLimits limits) {
        this.loop = new DirectoryLoop(home);
        this.limits = limits;
        var storage = new DirectoryStorage(store);
        this.sessions = new DocumentSessions(loop, storage, types, opener, limits);
        var tree = new Tree(loop, storage, rootSheets, document -> new DocumentSession(document, sessions));
        var events = new TreeEvents();
        this.explorations = new Explorations(loop);
        var creator = new NodeCreator(loop, storage, tree, events, explorations, limits);
        this.uploads = new Uploads(loop, creator, sessions, storage, limits.uploads());
        var remover = new NodeRemover(loop, storage, tree, uploads, events, explorations);
        this.chat = new ServerChat(loop, types, opener, limits);
        this.welcome = new WelcomeMessage(tree, types);
        this.plugins = new PluginDirectory(loop, tree, creator, remover, types, events, chat);
        var turns = new StoreTurns(loop);
        this.dispatcher = new RequestDispatcher(
                loop,
                Map.ofEntries(
                        Map.entry("explore-node", new ExploreNode(loop, tree, explorations)),
                        Map.entry("add-node", turns.inTurn(new AddNode(loop, tree, creator, types, uploads))),
                        Map.entry("remove-node", turns.inTurn(new RemoveNode(tree, remover))),
                        Map.entry("subscribe-session", new SubscribeSession(loop, tree, sessions)),
                        Map.entry("subscribe-chat", new SubscribeChat(loop, tree, chat)),
                        Map.entry("subscribe-ack", AnswerOffer.acknowledge()),
                        Map.entry("subscribe-nack", AnswerOffer.refuse()),
                        Map.entry("save-session", new SaveSession(loop, tree)),
                        Map.entry("query-acl", new QueryAcl(tree)),
                        Map.entry("set-acl", new SetAcl(tree)),
                        Map.entry("query-acl-account-list", new AccountRequest(tree, Permission.QUERY_ACCOUNT_LIST)),
                        Map.entry("lookup-acl-accounts", new AccountRequest(tree, Permission.QUERY_ACCOUNT_LIST)),
                        Map.entry("create-acl-account", new AccountRequest(tree, Permission.CREATE_ACCOUNT)),
                        Map.entry("remove-acl-account", new AccountRequest(tree, Permission.REMOVE_ACCOUNT))));
        types.onRemoval(type -> loop.then(DirectoryLoop.done(), now -> removed(type)));
        types.onArrival(type -> loop.execute(() -> arrived(type)));
    }

    /** The tree as plugins see it. */
    public HostDirectory plugins() {
        return plugins;
    }

    /**
     * Refuses what is asked from now on, and saves and closes all documents. Lets requests that have begun come to their end, and
     * closes the chat. Subscribers are told. The stage completes when all that is done; {@link #lost} tells what could not be saved.
     */
    public CompletionStage<Void> close() {
        return loop.then(DirectoryLoop.done(), now -> stop());
    }

    /**
     * Saves and closes a session; its subscribers are told. The stage completes on a thread of the server. It fails with what the
     * store said if the session could not be saved, and with an {@link IllegalStateException} if there is no such session.
     */
    public CompletionStage<Void> close(Session session) {
        return loop.then(
                DirectoryLoop.done(),
                now -> sessions.closeSaved(session)
                        .or(() -> chat.close(session))
                        .orElseGet(() ->
                                DirectoryLoop.failed(new IllegalStateException("The session has ended: " + session))));
    }

    /**
     * Begins to save all documents that have changed; they stay open. The stage completes when that is done. What could not be saved
     * is in the log.
     */
    public CompletionStage<Void> save() {
        return loop.then(DirectoryLoop.done(), now -> sessions.save());
    }

    @Override
    public List<UnsavedDocument> unsaved() {
        return sessions.unsaved();
    }

    @Override
    public void saved(UnsavedDocument document) {
        sessions.saved(document);
    }

    @Override
    public List<String> lost() {
        return sessions.lost();
    }

    @Override
    public void accepted(Client client) {
        // the sequence id is the client's own; there is nothing to know of it until it has logged in
    }

    @Override
    public void opened(Client client) {
        loop.execute(() -> client.handle(() -> {
            var state = new ClientState(client, loop, limits);
            clients.put(client, state);
            state.send(welcome.message(state));
        }));
    }

    @Override
    public void received(Client client, Element message, Runnable done) {
        loop.execute(() -> {
            ClientState state = clients.get(client);
            if (state == null) { // it could not be welcomed, and is being disconnected
                done.run();
            } else {
                state.requests().add(() -> dispatcher.handle(state, message), done);
            }
        });
    }

    @Override
    public void closed(Client client) {
        loop.execute(() -> {
            ClientState state = clients.get(client);
            if (state != null) {
                state.setGone();
                state.requests().add(() -> forget(state), () -> {});
            }
        });
    }

    private CompletionStage<Void> forget(ClientState client) {
        clients.remove(client.client());
        client.forgetAll();
        return client.offers().withdrawAll();
    }

    private CompletionStage<Void> removed(NoteTypes.Named type) {
        List<DirectoryLoop.Work<Void>> users = List.of(
                () -> sessions.suspendAllOf(type), () -> uploads.cancelAllOf(type), () -> chat.suspendIfOf(type));
        return DirectoryLoop.all(users.stream().map(loop::attempt));
    }

    private void arrived(NoteTypes.Named type) {
        sessions.arrived(type);
        chat.arrived(type);
    }

    private CompletionStage<Void> stop() {
        if (closed == null) {
            dispatcher.stop();
            plugins.stop();
            explorations.stop();
            // what is open is saved first: that waits for no client
            CompletionStage<Void> saved = sessions.stop();
            List<ClientState> present = new ArrayList<>(clients.values());
            CompletionStage<Void> idle =
                    loop.forEach(present, client -> client.requests().drained());
            CompletionStage<Void> withdrawn = loop.whenDone(
                    idle,
                    (drained, failure) ->
                            loop.forEach(present, client -> client.offers().withdrawAll()));
            CompletionStage<Void> cancelled = loop.whenDone(withdrawn, (done, failure) -> uploads.cancelAll());
            // an upload that was complete has become a session meanwhile
            CompletionStage<Void> late = loop.whenDone(cancelled, (done, failure) -> sessions.stop());
            closed = loop.whenDone(DirectoryLoop.all(Stream.of(saved, late)), (done, failure) -> chat.stop());
        }
        return closed;
    }
}
