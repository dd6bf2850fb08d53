// SPDX-License-Identifier: Apache-2.0
package org.infinoted.plugin;

import java.time.Duration;
import java.util.Optional;
import org.infinoted.connection.Connection;
import org.infinoted.connection.ConnectionListener;
import org.infinoted.directory.Directory;
import org.infinoted.session.Session;
import org.infinoted.session.SessionListener;
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
public interface PluginContext<C, S> {
    /** The name of the plugin. */
    String name();

    /** The tree of folders and documents. */
    Directory directory();

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

    /** Runs the task in the plugin's mailbox, after what is in it. What it throws is logged. */
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
