// SPDX-License-Identifier: Apache-2.0
package org.infinoted.server;

import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Whether the server itself is well, apart from its plugins. The server registers this service when it has read its options, and
 * takes it back when it has stopped. The properties of the service say the same to those who cannot see this interface, such as
 * what has started the process: they are changed on a thread of the server, as soon as there is something to tell.
 *
 * <p>Methods may be called from any thread and return at once.
 */
@ProviderType
public interface ServerHealth {
    /**
     * Service property: {@link #emergency}, as a String; absent while there is none. When it appears, all documents have been saved
     * as far as that was possible, and the server asks to be stopped and started anew.
     */
    String EMERGENCY = "infinoted.server.emergency";

    /** Service property: {@link #unsaved}, as an array of String; absent while there are none. */
    String UNSAVED = "infinoted.server.unsaved";

    /**
     * Why the server cannot go on, for a person: the memory was short, or a loop has ended by an error. Once it is there it stays,
     * since nobody knows what else has been lost.
     */
    Optional<String> emergency();

    /** The paths of the documents that were to be saved and could not be, when they were closed or when the server stopped. */
    List<String> unsaved();

    /** What is wrong at this moment and may pass, such as a loop that does not answer, one sentence each; empty if nothing is. */
    List<String> warnings();
}
