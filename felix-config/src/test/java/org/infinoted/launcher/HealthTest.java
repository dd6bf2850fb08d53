// SPDX-License-Identifier: Apache-2.0
package org.infinoted.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import org.infinoted.server.ServerHealth;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.osgi.framework.ServiceEvent;
import org.osgi.framework.ServiceReference;

@Tag("unit")
class HealthTest {
    private final Health health = new Health();

    /** The service with these properties, as it is registered, changed or taken back. */
    private void happens(int event, Map<String, Object> properties) {
        var reference = (ServiceReference<?>) Proxy.newProxyInstance(
                ServiceReference.class.getClassLoader(),
                new Class<?>[] {ServiceReference.class},
                (proxy, method, arguments) -> properties.get(arguments[0]));
        health.serviceChanged(new ServiceEvent(event, reference));
    }

    @Test
    void namesAreThoseOfTheApi() {
        assertEquals(ServerHealth.class.getName(), Health.SERVICE);
        assertEquals(ServerHealth.EMERGENCY, Health.EMERGENCY);
        assertEquals(ServerHealth.UNSAVED, Health.UNSAVED);
    }

    @Test
    void aServerThatIsWellEndsWell() {
        happens(ServiceEvent.REGISTERED, Map.of());
        happens(ServiceEvent.UNREGISTERING, Map.of());
        assertEquals(ExitStatus.OK, health.status());
        assertFalse(health.emergency().isDone());
    }

    @Test
    void whatWasLostBeforeTheServiceWentDecides() {
        happens(ServiceEvent.REGISTERED, Map.of());
        happens(ServiceEvent.MODIFIED, Map.of(Health.UNSAVED, new String[] {"/b", "/a"}));
        happens(ServiceEvent.UNREGISTERING, Map.of(Health.UNSAVED, new String[] {"/b", "/a"}));
        assertEquals(ExitStatus.UNSAVED, health.status());
        assertEquals(List.of("/a", "/b"), List.copyOf(health.unsaved()));
    }

    @Test
    void whatWasSavedAfterAllIsForgotten() {
        happens(ServiceEvent.MODIFIED, Map.of(Health.UNSAVED, new String[] {"/a"}));
        happens(ServiceEvent.MODIFIED, Map.of());
        assertEquals(ExitStatus.OK, health.status());
    }

    @Test
    void anEmergencyDecidesWhateverElseIsWrong() {
        happens(ServiceEvent.MODIFIED, Map.of(Health.EMERGENCY, "no memory", Health.UNSAVED, new String[] {"/a"}));
        happens(ServiceEvent.UNREGISTERING, Map.of());
        assertEquals(ExitStatus.EMERGENCY, health.status());
        assertEquals("no memory", health.emergency().join());
    }
}
