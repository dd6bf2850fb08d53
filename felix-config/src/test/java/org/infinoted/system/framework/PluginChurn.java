// SPDX-License-Identifier: Apache-2.0
package org.infinoted.system.framework;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.infinoted.system.AuditingPlugin;
import org.infinoted.system.Editor;
import org.infinoted.system.PluginJar;
import org.infinoted.system.Seed;
import org.infinoted.system.TestClient;
import org.infinoted.system.TestServer;
import org.infinoted.system.Typist;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.wiring.BundleWiring;

/**
 * Many random updates, stops, reconfigurations and failures of plugins, note types included, in a real framework, while twenty
 * people type. Follows from its seed as far as threads allow: {@code -Dsoak.seed=...}.
 */
abstract class PluginChurn {
    /** Two people in each: concurrent edits of three and more are another test's business. */
    private static final int DOCUMENTS = 10;

    private static final int PEOPLE = 20;
    private static final long PAUSE_MILLIS = 100;
    private static final List<String> AUDITORS = List.of("auditor-a", "auditor-b", "auditor-c");
    private static final long PATIENCE_SECONDS = 60;

    @TempDir
    Path home;

    private final Queue<String> violations = new ConcurrentLinkedQueue<>();
    private final AtomicInteger failures = new AtomicInteger();
    private final List<Editor> editors = new ArrayList<>();
    private final List<Typist> typists = new ArrayList<>();
    private final List<Bundle> bundles = new ArrayList<>();
    private final List<WeakReference<ClassLoader>> loaders = new ArrayList<>();
    private final Map<String, Integer> done = new TreeMap<>();
    private final int changes;
    private TestFramework framework;
    private Random random;
    private volatile boolean faultsOn;
    private int version;

    PluginChurn(int changes) {
        this.changes = changes;
    }

    @BeforeEach
    void start() throws Exception {
        long seed = Seed.of("soak.seed");
        random = new Random(seed);
        var faults = new Random(seed + 1);
        System.getProperties().put(AuditingPlugin.VIOLATIONS, violations);
        System.getProperties().put(AuditingPlugin.FAULTS, (BooleanSupplier) () -> {
            boolean fault = faultsOn && faults.nextInt(40) == 0;
            if (fault) {
                failures.incrementAndGet();
            }
            return fault;
        });
        framework = TestFramework.start(home);
        for (String name : List.of("note-text", "note-chat", "logging", "visits")) {
            bundles.add(framework.installStock(name));
        }
        for (String name : AUDITORS) {
            bundles.add(framework.install(auditor(name)));
        }
        for (Bundle bundle : bundles) {
            framework.awaitState(bundle, "RUNNING");
        }
    }

    @AfterEach
    void stop() throws Exception {
        typists.forEach(Typist::close);
        for (Editor editor : editors) {
            editor.client().close();
        }
        framework.stop();
        System.getProperties().remove(AuditingPlugin.VIOLATIONS);
        System.getProperties().remove(AuditingPlugin.FAULTS);
    }

    private PluginJar auditor(String name) {
        return new PluginJar(name, "1.0." + version++, AuditingPlugin.class);
    }

