// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.deploy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.infinoted.plugin.PluginException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether a jar in the watched folder may be installed: it has to pass the checks of an uploaded one, except for its size
 * and whether it is a plugin. The folder's watcher runs before this bundle has started, so the launcher makes an object of
 * this class by its name, and asks it.
 */
public final class FolderJars implements Predicate<Path> {
    private static final Logger LOG = LoggerFactory.getLogger(FolderJars.class);

    private final Supplier<String[]> signatures;
    private final Path home;
    private final Path temporary;
    private final Predicate<Path> exempt;

    /**
     * @param signatures the present values of the options {@code plugin-signatures} and {@code plugin-signers}
     * @param home where a relative path of the signers' file begins
     * @param temporary a folder for what is in a jar
     * @param exempt which jars need no signature
     */
    public FolderJars(Supplier<String[]> signatures, Path home, Path temporary, Predicate<Path> exempt) {
        this.signatures = signatures;
        this.home = home;
        this.temporary = temporary;
        this.exempt = exempt;
    }

    /** Logs why not. */
    @Override
    public boolean test(Path jar) {
        try {
            JarCheck.ofContent(jar, DeployLimits.DEFAULT, temporary);
            if (!exempt.test(jar)) {
                String[] options = signatures.get();
                PluginSignatures.of(options[0], options[1], home).check(jar);
            }
            return true;
        } catch (PluginException | IOException e) {
            LOG.error("{} is not installed. {}", jar.getFileName(), e.getMessage());
            return false;
        }
    }
}
