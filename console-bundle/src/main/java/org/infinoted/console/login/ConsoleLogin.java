// SPDX-License-Identifier: Apache-2.0
package org.infinoted.console.login;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import org.apache.felix.webconsole.spi.SecurityProvider;
import org.infinoted.plugin.Pids;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The login of the web console (HTTP Basic). Without its configuration there is no login, and without a login the
 * console refuses all requests.
 */
@Component(
        configurationPid = Pids.CONSOLE,
        configurationPolicy = ConfigurationPolicy.REQUIRE,
        property = SecurityProvider.PROPERTY_ID + "=org.infinoted.console.login")
@Designate(ocd = ConsoleLogin.Options.class)
public final class ConsoleLogin implements SecurityProvider {
    private static final Logger LOG = LoggerFactory.getLogger(ConsoleLogin.class);
    private static final Duration REMEMBER = Duration.ofMinutes(10);
    private static final String SCHEME = "basic ";

    /** The keys of the configuration. */
    @ObjectClassDefinition(
            name = "Infinoted console",
            description =
                    "The login of this console. To change the password, write the new one into etc/console-password,"
                            + " delete etc/org.infinoted.console.cfg and restart the server.")
    public @interface Options {
        /** The name to log in with. */
        @AttributeDefinition(name = "User", description = "The name to log in with")
        String user() default "admin";

        /** The hash of the password; its leading dot keeps it out of the service's properties. */
        @AttributeDefinition(
                name = "Hash of the password",
                description = "What the first start makes of the password; anything else locks everybody out",
                type = AttributeType.PASSWORD)
        String _password_hash();
    }

    private final String user;
    private final PasswordHash hash;
    private final RememberedLogins remembered;

    /** Called by SCR. */
    @Activate
    public ConsoleLogin(Options options) {
        this(options.user(), options._password_hash(), Clock.systemUTC());
    }

    ConsoleLogin(String user, String hash, Clock clock) {
        this.user = user;
        this.hash = PasswordHash.parse(hash);
        this.remembered = new RememberedLogins(new SecureRandom(), clock, REMEMBER);
    }

    @Override
    public @Nullable Object authenticate(HttpServletRequest request, HttpServletResponse response) {
        // Inside another site's frame, people could be made to press a page's buttons unknowingly.
        response.setHeader("Content-Security-Policy", "frame-ancestors 'none'");
        if (CrossSiteRequests.isForeign(request)) {
            LOG.warn("Refused a change that another web site asked for, from {}", request.getRemoteAddr());
            response.setStatus(HttpServletResponse.SC_FORBIDDEN);
            return null;
        }
        Optional<String> credential = credential(request.getHeader("Authorization"));
        if (credential.isPresent()) {
            if (isRight(credential.get())) {
                return user;
            }
            LOG.warn("Failed login to the console from {}", request.getRemoteAddr());
        }
        response.setHeader("WWW-Authenticate", "Basic realm=\"Infinoted\", charset=\"UTF-8\"");
        response.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
        return null;
    }

    /** One at a time, so that guessing cannot keep more than one core busy with the slow hash. */
    private boolean isRight(String credential) {
        if (remembered.knows(credential)) {
            return true;
        }
        synchronized (this) {
            String name = user + ":";
            if (credential.startsWith(name) && hash.matches(credential.substring(name.length()))) {
                remembered.remember(credential);
                return true;
            }
            return false;
        }
    }

    /** {@code user:password}, if the header holds one. */
    private static Optional<String> credential(@Nullable String header) {
        if (header == null || !header.toLowerCase(Locale.ROOT).startsWith(SCHEME)) {
            return Optional.empty();
        }
        try {
            byte[] bytes =
                    Base64.getDecoder().decode(header.substring(SCHEME.length()).strip());
            return Optional.of(new String(bytes, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Every user that has logged in may do everything. */
    @Override
    public boolean authorize(Object loggedIn, String role) {
        return true;
    }

    /** Makes the browser forget the credential; the next request asks for it again. */
    @Override
    public void logout(HttpServletRequest request, HttpServletResponse response) {
        response.setHeader("WWW-Authenticate", "Basic realm=\"Infinoted\", charset=\"UTF-8\"");
        response.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
    }
}