    @Test
    void nobodyWhoTypesNoticesThatPluginsChange(TestReporter reporter) throws Exception {
        gather();
        faultsOn = true;
        long begin = System.nanoTime();
        for (int i = 0; i < changes; i++) {
            change();
            assertEquals(List.of(), List.copyOf(violations), "after change " + i);
        }
        faultsOn = false;
        reporter.publishEntry("changes", done.toString());
        reporter.publishEntry("callbacks that failed", failures.toString());
        reporter.publishEntry("milliseconds", Long.toString(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin)));
        everythingRunsAgain();
        nothingIsLost();
        everythingIsTakenBack();
        oldClassesAreGone();
    }

    private void gather() throws IOException {
        int port = framework.port();
        for (int i = 0; i < PEOPLE; i++) {
            String document = "doc" + i % DOCUMENTS;
            String name = "person " + i;
            TestClient client = TestClient.connect(port, name);
            editors.add(i < DOCUMENTS ? Editor.create(client, document, name) : Editor.open(client, document, name));
        }
        for (Editor editor : editors) {
            var dice = new Random(random.nextLong());
            typists.add(new Typist(editor, any -> type(any, dice), PAUSE_MILLIS));
        }
    }

    private static void type(Editor editor, Random dice) {
        int length = editor.length();
        int kind = dice.nextInt(10);
        if (kind == 0 && editor.canUndo()) {
            editor.undo();
        } else if (kind < 4 && length > 0) {
            int position = dice.nextInt(length);
            editor.delete(position, Math.min(1 + dice.nextInt(3), length - position));
        } else {
            editor.insert(dice.nextInt(length + 1), "soaked".substring(dice.nextInt(6)));
        }
    }

    private void change() throws Exception {
        Bundle bundle = bundles.get(random.nextInt(bundles.size()));
        switch (random.nextInt(6)) {
            case 0, 1, 2 -> update(bundle);
            case 3 -> {
                note("stop and start");
                remember(bundle);
                bundle.stop();
                bundle.start();
            }
            case 4 -> reconfigure();
            default -> {
                note("refresh");
                remember(bundle);
                framework.refresh(bundle);
            }
        }
    }

    private void note(String change) {
        done.merge(change, 1, Integer::sum);
    }

    private void update(Bundle bundle) throws Exception {
        note("update");
        remember(bundle);
        String name = bundle.getSymbolicName();
        byte[] jar = name.startsWith("org.infinoted.plugin.")
                ? Files.readAllBytes(TestServer.distribution().resolve("plugins-available/" + name + ".jar"))
                : auditor(name.substring("org.infinoted.test.".length())).bytes();
        bundle.update(new ByteArrayInputStream(jar));
        framework.refresh(bundle);
    }

    private void reconfigure() throws IOException {
        note("reconfigure");
        switch (random.nextInt(4)) {
            case 0 ->
                framework.configure(
                        "org.infinoted.plugin.visits", Map.of("minimum", random.nextBoolean() ? "-1" : "7"));
            case 1 -> framework.configure("org.infinoted.plugin.logging", Map.of("log-errors", random.nextBoolean()));
            case 2 -> framework.configure("org.infinoted.plugin.note-text", Map.of("any", random.nextInt()));
            default ->
                framework.configure(
                        "org.infinoted.plugin." + AUDITORS.get(random.nextInt(AUDITORS.size())),
                        Map.of("service.ranking", random.nextInt(3)));
        }
    }

    /** Remembers the bundle's present classes, which must be collected when it has others. */
    private void remember(Bundle bundle) {
        BundleWiring wiring = bundle.adapt(BundleWiring.class);
        if (wiring != null && loaders.stream().noneMatch(known -> known.refersTo(wiring.getClassLoader()))) {
            loaders.add(new WeakReference<>(wiring.getClassLoader()));
        }
    }

    private void everythingRunsAgain() throws Exception {
        framework.configure("org.infinoted.plugin.visits", Map.of("minimum", 5));
        for (Bundle bundle : bundles) {
            update(bundle);
            if (bundle.getState() != Bundle.ACTIVE) {
                bundle.start();
            }
            framework.awaitState(bundle, "RUNNING");
        }
    }

    private void nothingIsLost() throws IOException {
        typists.forEach(Typist::stop);
        for (Editor editor : editors) {
            assertFalse(editor.isClosed(), () -> editor.client().address() + ": the document was closed");
            assertFalse(editor.client().isEnded(), () -> editor.client().address() + ": the connection has ended");
            editor.catchUpWith(ofTheSameDocument(editor).toArray(Editor[]::new));
        }
        for (int i = 0; i < DOCUMENTS; i++) {
            Editor first = editors.get(i);
            ofTheSameDocument(first).forEach(other -> assertEquals(first.text(), other.text()));
            assertTrue(first.count(first.user()) > 0, "nobody has typed");
            try (TestClient late = TestClient.connect(framework.port(), "late")) {
                assertEquals(first.text(), late.subscribe(late.find("doc" + i)).text());
            }
        }
    }

    private List<Editor> ofTheSameDocument(Editor editor) {
        return editors.stream()
                .filter(other -> other.group().equals(editor.group()))
                .toList();
    }

    private void everythingIsTakenBack() throws BundleException {
        for (Bundle bundle : bundles) {
            remember(bundle);
            bundle.uninstall();
        }
        assertEquals(List.of(), List.copyOf(violations));
    }

    private void oldClassesAreGone() throws Exception {
        framework.refresh();
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (loaders.stream().anyMatch(loader -> !loader.refersTo(null)) && System.nanoTime() < deadline) {
            System.gc();
        }
        assertEquals(
                List.of(),
                loaders.stream()
                        .filter(loader -> !loader.refersTo(null))
                        .map(loader -> String.valueOf(loader.get()))
                        .toList(),
                () -> "something holds old class loaders, of " + loaders.size());
    }
}
