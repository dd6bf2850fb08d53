// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.directory;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.infinoted.host.loop.Loop;
import org.infinoted.host.session.NoteTypes;
import org.infinoted.host.session.OpenSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which provider of its note type a session's content is by. When that one goes, the session waits for the next; if none comes in
 * time, or if it does not take the content, the session is given up.
 */
final class ProviderBinding {
    private static final Logger LOG = LoggerFactory.getLogger(ProviderBinding.class);

    private final DirectoryLoop home;
    private final NoteTypes types;
    private final Duration grace;
    private final Runnable giveUp;
    private OpenSession session; // null while there is none
    private NoteTypes.Named provider; // null while the session is suspended, and while there is none
    private String awaited; // the name of the type for which a session waits that is ready for it
    private Loop.Timer limit = () -> {};

    /** @param giveUp has the session closed */
    ProviderBinding(DirectoryLoop home, NoteTypes types, Duration grace, Runnable giveUp) {
        this.home = home;
        this.types = types;
        this.grace = grace;
        this.giveUp = giveUp;
    }

    /** A session has been opened, with content by this provider. */
    void begin(OpenSession opened, NoteTypes.Named by) {
        session = opened;
        provider = by;
    }

    /** The session has ended. */
    void end() {
        session = null;
        provider = null;
        awaited = null;
        limit.cancel();
    }

    /** Whether there is a session whose content is by this provider. */
    boolean isBy(NoteTypes.Named one) {
        return one.equals(provider);
    }

    boolean isSuspended() {
        return session != null && provider == null;
    }

    /**
     * The provider goes. If another one is there, the session goes on with that.
     *
     * @return completes, without failure, when nothing of the provider is in use any more
     */
    CompletionStage<Void> suspend() {
        OpenSession suspended = session;
        String name = provider.name();
        provider = null;
        limit = home.schedule(grace, () -> {
            LOG.warn("No note type {} has come for {} within {} s", name, suspended.view(), grace.toSeconds());
            giveUp.run();
        });
        return home.whenDone(suspended.suspend(), (done, failure) -> {
            if (session == suspended && failure == null) {
                awaited = name;
                types.find(name).ifPresent(this::arrived);
            } else if (session == suspended) {
                giveUp.run();
            }
            return DirectoryLoop.done();
        });
    }

    /** There is a provider of a note type. If the session waits for it, it goes on. */
    void arrived(NoteTypes.Named successor) {
        if (successor.name().equals(awaited)) {
            OpenSession resumed = session;
            awaited = null;
            provider = successor;
            limit.cancel();
            home.whenDone(resumed.resume(successor.type()), (done, failure) -> {
                if (failure != null && session == resumed) {
                    LOG.error("{} cannot go on with the new {}", resumed.view(), successor.name(), failure);
                    giveUp.run();
                }
                return DirectoryLoop.done();
            });
        }
    }
}
