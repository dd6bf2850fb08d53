// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.URL;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.infinoted.host.options.DeclaredOptions;
import org.infinoted.host.options.MetatypeOptions;
import org.infinoted.plugin.Pids;
import org.infinoted.plugin.PluginReason;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the server's options declare is all that their values are checked against, before the server gets them. */
@Tag("unit")
class HostOptionsTest {
    private final DeclaredOptions declared = declared();

    /** As the server itself reads them, from the description in its bundle. */
    private static DeclaredOptions declared() {
        URL file = HostOptionsTest.class.getResource("/OSGI-INF/metatype/org.infinoted.host.HostOptions.xml");
        try {
            return MetatypeOptions.read(Objects.requireNonNull(file)).get(Pids.SERVER);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private List<String> check(Map<String, Object> values) {
        return declared.check(values).stream().map(PluginReason::text).toList();
    }

    private List<String> check(String key, Object value) {
        Map<String, Object> values = new HashMap<>(Map.of("root-directory", "/srv/infinoted"));
        values.put(key, value);
        return check(values);
    }

    @ParameterizedTest
    @CsvSource({
        "port, 0, 65535",
        "event-loops, 0, 1024",
        "rollback-after, 1, ",
        "required-plugins-grace, 0, ",
        "note-type-grace, 0, 3600",
        "authentication-timeout, 1, 30",
        "plugin-call-budget, 1, 3600",
        "plugin-call-limit, 1, 86400",
        "plugin-stop-time, 1, 3600",
        "plugin-backlog, 1, 10000000",
        "plugin-threads, 1, 10000",
        "connections, 1, 1000000",
        "connections-per-address, 1, 1000000",
        "connections-per-second, 0, 1000000",
        "connections-burst, 1, 1000000",
        "logging-in, 1, 1000000",
        "logging-in-per-address, 1, 1000000",
        "login-timeout, 1, 3600",
        "logins-per-second, 0, 1000000",
        "logins-burst, 1, 1000000",
        "failed-login-cost, 1, 1000",
        "bytes-before-login, 1024, 16777216",
        "bytes-per-second, 0, 1073741824",
        "bytes-burst, 16384, 1073741824",
        "messages-per-second, 0, 1000000",
        "messages-burst, 1, 10000000",
        "errors-per-second, 0, 1000000",
        "errors-burst, 1, 1000000",
        "joins-per-second, 0, 1000000",
        "joins-burst, 1, 1000000",
        "nodes-per-second, 0, 1000000",
        "nodes-burst, 1, 1000000",
        "slow-down-time, 0, 3600",
        "element-time, 0, 86400",
        "element-bytes-per-second, 1, 1073741824",
        "nodes, 1, 100000000",
        "disk-space, 1, 1000000000",
        "disk-reserve, 0, 1000000",
        "nodes-per-connection, 1, 100000000",
        "subscriptions-per-connection, 1, 1000000",
        "explored-folders-per-connection, 1, 100000000",
        "upload-size, 1, 1000000",
        "upload-time, 1, 604800",
        "upload-stall-time, 1, 86400"
    })
    void valueOutOfRangeIsRefusedByNameWithWhatIsAllowed(String key, int least, Integer greatest) {
        String range = greatest == null ? ", " + least + " or more" : " from " + least + " to " + greatest;
        assertEquals(List.of(), check(key, least));
        assertEquals(List.of(refusal(key, least - 1, range)), check(key, least - 1));
        if (greatest != null) {
            assertEquals(List.of(), check(key, greatest));
            assertEquals(List.of(refusal(key, greatest + 1, range)), check(key, greatest + 1));
        }
    }

    private static String refusal(String key, int value, String range) {
        return "The option " + key + " is \"" + value + "\"; it must be a whole number" + range;
    }

    @Test
    void unknownPolicyIsRefusedWithThoseThatThereAre() {
        assertEquals(
                List.of("The option required-plugins-policy is \"GO_ON\"; it must be one of close-listeners,"
                        + " close-connections, go-on"),
                check("required-plugins-policy", "GO_ON"));
    }

    @Test
    void onlySecurityPolicyIsThatWithoutTls() {
        assertEquals(
                List.of("The option security-policy is \"require-tls\"; it must be one of no-tls"),
                check("security-policy", "require-tls"));
    }

    @Test
    void groupGetsOneOfThreeKindsOfAccess() {
        assertEquals(
                List.of("The option group-access is \"0660\"; it must be one of none, read, write"),
                check("group-access", "0660"));
    }

    @Test
    void rootDirectoryMustBeGiven() {
        String missing = "The option root-directory is missing; it has no default";
        assertEquals(List.of(missing), check(Map.of()));
        assertEquals(List.of(missing), check("root-directory", "  "));
    }
}
