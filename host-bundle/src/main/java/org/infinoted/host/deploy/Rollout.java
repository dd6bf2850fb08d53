// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.deploy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.infinoted.plugin.PluginStatus;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches the rollout of one bundle. Content that its plugins have never run with is on trial. If they run in time, it
 * is kept as the content that ran last. If they do not, it is rolled back to the content that ran last. If they do not
 * run with that either, the fault lies elsewhere, for example in the configuration, and the newer content comes back
 * for good.
 *
 * <p>For one thread, on which the framework may be called.
 */
final class Rollout {
    /*
     * The phases:
     *
     *                 other content than what ran last
     *     begin() ------------------------------------> NEWER
     *        |                                         /  |  \
     *        | what ran last      its plugins run     /   |   \   they do not, and nothing is kept,
     *        |                +----------------------+    |    \  or others keep them from running
     *        v                v                           |     +------------------------------+
     *      PROVEN <-----------+                           | they do not: what               |
     *        ^                                            | ran last is put back            |
     *        |            its plugins run                 v                                 v
     *        +---------------------------------------- PUT_BACK ----------------------> SETTLED
     *        |                                                   they do not either:        |
     *        |                                                   the newer comes back       |
     *        +------------------------------------------------------------------------------+
     *                                     its plugins run after all
     *
     * From each phase begin() starts again when the bundle has got content that did not come from here, which its time of
     * modification tells. While the bundle is stopped by hand the time stands still: it begins anew with the next start.
     * After too many attempts, content that cannot be read counts as PROVEN, and a bundle that cannot be updated as SETTLED.
     */

    private static final Logger LOG = LoggerFactory.getLogger(Rollout.class);
    private static final int ATTEMPTS = 50;

    private final Bundle bundle;
    private final BundleUpdates updates;
    private final DeployFolders folders;
    private final KeptJars kept;
    private final ReportedRollbacks reasons;
    private final DeployLimits limits;

    private Optional<String> checksum = Optional.empty();
    private Phase phase = Phase.SETTLED;
    private long revision = -1; // when the bundle got its content, as the framework tells it
    private String fingerprint = "";
    private @Nullable Newer
            newer; // the content that is on trial, or was rolled back; null if the content is kept anyway
    private Optional<Long> begun = Optional.empty();
    private Optional<Long> bad = Optional.empty(); // since when
    private int attempts;

    /** Content that has not run. */
    private record Newer(Path jar, String fingerprint, String version) {}

    private enum Phase {
        /** The plugins ran last with this content, or it cannot be told. */
        PROVEN,
        /** The plugins have not run with this content yet. */
        NEWER,
        /** The content that ran last is in place again, and has to run. */
        PUT_BACK,
        /** There is no better content than this, whether it works or not. */
        SETTLED
    }

    Rollout(
            Bundle bundle,
            BundleUpdates updates,
            DeployFolders folders,
            KeptJars kept,
            ReportedRollbacks reasons,
            DeployLimits limits) {
        this.bundle = bundle;
        this.updates = updates;
        this.folders = folders;
        this.kept = kept;
        this.reasons = reasons;
        this.limits = limits;
    }

    /** The fingerprint of the bundle's content; empty if it is not known. */
    String fingerprint() {
        return fingerprint;
    }

    /** The SHA-256 of the file that has the bundle's content; empty if there is none. */
    Optional<String> checksum() {
        return checksum;
    }

    /**
     * Checks the bundle, and acts on the result.
     *
     * @param now in nanoseconds
     * @return whether it must be checked again soon, even if nothing happens
     */
    boolean look(List<PluginStatus> plugins, long now) throws IOException {
        if (bundle.getLastModified() != revision && !begin()) {
            return true;
        }
        if (phase == Phase.PROVEN || !bundle.adapt(BundleStartLevel.class).isPersistentlyStarted()) {
            begun = Optional.empty(); // somebody has stopped it: the time begins when it is started
            return false;
        }
        BundleHealth health = BundleHealth.of(bundle, plugins);
        if (health.kind() == BundleHealth.Kind.WELL) {
            passed();
            return false;
        }
        if (phase == Phase.SETTLED) {
            return false;
        }
        begun = begun.or(() -> Optional.of(now));
        boolean looksBad = health.kind() == BundleHealth.Kind.BAD || health.kind() == BundleHealth.Kind.IDLE;
        bad = looksBad ? bad.or(() -> Optional.of(now)) : Optional.empty();
        if (bad.isPresent() && now - bad.get() >= limits.settle().toNanos()) {
            if (health.kind() == BundleHealth.Kind.BAD) {
                failed(health.reason());
            } else {
                start(plugins);
            }
        } else if (now - begun.get() >= limits.trial().toNanos()) {
            if (health.kind() == BundleHealth.Kind.SHADOWED) {
                enter(Phase.SETTLED);
            } else {
                failed("It has not come to run within " + limits.trial().toMillis() / 1000.0 + " s. "
                        + health.reason());
            }
        }
        return phase != Phase.SETTLED;
    }

