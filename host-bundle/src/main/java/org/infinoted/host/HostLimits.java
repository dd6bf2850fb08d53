// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host;

import java.time.Duration;
import java.util.List;
import org.infinoted.host.admission.RequiredPluginsPolicy;
import org.infinoted.host.deploy.DeployLimits;
import org.infinoted.host.directory.ClientQuota;
import org.infinoted.host.directory.DirectoryLimits;
import org.infinoted.host.rate.ClientRates;
import org.infinoted.host.rate.RateLimit;
import org.infinoted.host.sandbox.PluginLimits;
import org.infinoted.host.session.SessionLimits;
import org.infinoted.host.session.UploadLimits;
import org.infinoted.host.store.GroupAccess;
import org.infinoted.host.store.StorageQuota;
import org.infinoted.host.stream.AdmissionLimits;
import org.infinoted.host.stream.InputLimits;
import org.infinoted.host.stream.StreamLimits;

/**
 * The limits that the server's options set. {@link HostOptions} declares the range of each option, and other values do
 * not arrive here. What is checked here is how options fit together.
 *
 * @param plugins the limits of each plugin
 * @param pluginThreads how many threads that a plugin has made may live
 * @param clientMemory how many bytes may be kept for all clients together
 * @param streams the limits of each connection
 * @param authentication how long authenticators may take for one login
 * @param rates what each client may ask for
 * @param storage how much the root directory may hold
 * @param groupAccess what its group may do with what is made in it
 * @param sessions the limits of each session
 */
record HostLimits(
        PluginLimits plugins,
        int pluginThreads,
        long clientMemory,
        Duration authentication,
        RequiredPluginsPolicy requiredPlugins,
        DirectoryLimits directory,
        DeployLimits deploy,
        StreamLimits streams,
        ClientRates rates,
        StorageQuota storage,
        GroupAccess groupAccess,
        SessionLimits sessions) {
    private static final int MIB = 20;

    /** @throws IllegalArgumentException if options do not fit together; the message is for the administrator */
    static HostLimits of(HostOptions options) {
        return new HostLimits(
                plugins(options),
                options.plugin$_$threads(),
                clientMemory(options.client$_$memory()),
                Duration.ofSeconds(options.authentication$_$timeout()),
                new RequiredPluginsPolicy(
                        List.of(options.required$_$plugins()),
                        Duration.ofSeconds(options.required$_$plugins$_$grace()),
                        RequiredPluginsPolicy.WhenMissing.of(options.required$_$plugins$_$policy())),
                directory(options),
                DeployLimits.DEFAULT.withTrial(Duration.ofSeconds(options.rollback$_$after())),
                streams(options),
                rates(options),
                new StorageQuota(
                        options.nodes(), (long) options.disk$_$space() << MIB, (long) options.disk$_$reserve() << MIB),
                GroupAccess.of(options.group$_$access()),
                SessionLimits.DEFAULT.withUsers(
                        options.document$_$users(), options.connection$_$users(), options.user$_$name$_$size()));
    }

    private static StreamLimits streams(HostOptions options) {
        StreamLimits usual = StreamLimits.DEFAULT;
        var admission = new AdmissionLimits(
                options.logging$_$in(),
                options.logging$_$in$_$per$_$address(),
                rate("connections", options.connections$_$per$_$second(), options.connections$_$burst()),
                rate("logins", options.logins$_$per$_$second(), options.logins$_$burst()),
                options.failed$_$login$_$cost(),
                usual.admission().loginDelay());
        var input = new InputLimits(
                rate("bytes", options.bytes$_$per$_$second(), options.bytes$_$burst()),
                Duration.ofSeconds(options.slow$_$down$_$time()),
                options.bytes$_$before$_$login(),
                Duration.ofSeconds(options.element$_$time()),
                options.element$_$bytes$_$per$_$second());
        return new StreamLimits(
                usual.beforeLogin(),
                usual.afterLogin(),
                Duration.ofSeconds(options.login$_$timeout()),
                usual.stall(),
                usual.farewell(),
                output(options),
                options.connections(),
                options.connections$_$per$_$address(),
                usual.failedLogins(),
                admission,
                input);
    }

    private static ClientRates rates(HostOptions options) {
        return new ClientRates(
                rate("messages", options.messages$_$per$_$second(), options.messages$_$burst()),
                rate("errors", options.errors$_$per$_$second(), options.errors$_$burst()),
                rate("joins", options.joins$_$per$_$second(), options.joins$_$burst()),
                rate("nodes", options.nodes$_$per$_$second(), options.nodes$_$burst()),
                Duration.ofSeconds(options.slow$_$down$_$time()));
    }

    private static RateLimit rate(String what, int perSecond, int burst) {
        return new RateLimit(what + "-per-second", perSecond, burst);
    }

    private static long output(HostOptions options) {
        int mebibytes = options.client$_$output();
        return mebibytes == 0 ? StreamLimits.DEFAULT.waitingBytes() : (long) mebibytes << 20;
    }

    /** By default a third of the heap: most of what is kept for long has two thirds of it, and the rest of the server needs its part. */
    private static long clientMemory(int mebibytes) {
        return mebibytes == 0 ? Runtime.getRuntime().maxMemory() / 3 : (long) mebibytes << 20;
    }

    private static DirectoryLimits directory(HostOptions options) {
        return DirectoryLimits.DEFAULT
                .withNoteTypeGrace(Duration.ofSeconds(options.note$_$type$_$grace()))
                .withPerClient(new ClientQuota(
                        options.nodes$_$per$_$connection(),
                        options.subscriptions$_$per$_$connection(),
                        options.explored$_$folders$_$per$_$connection()))
                .withUploads(new UploadLimits(
                        (long) options.upload$_$size() << MIB,
                        Duration.ofSeconds(options.upload$_$time()),
                        Duration.ofSeconds(options.upload$_$stall$_$time())));
    }

    private static PluginLimits plugins(HostOptions options) {
        PluginLimits usual = PluginLimits.DEFAULT;
        int budget = options.plugin$_$call$_$budget();
        int limit = options.plugin$_$call$_$limit();
        if (limit < budget) {
            throw new IllegalArgumentException("The option plugin-call-limit is " + limit
                    + "; it must not be less than plugin-call-budget, which is " + budget);
        }
        Duration stop = Duration.ofSeconds(options.plugin$_$stop$_$time());
        return new PluginLimits(
                options.plugin$_$backlog(),
                usual.slice(),
                Duration.ofSeconds(budget),
                Duration.ofSeconds(limit),
                stop,
                stop.compareTo(usual.closeTime()) > 0 ? stop : usual.closeTime(),
                usual.failures(),
                usual.failureWindow());
    }
}
