// SPDX-License-Identifier: Apache-2.0
package org.infinoted.session;

import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ProviderType;

/**
 * A user of a plugin's own in a session: clients see it like any other user, but it has no connection. It comes from {@link
 * org.infinoted.plugin.PluginContext#join}, and leaves when it is closed, when the plugin goes or leaves the session ({@link
 * org.infinoted.plugin.Plugin#sessionRemoved}), and when the session ends. It does not keep the session open: a session without
 * subscribers is saved and closed in time whether such users are in it or not.
 *
 * <p>All methods may be called from any thread and return at once. The note type of the session may be replaced meanwhile: the
 * user stays.
 */
@ProviderType
public interface LocalUser extends AutoCloseable {
    /** Where it takes part. */
    Session session();

    /** The number of the user in its session, as in {@link User#id}. */
    int id();

    /** The name of the user. */
    String name();

    /** Whether it takes part; false once it has left for one of the reasons above, for good. */
    boolean isOpen();

    /**
     * Asks for something. Requests of one user are executed in the order in which they were made, between the messages of
     * clients, on the session's own thread; the plugin's listeners are told of what they change like everybody else's. While the
     * note type is being replaced they wait.
     *
     * <p>The stage completes when the request was executed. It fails with a {@link LocalUserException}, and then nothing has
     * changed, if the session cannot do this, or not any more; if the user has left; and if as many requests of this user are
     * under way as may be (1000 by default). It completes on a thread for plugins, outside of the mailbox, so that the mailbox
     * may wait for it; {@code thenAcceptAsync(..., context::execute)} goes on in the mailbox.
     *
     * @param <R> what it results in
     */
    <R> CompletionStage<R> request(LocalRequest<R> request);

    /** Leaves; clients see the user go. What was requested before is still executed. Does nothing the second time. */
    @Override
    void close();
}
