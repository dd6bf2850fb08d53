// SPDX-License-Identifier: Apache-2.0
package org.infinoted.console.login;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The names under which the console may be asked for. A site whose name resolves to the loopback address (DNS
 * rebinding) is of the same origin as the console to the browser; only the {@code Host} tells them apart.
 */
final class AllowedHosts {
    private static final int HTTP_PORT = 80;
    private static final Pattern CONFIGURED =
            Pattern.compile("(?:[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?|\\[[0-9a-f:.]+])(?::[1-9][0-9]{0,4})?");
    private static final Pattern LOOPBACK =
            Pattern.compile("(?:localhost|127(?:\\.(?:0|[1-9][0-9]{0,2})){3}|\\[::1])(?::([1-9][0-9]{0,4}))?");

    private final Set<String> configured;

    /**
     * @param configured as a browser sends them, {@code name} or {@code name:port}
     * @throws IllegalArgumentException if one has another form
     */
    AllowedHosts(String... configured) {
        this.configured = Arrays.stream(configured)
                .map(host -> host.strip().toLowerCase(Locale.ROOT))
                .filter(host -> !host.isEmpty())
                .map(AllowedHosts::checked)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static String checked(String host) {
        if (!CONFIGURED.matcher(host).matches()) {
            throw new IllegalArgumentException("hosts: \"" + host
                    + "\" must be NAME or NAME:PORT, as it stands in the browser's address after http:// or https://");
        }
        return host;
    }

    /**
     * @param host the header of that name
     * @param port where the request has come in
     */
    boolean allow(@Nullable String host, int port) {
        if (host == null) {
            return false;
        }
        String asked = host.toLowerCase(Locale.ROOT);
        if (configured.contains(asked)) {
            return true;
        }
        var loopback = LOOPBACK.matcher(asked);
        return loopback.matches()
                && port == (loopback.group(1) == null ? HTTP_PORT : Integer.parseInt(loopback.group(1)));
    }
}
