// SPDX-License-Identifier: Apache-2.0
package org.infinoted.console.login;

import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.apache.felix.webconsole.spi.SecurityProvider;
import org.infinoted.plugin.Pids;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;

/**
 * The login of the web console (HTTP Basic). Without its configuration there is no login, and without a login the
 * console refuses all requests. {@link ConsoleGate} has done the work before. It and the filter that masks secrets are
 * there before the login, and so before the console.
 */
@Component(
        configurationPid = Pids.CONSOLE,
        configurationPolicy = ConfigurationPolicy.REQUIRE,
        property = SecurityProvider.PROPERTY_ID + "=org.infinoted.console.login",
        reference =
                @Reference(
                        name = "output",
                        service = Filter.class,
                        target = "(osgi.http.whiteboard.filter.name=org.infinoted.console.output)"))
@Designate(ocd = ConsoleOptions.class)
public final class ConsoleLogin implements SecurityProvider {
    private final ConsoleGate gate;
    private final String user;

    /** Called by SCR. */
    @Activate
    public ConsoleLogin(@Reference ConsoleGate gate, ConsoleOptions options) {
        this(gate, options.user());
    }

    ConsoleLogin(ConsoleGate gate, String user) {
        this.gate = gate;
        this.user = user;
    }

    @Override
    public @Nullable Object authenticate(HttpServletRequest request, HttpServletResponse response) {
        if (gate.letsIn(request)) {
            return user;
        }
        ConsoleGate.challenge(response);
        return null;
    }

    /** Every user that has logged in may do everything. */
    @Override
    public boolean authorize(Object loggedIn, String role) {
        return true;
    }

    /** Makes the browser forget the credential; the next request asks for it again. */
    @Override
    public void logout(HttpServletRequest request, HttpServletResponse response) {
        ConsoleGate.challenge(response);
    }
}
