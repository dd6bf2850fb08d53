// SPDX-License-Identifier: Apache-2.0
package org.infinoted.plugin;

import org.infinoted.connection.Connection;
import org.infinoted.session.Session;
import org.jspecify.annotations.Nullable;
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
 * wrote. Nobody waits for a plugin, so a callback may block; the plugin's further callbacks queue meanwhile. A callback that takes
 * longer than the server's budget (5 s by default) is logged with its stack; one that takes longer than its limit (30 s by default)
 * is interrupted, and the plugin is QUARANTINED, as it is when too much waits for it. A plugin that goes is waited for, but not for
 * ever: if not all its removals and {@code deinitialize} have returned within the server's limit (5 s by default for all of them
 * together), it is abandoned. All this holds for each callback.
 *
 * <p><b>Failure.</b> What a callback throws harms nobody else. It is logged with the plugin's name; what it means is said at
 * each callback.
 *
 * @param <C> the info that the plugin keeps per connection, {@link Void} if none; where {@link #connectionAdded} may return null,
 *     a type that allows it
 * @param <S> the info that the plugin keeps per session; the same holds for it
 */
@ConsumerType
public interface Plugin<C extends @Nullable Object, S extends @Nullable Object> {
    /** Service property, required: the name of the plugin, unique among those that run. See {@link PluginName}. */
    String NAME = "infinoted.plugin.name";
    /** Service property, optional: the type of the sessions that the plugin is told of. See {@link SessionType}. */
    String SESSION_TYPE = "infinoted.session.type";

    /**
     * The plugin begins: called once, before everything else, soon after its service has appeared. The options have been given to
     * the component before. What there is of connections and sessions is told after this has returned. If this throws, the plugin
     * is FAILED with that reason: {@link #deinitialize} is called and nothing else, until its configuration or its bundle changes.
     *
     * @param context what the server offers to this plugin until {@link #deinitialize} has returned
     */
    default void initialize(PluginContext<C, S> context) throws Exception {}

    /**
     * The plugin ends: called once for each {@link #initialize} that was entered, also if it threw, after all removals; nothing is
     * called any more after it. What was registered through the context is taken back afterwards, whatever this does. The time
     * for it is what the removals have left of the limit. What it throws is logged, and the plugin has ended all the same.
     */
    default void deinitialize() throws Exception {}

    /**
     * A connection was accepted, or is there already when the plugin arrives: called once for each connection, in the order in
     * which they came. The client need not have logged in yet, and may even be gone when this is called: see {@link
     * Connection#state()}. If this throws, the plugin has nothing to do with this connection: there is no info and no removal. A
     * plugin that throws too often (by default for more than 10 connections and sessions in a minute) is QUARANTINED.
     *
     * @return the info that the server keeps for this plugin and connection; may be null
     */
    default @Nullable C connectionAdded(Connection connection) throws Exception {
        return null;
    }

    /**
     * A connection has closed, or the plugin is leaving it, which shows in {@link Connection#state()}: called once for each {@link
     * #connectionAdded} that returned, after all that the plugin was told of this connection. What this throws is logged, and
     * the info is dropped all the same.
     *
     * @param info what {@link #connectionAdded} returned
     */
    default void connectionRemoved(Connection connection, C info) throws Exception {}

    /**
     * A document was opened, or is open already when the plugin arrives: called once for each session, in the order in which they
     * were opened. People may have joined it, and may even have left, when this is called. If this throws, the plugin has nothing
     * to do with this session: there is no info and no removal. A plugin that throws too often (by default for more than 10
     * connections and sessions in a minute) is QUARANTINED.
     *
     * @return the info that the server keeps for this plugin and session; may be null
     */
    default @Nullable S sessionAdded(Session session) throws Exception {
        return null;
    }

    /**
     * A document was closed after it was saved, or was removed, or the plugin is leaving it: called once for each {@link
     * #sessionAdded} that returned, after all that the plugin was told of this session. What this throws is logged, and the info
     * is dropped all the same.
     *
     * @param info what {@link #sessionAdded} returned
     */
    default void sessionRemoved(Session session, S info) throws Exception {}
}
