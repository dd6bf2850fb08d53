// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.infinoted.host.sandbox.PluginThreads;
import org.infinoted.host.sandbox.PluginTimer;
import org.infinoted.plugin.Plugin;
import org.infinoted.plugin.PluginState;
import org.infinoted.testdoubles.Services;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.osgi.framework.ServiceReference;

/** When a plugin has gone, nothing of the host refers to its classes, though connections, sessions and threads live on. */
@Timeout(120)
@Tag("unit")
class PluginLeakTest {
    private final ExecutorService threads = Executors.newCachedThreadPool(new PluginThreads("plugin"));
    private final ScheduledExecutorService clock =
            Executors.newSingleThreadScheduledExecutor(new PluginThreads("plugin-timer"));
    private final RecordingPlugin staying = new RecordingPlugin();
    private final PluginManagerFixture fixture = new PluginManagerFixture(
            threads, PluginTimer.of(clock), System::nanoTime, PluginManagerFixture.limits(Duration.ofMillis(200)));

    /** Loads the plugin's classes anew; everything else is the parent's. */
    private static final class OwnLoader extends ClassLoader {
        OwnLoader() {
            super(PluginLeakTest.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.startsWith(LeavingPlugin.class.getName())) {
                return super.loadClass(name, resolve);
            }
            Class<?> loaded = findLoadedClass(name);
            return loaded == null ? define(name) : loaded;
        }

        private Class<?> define(String name) throws ClassNotFoundException {
            try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
                byte[] code = in.readAllBytes();
                return defineClass(name, code, 0, code.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }

    /** A plugin of classes of its own. The only strong references to them are those of the caller. */
    private static Plugin<?, ?> load(Runnable wheneverCalled, boolean failing) throws ReflectiveOperationException {
        Class<?> type = new OwnLoader().loadClass(LeavingPlugin.class.getName());
        assertNotSame(LeavingPlugin.class, type);
        return (Plugin<?, ?>) type.getConstructor(Runnable.class, boolean.class).newInstance(wheneverCalled, failing);
    }

    @AfterEach
    void stop() throws InterruptedException {
        fixture.manager.close();
        clock.shutdownNow();
        endThreads();
    }

    private void endThreads() throws InterruptedException {
        threads.shutdown();
        assertTrue(threads.awaitTermination(10, TimeUnit.SECONDS));
    }

    @Test
    void nothingRefersToAPluginThatWasRemoved() throws Exception {
        fixture.connect();
        fixture.open("/a", PluginManagerFixture.TEXT);
        fixture.add("staying", staying);
        staying.await("sessionAdded session /a");
        var told = new CountDownLatch(3);
        Runnable wheneverCalled = () -> {
            if (told.getCount() > 0) {
                fixture.connect(); // which gives the other plugin something to do, perhaps on a thread that is made
                // for that
            }
            told.countDown();
        };
        assertCollected(addAndRemove(load(wheneverCalled, false), told));
        assertEquals(PluginState.RUNNING, fixture.state("staying"));
    }

    @Test
    void threadThatWasMadeOnThePluginsStackDoesNotKeepIt() throws Exception {
        var told = new CountDownLatch(1);
        var end = new CountDownLatch(1);
        Runnable wheneverCalled = () -> {
            new PluginThreads("made").newThread(() -> blockOn(end)).start();
            told.countDown();
        };
        WeakReference<ClassLoader> loader = addAndRemove(load(wheneverCalled, false), told);
        try {
            assertCollected(loader);
        } finally {
            end.countDown();
        }
    }

    @Test
    void nothingRefersToAPluginThatFailedToStart() throws Exception {
        ServiceReference<?> service = fixture.reference();
        WeakReference<ClassLoader> loader = add(service, load(() -> {}, true));
        fixture.await("leaving", PluginState.FAILED);
        fixture.manager.remove(service);
        // the virtual machine itself may keep the exception that a thread has caught last
        endThreads();
        assertCollected(loader);
    }

    @Test
    void nothingRefersToAPluginThatWasAbandonedOnceItsCodeHasReturned() throws Exception {
        fixture.connect();
        var told = new CountDownLatch(2); // in initialize, which returns, and in connectionAdded
        var released = new CountDownLatch(1);
        Runnable wheneverCalled = () -> {
            told.countDown();
            if (told.getCount() == 0) {
                blockOn(released);
            }
        };
        WeakReference<ClassLoader> loader = addAndRemove(load(wheneverCalled, false), told);
        assertTrue(fixture.log.hasPart("WARN Abandoned"));
        released.countDown();
        assertCollected(loader);
    }

    @Test
    void nothingRefersToAPluginAfterClose() throws Exception {
        fixture.connect();
        var told = new CountDownLatch(2);
        WeakReference<ClassLoader> loader = add(fixture.reference(), load(told::countDown, false));
        assertTrue(told.await(10, TimeUnit.SECONDS));
        fixture.manager.close();
        assertCollected(loader);
    }

    private static void blockOn(CountDownLatch released) {
        while (released.getCount() > 0) {
            try {
                released.await();
            } catch (InterruptedException e) {
                // it does not want to hear that
            }
        }
    }

    private WeakReference<ClassLoader> add(ServiceReference<?> service, Plugin<?, ?> plugin) {
        fixture.manager.add(service, plugin, Services.named("leaving"));
        return new WeakReference<>(plugin.getClass().getClassLoader());
    }

    private WeakReference<ClassLoader> addAndRemove(Plugin<?, ?> plugin, CountDownLatch told)
            throws InterruptedException {
        ServiceReference<?> service = fixture.add("leaving", plugin);
        assertTrue(told.await(10, TimeUnit.SECONDS));
        fixture.manager.remove(service);
        return new WeakReference<>(plugin.getClass().getClassLoader());
    }

    private static void assertCollected(WeakReference<ClassLoader> loader) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (loader.get() != null) {
            assertTrue(System.nanoTime() < end, "The classes of the plugin are still referred to");
            System.gc();
        }
    }
}