    /** The bundle was uninstalled. */
    void close() throws IOException {
        discard();
    }

    /** The bundle has content that does not come from this object. Returns whether that could be identified. */
    private boolean begin() throws IOException {
        discard();
        long before = bundle.getLastModified();
        Path jar = folders.temporaryFile();
        try {
            fingerprint = BundleJar.write(bundle, jar);
        } catch (IOException | IllegalStateException e) {
            Files.delete(jar);
            if (++attempts == ATTEMPTS) {
                revision = before;
                enter(Phase.PROVEN);
                throw new IOException("The content of " + bundle + " cannot be read", e);
            }
            return false; // while a bundle is replaced there is a moment in which it has no content
        }
        newer = new Newer(jar, fingerprint, bundle.getVersion().toString());
        checksum = InstalledFile.checksum(bundle);
        if (bundle.getLastModified() != before) {
            return false;
        }
        revision = before;
        List<KeptJars.Kept> versions = kept.of(bundle.getSymbolicName());
        if (!versions.isEmpty() && versions.get(0).fingerprint().equals(fingerprint)) {
            enter(Phase.PROVEN);
            reasons.remove(bundle.getSymbolicName()); // it was deployed in place of the one that was rolled back
            discard();
        } else {
            enter(Phase.NEWER);
        }
        return true;
    }

    private void passed() throws IOException {
        if (phase == Phase.PUT_BACK) {
            LOG.info("{} runs again with version {}", bundle.getSymbolicName(), bundle.getVersion());
        } else {
            kept.keep(bundle.getSymbolicName(), fingerprint, newer().jar());
            reasons.remove(bundle.getSymbolicName());
        }
        phase = Phase.PROVEN;
        discard();
    }

    /** Tries to start a bundle: what it lacked before may exist by now. */
    private void start(List<PluginStatus> plugins) throws IOException {
        try {
            bundle.start();
            bad = Optional.empty();
        } catch (BundleException e) {
            failed(BundleHealth.ofStart(bundle, plugins, e));
        } catch (IllegalStateException e) {
            LOG.debug("{} cannot be started just now", bundle, e);
        }
    }

    private void failed(String why) throws IOException {
        if (phase == Phase.PUT_BACK) {
            takeNewer(why);
        } else {
            List<KeptJars.Kept> versions = kept.of(bundle.getSymbolicName());
            if (versions.isEmpty()) {
                enter(Phase.SETTLED);
            } else {
                putBack(versions.get(0), why);
            }
        }
    }

    private void putBack(KeptJars.Kept last, String why) throws IOException {
        if (put(last.file())) {
            String text = "Version " + newer().version() + " was taken back, and version " + last.version()
                    + ", which ran before, is in its place again. Copy a corrected jar over it. Why: " + why;
            LOG.warn("Rolled back {}: {}", bundle.getSymbolicName(), text);
            reasons.put(bundle.getSymbolicName(), newer().version(), text);
            fingerprint = last.fingerprint();
            enter(Phase.PUT_BACK);
        }
    }

    private void takeNewer(String why) throws IOException {
        if (put(newer().jar())) {
            String name = bundle.getSymbolicName();
            LOG.warn(
                    "{} does not run with its former version either, so {} is in place again: {}",
                    name,
                    newer().version(),
                    why);
            reasons.remove(name);
            fingerprint = newer().fingerprint();
            enter(Phase.SETTLED);
        }
    }

    private void enter(Phase next) {
        phase = next;
        begun = Optional.empty();
        bad = Optional.empty();
        attempts = 0;
    }

    /** Updates the bundle to this content. Returns false if that must be tried again. */
    private boolean put(Path jar) throws IOException {
        try {
            updates.update(bundle, jar);
        } catch (BundleException | IllegalStateException e) {
            if (bundle.getLastModified() == revision) {
                if (++attempts < ATTEMPTS) {
                    LOG.debug("{} cannot be updated just now", bundle, e);
                } else {
                    LOG.error("{} cannot be given the version {}; stop and start the server", bundle, jar, e);
                    enter(Phase.SETTLED);
                }
                return false;
            }
            LOG.debug("{} does not start", bundle, e); // which is seen when it is looked at
        }
        revision = bundle.getLastModified();
        checksum = InstalledFile.checksum(bundle);
        return true;
    }

    private Newer newer() {
        return Objects.requireNonNull(newer, "only of proven content there is nothing on trial or taken back");
    }

    private void discard() throws IOException {
        if (newer != null) {
            Files.deleteIfExists(newer.jar());
            newer = null;
        }
    }
}
