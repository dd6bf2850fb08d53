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
    PluginDescriptor service;
    OptionCheck.Verdict verdict = OptionCheck.Verdict.FINE;
    PluginBinding<?, ?> binding; // null while it does not run
    boolean leaving; // the binding has been told to end
    boolean gone; // the service is no more; the entry stays until the binding has ended
    boolean shadowed;
    CompletableFuture<Void> left = CompletableFuture.completedFuture(null); // when the last life is out of the code
    CompletableFuture<Void> retry; // somebody wants to know of the next life; null if nobody does

    PluginEntry(Plugin<?, ?> plugin, PluginDescriptor service, RecentFailures failures) {
        this.plugin = plugin;
        this.service = service;
        this.failures = failures;
    }

    PluginDescriptor service() {
        return service;
    }

    /** Whether it may run if nothing else of its name does. */
    boolean isEligible() {
        return !gone && service.problem().isEmpty() && verdict.usable();
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
