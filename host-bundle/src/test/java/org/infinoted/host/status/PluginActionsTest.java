// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.status;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.infinoted.host.plugin.PluginManagerFixture;
import org.infinoted.host.plugin.RecordingPlugin;
import org.infinoted.plugin.PluginException;
import org.infinoted.testdoubles.ManualExecutor;
import org.infinoted.testdoubles.Services;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;

@Tag("unit")
class PluginActionsTest {
    private final PluginManagerFixture fixture = new PluginManagerFixture();
    private final ManualExecutor executor = new ManualExecutor();
    private final List<String> done = new ArrayList<>();
    private final BundleContext context =
            Services.proxy(BundleContext.class, (self, method, arguments) -> switch (method) {
                case "getBundles" -> new Bundle[0];
                case "getBundle" -> bundle((Long) arguments[0]);
                default -> throw new UnsupportedOperationException(method);
            });
    private final PluginActions actions = new PluginActions(
            context,
            fixture.manager,
            new UnboundPlugins(context, pid -> OptionVerdicts.Verdict.FINE, Optional::empty),
            name -> List.of(),
            executor);
    private String fault = "";

    private Bundle bundle(long id) {
        return Services.proxy(Bundle.class, (self, method, arguments) -> switch (method) {
            case "getState" -> id == 1 ? Bundle.ACTIVE : Bundle.RESOLVED;
            case "getSymbolicName" -> "org.example.bundle" + id;
            case "stop", "start" -> did(method + " " + id);
            default -> throw new UnsupportedOperationException(method);
        });
    }

    private Object did(String what) throws Exception {
        if (!fault.isEmpty()) {
            throw new BundleException(fault);
        }
        done.add(what);
        return null;
    }

    @Test
    void bundlesAreStoppedOnAnotherThreadThanTheCallersAndNotForGood() {
        fixture.add("x", new RecordingPlugin());
        CompletableFuture<Void> stopped = actions.stop("x").toCompletableFuture();
        assertEquals(List.of(), done);
        assertFalse(stopped.isDone());
        executor.runAll();
        assertEquals(List.of("stop 1"), done);
        assertTrue(stopped.isDone());
        stopped.join();
    }

    @Test
    void ofSeveralPluginsOfOneNameTheOneIsMeantForWhichItMakesADifference() {
        fixture.add("x", new RecordingPlugin());
        fixture.add("x", new RecordingPlugin());
        actions.stop("x");
        actions.start("x");
        executor.runAll();
        assertEquals(List.of("stop 1", "start 2"), done);
    }

    @Test
    void whatTheFrameworkRefusesIsSaid() {
        fault = "no\nway";
        fixture.add("x", new RecordingPlugin());
        assertEquals(
                "The bundle org.example.bundle1 does not start: no\\u000away",
                refusal(actions.start("x").toCompletableFuture()));
        assertEquals("There is no plugin \"y\"", refusal(actions.start("y").toCompletableFuture()));
    }

    @Test
    void afterTheEndOfItsThreadsNothingIsStarted() {
        var closed = new PluginActions(
                context,
                fixture.manager,
                new UnboundPlugins(context, pid -> OptionVerdicts.Verdict.FINE, Optional::empty),
                name -> List.of(),
                task -> {
                    throw new java.util.concurrent.RejectedExecutionException();
                });
        assertEquals("The server stops", refusal(closed.start("x").toCompletableFuture()));
    }

    private String refusal(CompletableFuture<Void> action) {
        executor.runAll();
        var thrown = assertThrows(CompletionException.class, action::join);
        assertEquals(PluginException.class, thrown.getCause().getClass());
        return thrown.getCause().getMessage();
    }
}
