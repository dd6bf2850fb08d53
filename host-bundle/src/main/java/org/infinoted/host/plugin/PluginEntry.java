// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.plugin;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.infinoted.host.sandbox.RecentFailures;
import org.infinoted.host.status.OptionVerdicts;
import org.infinoted.host.status.PluginDescriptor;
import org.infinoted.plugin.Plugin;
import org.infinoted.plugin.PluginState;
import org.jspecify.annotations.Nullable;

/** The manager's data on one plugin service. Mutable fields are guarded by the manager's lock. */
final class PluginEntry {
    final Plugin<?, ?> plugin;
    final RecentFailures failures;
    PluginDescriptor descriptor;
    private OptionVerdicts.Verdict verdict = OptionVerdicts.Verdict.FINE;
    private long asked; // the number of the latest question for the verdict
    private long answered; // the number of the question that the verdict answers; 0 if there is none yet

    @Nullable
    PluginBinding<?, ?> binding; // null while the plugin does not run

    boolean leaving; // the binding was told to end
    boolean gone; // the service is unregistered; the entry stays until the binding has ended
    boolean shadowed;
    CompletableFuture<Void> left =
            CompletableFuture.completedFuture(null); // completes when no call of the last life is under way

    @Nullable
    CompletableFuture<Void> retry; // waits for the next life to begin; null if nobody has asked

    PluginEntry(Plugin<?, ?> plugin, PluginDescriptor descriptor, RecentFailures failures) {
        this.plugin = plugin;
        this.descriptor = descriptor;
        this.failures = failures;
    }

    PluginDescriptor descriptor() {
        return descriptor;
    }

    /** Numbers a question for a verdict. The answer comes with that number. */
    long ask() {
        return ++asked;
    }

    /** An answer counts unless a later question was answered already: an older answer may be outdated. */
    void answer(long question, OptionVerdicts.Verdict answer) {
        if (question > answered) {
            answered = question;
            verdict = answer;
        }
    }

    /** Whether there is a verdict. Until then the service counts as absent. */
    boolean isJudged() {
        return answered > 0;
    }

    /** The verdict on its options. */
    OptionVerdicts.Verdict verdict() {
        return verdict;
    }

    /** Whether it may run if no other plugin of its identity does. */
    boolean isEligible() {
        return !gone && isJudged() && descriptor.problem().isEmpty() && verdict.usable();
    }

    /** Whether its binding is in this state. */
    boolean is(PluginState state) {
        return binding != null && binding.status().state() == state;
    }

    /** Whether it has failed or is quarantined, and can get another life. */
    boolean isPutAside() {
        return is(PluginState.FAILED) || is(PluginState.QUARANTINED);
    }

    /** Whether a call of its last life has still not returned. */
    boolean isStuck() {
        return !left.isDone();
    }

    /** Takes the unanswered request for the next life, if there is one. */
    Optional<CompletableFuture<Void>> takeRetry() {
        Optional<CompletableFuture<Void>> taken = Optional.ofNullable(retry);
        retry = null;
        return taken;
    }
}
