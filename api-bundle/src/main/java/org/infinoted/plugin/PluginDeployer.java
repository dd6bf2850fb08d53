// SPDX-License-Identifier: Apache-2.0
package org.infinoted.plugin;

import java.io.InputStream;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Brings plugins' jars into the server and takes bad ones back. The server registers this service.
 *
 * <p>The version of a bundle with which its plugins last ran is kept. When a newer one is put in its place, by whatever way, and
 * it does not resolve, start and initialise its plugins in time, the older one is put back, with a {@link
 * PluginReason.Kind#ROLLED_BACK} reason.
 *
 * <p>Methods may be called from any thread. Stages complete on a thread of the server; they fail with a {@link PluginException}
 * that says what is wrong and what to do.
 */
@ProviderType
public interface PluginDeployer {
    /**
     * Installs a plugin's jar, or replaces the one that has the same symbolic name. The jar is read to its end before this
     * returns, and not closed; nothing is changed if it is not a bundle, or one of the server's own.
     *
     * @return the bundle's {@code name/version}, when it is in its place; the framework takes it up within moments
     */
    CompletionStage<String> install(InputStream jar);

    /**
     * The SHA-256 of the jar whose content is in place, in hexadecimal, as {@code sha256sum} shows it for the file. Empty
     * if it is not known: when there is no such bundle, or the content does not come from a file in the watched folder, as
     * after a roll-back by itself. Any thread; returns at once.
     */
    Optional<String> checksum(String symbolicName);

    /** Which version {@link #rollBack} would bring back, as a version's text; empty if none is kept. */
    Optional<String> previous(String symbolicName);

    /**
     * Brings back the version before the present one. The present one becomes the one before.
     *
     * @return the {@code name/version} that is in place now
     */
    CompletionStage<String> rollBack(String symbolicName);
}
