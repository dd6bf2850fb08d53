// SPDX-License-Identifier: Apache-2.0
package org.infinoted.testkit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.infinoted.note.NoteType;
import org.infinoted.plugin.Plugin;
import org.infinoted.plugin.PluginException;
import org.infinoted.testdoubles.RecordingLog;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;

/** A plugin in a host, watched from both sides. */
final class ContractScenario implements AutoCloseable {
    private final TestHost host;
    private final Component component;
    private final ContractChecker<?, ?> checker;
    private final Object object;
    private final List<String> types = new ArrayList<>();
    private TestHost.@Nullable Service service;
    private int documents;

    /** Only note types are installed at first, the one of the plugin's object included. */
    ContractScenario(Component component, Object object, List<Class<?>> noteTypes, Duration budget)
            throws PluginException {
        this.host = TestHost.start(budget);
        this.component = component;
        this.object = object;
        this.checker = new ContractChecker<>((Plugin<?, ?>) object);
        host.add(Map.of(NoteType.NAME, UnknownNoteType.TYPE), List.of(NoteType.class.getName()), new UnknownNoteType());
        types.add(UnknownNoteType.TYPE);
        for (Class<?> noteType : noteTypes) {
            Component other = Component.of(noteType);
            host.add(other.properties(), List.of(NoteType.class.getName()), other.create(Map.of()));
            types.add(String.valueOf(other.properties().get(NoteType.NAME)));
        }
        if (component.services().contains(NoteType.class.getName())) {
            host.add(component.properties(), List.of(NoteType.class.getName()), object);
            types.add(String.valueOf(component.properties().get(NoteType.NAME)));
        }
    }

    TestHost host() {
        return host;
    }

    ContractChecker<?, ?> checker() {
        return checker;
    }

    Object object() {
        return object;
    }

    /** The types of documents that can be made. */
    List<String> types() {
        return types;
    }

    /** A new document, on which nobody works. */
    TestDocument document(String type) {
        documents++;
        return host.document("/document-" + documents, type);
    }

    /** The plugin's service appears. */
    void install() {
        service = host.add(component.properties(), List.of(Plugin.class.getName()), checker);
        host.run();
    }

    /** The plugin's service goes. */
    void uninstall() {
        host.remove(Objects.requireNonNull(service, "it has not been installed"));
        service = null;
        host.run();
    }

    boolean isInstalled() {
        return service != null;
    }

    /** What has gone wrong so far, for a person. */
    List<String> faults() {
        List<String> faults = new ArrayList<>(checker.violations());
        for (RecordingLog.Entry entry : host.server().logOfServer()) {
            if (entry.level().compareTo(Level.WARN) <= 0) {
                faults.add(entry + stack(entry.thrown()));
            }
        }
        return faults;
    }

    private static String stack(@Nullable Throwable thrown) {
        var text = new StringBuilder();
        if (thrown != null) {
            for (StackTraceElement element : thrown.getStackTrace()) {
                if (element.getClassName().startsWith("org.infinoted.testkit.ContractChecker")) {
                    break;
                }
                text.append("\n    at ").append(element);
            }
        }
        return text.toString();
    }

    @Override
    public void close() {
        host.close();
    }
}
