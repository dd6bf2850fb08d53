// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.admission;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.infinoted.host.HostOptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class RequiredPluginsPolicyTest {
    /** The options as declared, but for some. */
    private static HostOptions options(Map<String, Object> values) {
        return (HostOptions) Proxy.newProxyInstance(
                HostOptions.class.getClassLoader(),
                new Class<?>[] {HostOptions.class},
                (proxy, method, arguments) -> values.getOrDefault(method.getName(), method.getDefaultValue()));
    }

    private static RequiredPluginsPolicy of(HostOptions options) {
        return RequiredPluginsPolicy.of(
                List.of(options.required$_$plugins()),
                options.required$_$plugins$_$grace(),
                options.required$_$plugins$_$policy());
    }

    @Test
    void byDefaultThePortIsClosedAfterTenSeconds() {
        assertEquals(
                new RequiredPluginsPolicy(
                        List.of(), Duration.ofSeconds(10), RequiredPluginsPolicy.Policy.CLOSE_LISTENERS),
                of(options(Map.of())));
    }

    @Test
    void eachPolicyHasItsText() {
        assertEquals(
                RequiredPluginsPolicy.Policy.GO_ON,
                of(options(Map.of("required$_$plugins$_$policy", "go-on"))).policy());
        assertEquals(
                RequiredPluginsPolicy.Policy.CLOSE_CONNECTIONS,
                of(options(Map.of("required$_$plugins$_$policy", "close-connections")))
                        .policy());
    }

    @Test
    void wrongOptionsAreRefusedWithWhatIsAllowed() {
        String policy = refusal(Map.of("required$_$plugins$_$policy", "GO_ON"));
        assertTrue(policy.contains("required-plugins-policy is \"GO_ON\""), policy);
        assertTrue(policy.contains("close-listeners, close-connections, go-on"), policy);
        String grace = refusal(Map.of("required$_$plugins$_$grace", -1));
        assertTrue(grace.contains("required-plugins-grace is -1; it must be 0 seconds or more"), grace);
    }

    private static String refusal(Map<String, Object> values) {
        return assertThrows(IllegalArgumentException.class, () -> of(options(values)))
                .getMessage();
    }
}
