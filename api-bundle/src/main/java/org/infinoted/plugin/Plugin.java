// SPDX-License-Identifier: Apache-2.0
package org.infinoted.plugin;

import org.infinoted.connection.Connection;
import org.infinoted.session.Session;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A function of the server. A bundle contributes it by registering a service of this type, most simply with a Declarative
 * Services component; the service property {@code infinoted.plugin.name} ({@link PluginName}) is required.
 *
 * <p><b>Life.</b> The server calls {@link #initialize}, then {@link #connectionAdded} for each connection that is there, then
 * {@link #sessionAdded} for each session that is there and of the wanted type ({@link SessionType}); from then on it calls for
 * what comes and goes. Before the plugin goes, the server calls {@link #sessionRemoved} and {@link #connectionRemoved} for all
 * that is still there, then {@link #deinitialize}. Each <i>added</i> that returned is followed by exactly one <i>removed</i>;
 * nothing is called before {@code initialize} or after {@code deinitialize}. A service may be initialised again after it was
 * deinitialised, if the server restarts and the plugin stays.
 *
 * <p><b>Thread, order, time.</b> Each plugin has a mailbox: its callbacks, listeners and scheduled tasks run one at a time, in
 * the order in which they became due, on a thread of the server that changes from call to call; each sees what the earlier ones
 * wrote. Nobody waits for a plugin, so a callback may block; the plugin's further callbacks queue meanwhile. A plugin that goes
 * is waited for, but not for ever: what has not returned within the server's limit (5 s by default) is abandoned.
 *
 * <p><b>Failure.</b> What a callback throws harms nobody else. It is logged with the plugin's name; what it means is said at
 * each callback.
 *
 * @param <C> the info that the plugin keeps per connection; {@link Void} if none
 * @param <S> the info that the plugin keeps per session; {@link Void} if none
 */
@ConsumerType
public interface Plugin<C, S> {
    /** Service property, required: the name of the plugin, unique among those that run. See {@link PluginName}. */
    String NAME = "infinoted.plugin.name";
    /** Service property, optional: the type of the sessions that the plugin is told of. See {@link SessionType}. */
    String SESSION_TYPE = "infinoted.session.type";

    /**
     * The plugin begins. The options have been given to the component before. If this throws, the plugin is FAILED with that
     * reason: {@link #deinitialize} is called and nothing else, until its configuration or its bundle changes.
     *
     * @param context what the server offers to this plugin until {@link #deinitialize} has returned
     */
    default void initialize(PluginContext<C, S> context) throws Exception {}

    /**
     * The plugin ends. Called once for each {@link #initialize} that was entered, also if it threw. What was registered through
     * the context is taken back afterwards, whatever this does. What it throws is logged.
     */
    default void deinitialize() throws Exception {}

    /**
     * A connection was accepted, or is there already when the plugin arrives. The client need not have logged in yet: see {@link
     * Connection#state()}. If this throws, the plugin has nothing to do with this connection: there is no info and no removal.
     *
     * @return the info that the server keeps for this plugin and connection; may be null
     */
    default C connectionAdded(Connection connection) throws Exception {
        return null;
    }

    /**
     * A connection has closed, or the plugin is leaving it. The info is dropped even if this throws.
     *
     * @param info what {@link #connectionAdded} returned, so it may be null
     */
    default void connectionRemoved(Connection connection, C info) throws Exception {}

    /**
     * A document was opened, or is open already when the plugin arrives. If this throws, the plugin has nothing to do with this
     * session: there is no info and no removal.
     *
     * @return the info that the server keeps for this plugin and session; may be null
     */
    default S sessionAdded(Session session) throws Exception {
        return null;
    }

    /**
     * A document was closed after it was saved, or was removed, or the plugin is leaving it. The info is dropped even if this
     * throws.
     *
     * @param info what {@link #sessionAdded} returned, so it may be null
     */
    default void sessionRemoved(Session session, S info) throws Exception {}
}
