// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.plugin;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.infinoted.host.sandbox.RecentFailures;
import org.infinoted.host.status.OptionCheck;
import org.infinoted.host.status.PluginDescriptor;
import org.infinoted.plugin.Plugin;
import org.infinoted.plugin.PluginState;

/** What the manager keeps for one service. What can change is guarded by the manager's lock. */
final class PluginEntry {
    final Plugin<?, ?> plugin;
    final RecentFailures failures;
    PluginDescriptor descriptor;
    private OptionCheck.Verdict verdict = OptionCheck.Verdict.FINE;
    private long asked; // how often the question for the verdict was put
    private long answered; // which time it was when it got the verdict; 0 if there is none yet
    PluginBinding<?, ?> binding; // null while it does not run
    boolean leaving; // the binding has been told to end
    boolean gone; // the service is no more; the entry stays until the binding has ended
    boolean shadowed;
    CompletableFuture<Void> left = CompletableFuture.completedFuture(null); // when the last life is out of the code
    CompletableFuture<Void> retry; // somebody wants to know of the next life; null if nobody does

    PluginEntry(Plugin<?, ?> plugin, PluginDescriptor descriptor, RecentFailures failures) {
        this.plugin = plugin;
        this.descriptor = descriptor;
        this.failures = failures;
    }

    PluginDescriptor descriptor() {
        return descriptor;
    }

    /** The question for a verdict is put. Returns its number, with which the answer comes. */
    long ask() {
        return ++asked;
    }

    /** An answer counts unless there is one to a later question: it may have been true before that was put. */
    void answer(long question, OptionCheck.Verdict answer) {
        if (question > answered) {
            answered = question;
            verdict = answer;
        }
    }

    /** Whether there is a verdict. Without one it is as if the service were not there yet. */
    boolean isJudged() {
        return answered > 0;
    }

    /** What is to be said of its options. */
    OptionCheck.Verdict verdict() {
        return verdict;
    }

    /** Whether it may run if nothing else of its name does. */
    boolean isEligible() {
        return !gone && isJudged() && descriptor.problem().isEmpty() && verdict.usable();
    }

    /** Whether its binding is in this state. */
    boolean is(PluginState state) {
        return binding != null && binding.status().state() == state;
    }

    /** Whether it has been put aside and can be given another life. */
    boolean isPutAside() {
        return is(PluginState.FAILED) || is(PluginState.QUARANTINED);
    }

    /** Whether a call into the plugin, of the life that was the last, has still not returned. */
    boolean isStuck() {
        return !left.isDone();
    }

    /** Who has asked for the next life and is not answered yet; from now on that is done. */
    Optional<CompletableFuture<Void>> takeRetry() {
        Optional<CompletableFuture<Void>> taken = Optional.ofNullable(retry);
        retry = null;
        return taken;
    }
}
