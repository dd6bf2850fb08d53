// SPDX-License-Identifier: Apache-2.0
package org.infinoted.console.web;

import org.infinoted.plugin.CallbackStatistics;
import org.infinoted.plugin.PluginFailure;
import org.infinoted.plugin.PluginReason;
import org.infinoted.plugin.PluginState;
import org.infinoted.plugin.PluginStatus;

/** The row of one plugin on the page. */
final class PluginRow {
    private PluginRow() {}

    /**
     * @param key unique among the rows of the page, and stable for this plugin
     * @param checksum of the jar that runs; empty if it is not known
     * @param previous the version that a rollback would restore; empty if there is none
     */
    static JsonWriter of(PluginStatus status, String key, String checksum, String previous) {
        return new JsonWriter()
                .put("key", key)
                .put("name", status.name())
                .put("description", status.description())
                .put("state", status.state().name())
                .put("reasons", status.reasons().stream().map(PluginRow::reason).toList())
                .put("bundle", status.bundle())
                .put("symbolicName", status.symbolicName())
                .put("bundleId", status.bundleId())
                .put("pid", status.pid())
                .put("connections", status.connections())
                .put("sessions", status.sessions())
                .put("waiting", status.waiting())
                .put(
                        "callbacks",
                        status.callbacks().stream().map(PluginRow::callback).toList())
                .put(
                        "failures",
                        status.failures().stream().map(PluginRow::failure).toList())
                .put("checksum", checksum)
                .put("previous", previous)
                .put("canStart", isStopped(status))
                .put("canStop", !isStopped(status))
                .put("canRetry", status.state() == PluginState.FAILED || status.state() == PluginState.QUARANTINED);
    }

    private static boolean isStopped(PluginStatus status) {
        return status.reasons().stream().anyMatch(reason -> reason.kind() == PluginReason.Kind.BUNDLE);
    }

    private static JsonWriter reason(PluginReason reason) {
        return new JsonWriter()
                .put("kind", reason.kind().name())
                .put("subject", reason.subject())
                .put("text", reason.text());
    }

    private static JsonWriter callback(CallbackStatistics callback) {
        return new JsonWriter()
                .put("callback", callback.callback())
                .put("calls", callback.calls())
                .put("failures", callback.failures())
                .put("p50", callback.p50().toNanos())
                .put("p99", callback.p99().toNanos())
                .put("max", callback.max().toNanos());
    }

    private static JsonWriter failure(PluginFailure failure) {
        return new JsonWriter()
                .put("time", failure.time().toEpochMilli())
                .put("callback", failure.callback())
                .put("message", failure.message());
    }
}
