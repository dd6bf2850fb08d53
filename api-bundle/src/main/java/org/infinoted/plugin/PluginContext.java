// SPDX-License-Identifier: Apache-2.0
package org.infinoted.plugin;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.infinoted.chat.ChatSession;
import org.infinoted.connection.Connection;
import org.infinoted.connection.ConnectionListener;
import org.infinoted.directory.Directory;
import org.infinoted.directory.DirectoryListener;
import org.infinoted.session.LocalUser;
import org.infinoted.session.Session;
import org.infinoted.session.SessionListener;
import org.infinoted.session.UserListener;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What the server offers to one plugin, from {@link Plugin#initialize} until {@link Plugin#deinitialize} has returned. Whatever
 * is registered here is taken back when the plugin goes; nothing needs to be closed.
 *
 * <p>All methods may be called from any thread and return at once. Once the plugin is going, listeners and tasks are not called
 * any more, whether they wait already or are registered then; after {@code deinitialize} the methods throw {@link
 * IllegalStateException}.
 *
 * @param <C> the plugin's info per connection
 * @param <S> the plugin's info per session
 */
@ProviderType
public interface PluginContext<C extends @Nullable Object, S extends @Nullable Object> {
    /** The name of the plugin. */
    String name();

    /** The tree of folders and documents. */
    Directory directory();

    /**
     * The connections that there are at this moment, in the order in which they were accepted; the plugin need not have been told
     * of each yet. A snapshot that cannot be changed.
     */
    List<Connection> connections();

    /**
     * The sessions that there are at this moment, of all types, in the order in which they were opened; the plugin need not have
     * been told of each yet. A snapshot that cannot be changed.
     */
    List<Session> sessions();

    /**
     * The chat of the whole server, opened if it is not open yet. Plugins are told of it as of any session.
     *
     * <p>The stage fails with a {@link org.infinoted.directory.DirectoryException} if no plugin contributes chats, or the server
     * stops. It completes on a thread for plugins, outside of the mailbox.
     */
    CompletionStage<ChatSession> serverChat();

    /** A log whose lines carry the plugin's name. Control characters in what is logged are made visible. */
    System.Logger logger();

    /**
     * What {@link Plugin#connectionAdded} returned; empty before it has returned, if it was null, and after {@link
     * Plugin#connectionRemoved} has returned.
     */
    Optional<C> info(Connection connection);

    /**
     * What {@link Plugin#sessionAdded} returned; empty before it has returned, if it was null, and after {@link
     * Plugin#sessionRemoved} has returned.
     */
    Optional<S> info(Session session);

    /** Has the listener told what happens to this connection from now on, until {@link Plugin#connectionRemoved} for it. */
    Registration listen(Connection connection, ConnectionListener listener);

    /** Has the listener told what happens in this session from now on, until {@link Plugin#sessionRemoved} for it. */
    Registration listen(Session session, SessionListener listener);

    /**
     * Has the listener told who is in this session: first those who are present at this moment, then whatever changes, until
     * {@link Plugin#sessionRemoved} for it. No user is missed or reported twice, even if users join or leave meanwhile.
     */
    Registration listen(Session session, UserListener listener);

    /** Has the listener told what is added to the tree and removed from it from now on. */
    Registration listen(DirectoryListener listener);

    /**
     * Lets a user of the plugin's own join a session. Clients see it come. There may be several under different names. It leaves
     * when it is closed, and at the latest at {@link Plugin#sessionRemoved} and when the plugin goes.
     *
     * <p>The stage fails with a {@link org.infinoted.session.LocalUserException} if a user who is present has that name, the
     * session has as many users as it may have, has ended, or is of a type that knows no such users; if the plugin goes
     * meanwhile, the user does not stay in the session. It completes on a thread for plugins, outside of the mailbox, so that the
     * mailbox may wait for it; {@code thenAcceptAsync(..., context::execute)} goes on in the mailbox.
     *
     * @param name the name of the user. One who was there under this name and has left comes back, with its text and its id
     * @throws IllegalArgumentException if the name has a character that XML does not allow
     */
    CompletionStage<LocalUser> join(Session session, String name);

    /**
     * Claims something that only one plugin may use at a time, such as a socket, a name on a bus or a signing certificate. To be
     * called before it is opened, best in {@link Plugin#initialize}: a plugin that lets the exception out is FAILED with the name
     * of the holder as its reason. Two configurations of one plugin are two plugins here.
     *
     * <p>The claim is given back when it is closed, and at the latest after {@link Plugin#deinitialize}. A plugin that is
     * abandoned because it does not end loses its claims at once. A plugin that was refused is not told when the resource is
     * free.
     *
     * @param resource a name on which those who use it agree, such as {@code socket /run/infinoted.sock}; not blank
     * @throws PluginException if a plugin, this one included, holds it; names the holder
     */
    Registration claim(String resource) throws PluginException;

    /**
     * Runs the task in the plugin's mailbox, after what is in it, within the time that callbacks have. What it throws is logged.
     */
    void execute(Runnable task);

    /**
     * Runs the task in the plugin's mailbox after a delay. What it throws is logged.
     *
     * @param delay not negative
     */
    Registration schedule(Duration delay, Runnable task);

    /**
     * Runs the task in the plugin's mailbox again and again, each time so long after the end of the time before. What it throws
     * is logged and does not end the repetition.
     *
     * @param delay more than nothing
     */
    Registration repeat(Duration delay, Runnable task);
}
