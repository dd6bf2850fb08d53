// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class PluginThreadsTest {
    @Test
    void threadsInheritNothingOfTheirMaker() throws InterruptedException {
        var inherited = new InheritableThreadLocal<String>();
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        Thread.currentThread().setContextClassLoader(new ClassLoader() {});
        inherited.set("of the maker");
        try {
            var seen = new AtomicReference<>("nothing seen");
            var loader = new AtomicReference<ClassLoader>();
            Thread thread = new PluginThreads("plugin").newThread(() -> {
                seen.set(inherited.get());
                loader.set(Thread.currentThread().getContextClassLoader());
            });
            assertEquals("plugin-1", thread.getName());
            assertTrue(thread.isDaemon());
            thread.start();
            thread.join();
            assertEquals(null, seen.get());
            assertSame(PluginThreads.class.getClassLoader(), loader.get());
        } finally {
            inherited.remove();
            Thread.currentThread().setContextClassLoader(before);
        }
    }
}
