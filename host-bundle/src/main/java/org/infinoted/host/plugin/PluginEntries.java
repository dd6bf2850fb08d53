// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.plugin;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The present plugin services, and which of them should run. Guarded by the manager's lock; calls no foreign code. */
final class PluginEntries implements Iterable<PluginEntry> {
    private final List<PluginEntry> entries = new ArrayList<>();

    void add(PluginEntry entry) {
        entries.add(entry);
    }

    void remove(PluginEntry entry) {
        entries.remove(entry);
    }

    void clear() {
        entries.clear();
    }

    /** In the order in which they came. */
    @Override
    public Iterator<PluginEntry> iterator() {
        return entries.iterator();
    }

    /** In the order in which they came. */
    Stream<PluginEntry> stream() {
        return entries.stream();
    }

    /** The entries that have a verdict on their options, in the order of plugins. */
    List<PluginEntry> judged() {
        return entries.stream()
                .filter(PluginEntry::isJudged)
                .sorted(Comparator.comparing(PluginEntry::descriptor))
                .toList();
    }

    /** The entries whose services are still registered. */
    Stream<PluginEntry> present() {
        return entries.stream().filter(entry -> !entry.gone);
    }

    /** The entry of a registered service; null if there is none. */
    @Nullable
    PluginEntry find(long serviceId) {
        return present()
                .filter(entry -> entry.descriptor.id() == serviceId)
                .findFirst()
                .orElse(null);
    }

    /** The entry with this binding; null if it is gone. */
    @Nullable
    PluginEntry find(PluginBinding<?, ?> binding) {
        return entries.stream()
                .filter(entry -> entry.binding == binding)
                .findFirst()
                .orElse(null);
    }

    /** For each identity the entry that should run. */
    Map<String, PluginEntry> preferred() {
        Map<String, PluginEntry> preferred = new HashMap<>();
        for (PluginEntry entry : entries) {
            if (entry.isEligible()) {
                preferred.merge(entry.descriptor.identity(), entry, PluginEntries::first);
            }
        }
        return preferred;
    }

    private static PluginEntry first(PluginEntry one, PluginEntry other) {
        return one.descriptor.compareTo(other.descriptor) <= 0 ? one : other;
    }

    /** The bundle of the plugin of this identity that runs, or has not ended yet; empty if there is none. */
    String holder(String identity) {
        return entries.stream()
                .filter(entry ->
                        entry.binding != null && entry.binding.identity().equals(identity))
                .map(entry -> entry.binding.bundle())
                .findFirst()
                .orElse("");
    }

    /** The bindings that have not ended, in the order in which their services came. */
    List<PluginBinding<?, ?>> bindings() {
        return bindings(entries.stream());
    }

    /** The bindings that have not ended, in the reverse order of plugins. */
    List<PluginBinding<?, ?>> bindingsFromLast() {
        return bindings(entries.stream()
                .sorted(Comparator.comparing(PluginEntry::descriptor).reversed()));
    }

    private static List<PluginBinding<?, ?>> bindings(Stream<PluginEntry> entries) {
        List<PluginBinding<?, ?>> bindings = new ArrayList<>();
        entries.filter(entry -> entry.binding != null).forEach(entry -> bindings.add(entry.binding));
        return bindings;
    }
}
