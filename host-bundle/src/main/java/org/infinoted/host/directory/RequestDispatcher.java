// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.directory;

import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.infinoted.host.group.Charge;
import org.infinoted.host.stream.Link;
import org.infinoted.host.stream.LogContext;
import org.infinoted.protocol.ProtocolException;
import org.infinoted.xml.Element;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gives each request to its handler, and answers those that fail. */
final class RequestDispatcher {
    private static final Logger LOG = LoggerFactory.getLogger(RequestDispatcher.class);

    private final DirectoryLoop loop;
    private final Map<String, RequestHandler> handlers;
    private boolean stopping;

    /** @param handlers by the names of the messages */
    RequestDispatcher(DirectoryLoop loop, Map<String, RequestHandler> handlers) {
        this.loop = loop;
        this.handlers = Map.copyOf(handlers);
    }

    /** Refuses all messages from now on. */
    void stop() {
        stopping = true;
    }

    /**
     * Handles a message. The stage completes when the next message of the client can be handled. If it fails, the client could not
     * be answered.
     */
    CompletionStage<Void> handle(ClientState client, Element message) {
        Request request = Request.of(client, message);
        CompletionStage<Void> handled =
                loop.attempt(() -> handler(message.name()).handle(request));
        return loop.whenDone(handled, (done, failure) -> {
            if (failure != null) {
                refuse(request, failure);
            }
            return DirectoryLoop.done();
        });
    }

    private RequestHandler handler(String name) throws ProtocolException {
        if (stopping) {
            throw Failures.stopping();
        }
        RequestHandler handler = handlers.get(name);
        if (handler == null) {
            throw Failures.unexpectedMessage(name);
        }
        return handler;
    }

    private static void refuse(Request request, Throwable failure) {
        Link link = request.from().client().link();
        LogContext.about(
                link,
                () -> Failures.log(
                        LOG,
                        () -> "The request \"" + request.message().name() + "\" of " + link.remoteAddress() + " failed",
                        failure));
        request.from().client().charge(Charge.ERROR);
        request.reply(DirectoryMessages.requestFailed(Failures.told(failure), request.seq()));
    }
}
