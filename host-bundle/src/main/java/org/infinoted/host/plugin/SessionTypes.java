// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.plugin;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Set;
import org.infinoted.host.sandbox.LoggedThrowable;
import org.infinoted.note.NoteType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The types of sessions that the present note types provide. Thread-safe. */
public final class SessionTypes {
    private static final Logger LOG = LoggerFactory.getLogger(SessionTypes.class);
    /** The supertype of all sessions. */
    private static final String ANY = "InfSession";

    @GuardedBy("this")
    private final IdentityHashMap<NoteType, Set<String>> types = new IdentityHashMap<>();

    /** A note type has appeared. It is called once, on the caller's thread. */
    public void add(String name, NoteType type) {
        Set<String> provided = new HashSet<>(Set.of(name));
        try {
            provided.addAll(type.sessionTypes());
        } catch (RuntimeException | Error e) {
            LOG.warn("The note type {} does not say which types of sessions it provides", name, LoggedThrowable.of(e));
        }
        synchronized (this) {
            types.put(type, provided);
        }
    }

    /** A note type goes. */
    public synchronized void remove(NoteType type) {
        types.remove(type);
    }

    /** Whether there can be a session of this type. */
    public synchronized boolean isKnown(String type) {
        return type.equals(ANY) || types.values().stream().anyMatch(provided -> provided.contains(type));
    }
}
