// SPDX-License-Identifier: Apache-2.0
package org.infinoted.session;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Decides whether what a client wants done in a session is done. Whiteboard: register a service of this type, it is asked from
 * then on.
 *
 * <p><b>When and in what order.</b> Asked for each message that is about the content of a document, before it is executed and
 * before anybody else gets it; not for joining, for changes of status, for subscribing and leaving, for what a client uploads, or
 * for what plugins do. All filters are asked, one after the other: highest service ranking first, then the one registered first.
 * The first that refuses decides. In one session one message is judged at a time, in the order in which they came; those after it
 * wait, and their clients are not read from when that is too much. A filter is felt by everybody who types: it should answer
 * within a few milliseconds.
 *
 * <p><b>Thread.</b> On threads of the server that are made for plugins, never on those that serve clients; for several sessions
 * at the same time, so an implementation must be thread-safe. The plugin's mailbox plays no part.
 *
 * <p><b>Time and failure.</b> Each filter has the time of its service property {@link #TIMEOUT} for each message. When it runs
 * out, the thread is interrupted; then, and if the filter throws or returns null, which is logged with the bundle's name, its
 * service property {@link #FALLBACK} decides. A bounded number of calls is under way at the same time; the messages of further
 * sessions wait for their turn, within the time. When none of those calls has returned in time, {@link #FALLBACK} decides at once
 * until one has.
 *
 * <p><b>What a refusal means.</b> The message is dropped, as if it had not been sent; {@link SessionEvent.Failed} tells of it. In
 * a text, where the client has executed what it sent already, it is told so with {@code invalid-request}, its subscription ends,
 * and its users leave; when it subscribes again it has the text that all others have.
 */
@ConsumerType
@FunctionalInterface
public interface RequestFilter {
    /** Service property: how long a call may take, in milliseconds, from 1 to 60,000; 1000 by default. */
    String TIMEOUT = "infinoted.filter.timeout";
    /**
     * Service property: the verdict if the filter does not give one, {@link #REFUSE}, which is the default, or {@link #ACCEPT}.
     */
    String FALLBACK = "infinoted.filter.fallback";
    /** A value of {@link #FALLBACK}: what could not be judged is refused. */
    String REFUSE = "refuse";
    /** A value of {@link #FALLBACK}: what could not be judged is accepted. */
    String ACCEPT = "accept";

    /** Judges a message. The client may leave meanwhile; then the verdict is of no interest. */
    RequestVerdict judge(SessionRequest request) throws Exception;
}
