// SPDX-License-Identifier: Apache-2.0
package org.infinoted.console.login;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.infinoted.plugin.Pids;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.servlet.whiteboard.Preprocessor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stands before everything that is served over HTTP, Felix's own pages and paths that nobody serves included. It refuses
 * requests for other hosts and changes that do not come from the console's own pages, checks credentials, and gives
 * every answer its {@link SecurityHeaders}. {@link ConsoleLogin} lets in nobody who has not come through here.
 */
@Component(
        service = {ConsoleGate.class, Preprocessor.class},
        configurationPid = Pids.CONSOLE,
        configurationPolicy = ConfigurationPolicy.REQUIRE)
public final class ConsoleGate implements Preprocessor {
    static final String CHALLENGE = "Basic realm=\"Infinoted\", charset=\"UTF-8\"";

    private static final Logger LOG = LoggerFactory.getLogger(ConsoleGate.class);
    private static final String PASSED = ConsoleGate.class.getName();
    private static final Duration REMEMBER = Duration.ofMinutes(10);
    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "DELETE");
    private static final int MISDIRECTED = 421;
    private static final int TOO_MANY = 429;
    private static final String RETRY_SECONDS = "2";

    private final AllowedHosts hosts;
    private final ChangeToken token = new ChangeToken(new SecureRandom());
    private final RememberedLogins remembered;
    private final LoginChecks checks;

    /** Called by SCR. */
    @Activate
    public ConsoleGate(ConsoleOptions options) {
        this(
                new AllowedHosts(options.hosts()),
                new Credentials(options.user(), PasswordHash.parse(options._password_hash())),
                Clock.systemUTC(),
                LoginThreads.two());
    }

    ConsoleGate(AllowedHosts hosts, Credentials credentials, Clock clock, LoginThreads threads) {
        this.hosts = hosts;
        this.remembered = new RememberedLogins(new SecureRandom(), clock, REMEMBER);
        this.checks = new LoginChecks(credentials::match, remembered, new LoginDelays(clock), threads);
    }

    /** Called by SCR. */
    @Deactivate
    public void deactivate() {
        checks.close();
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        pass((HttpServletRequest) request, (HttpServletResponse) response, chain);
    }

    private void pass(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        SecurityHeaders.set(response);
        if (!hosts.allow(request.getHeader("Host"), request.getLocalPort())) {
            LOG.warn("Refused a request for a host that the option \"hosts\" does not list, from {}", from(request));
            refuse(
                    response,
                    MISDIRECTED,
                    "The console is not served under this name; its option \"hosts\" can allow it");
            return;
        }
        if (!METHODS.contains(request.getMethod())) {
            refuse(response, HttpServletResponse.SC_METHOD_NOT_ALLOWED, "The console knows no such method");
            return;
        }
        boolean change = CrossSiteRequests.isChange(request);
        if (change && CrossSiteRequests.isForeign(request)) {
            LOG.warn("Refused a change that another web site asked for, from {}", from(request));
            refuse(response, HttpServletResponse.SC_FORBIDDEN, "Refused: another web site has asked for this");
            return;
        }
        Optional<String> credential = Credentials.in(request.getHeader("Authorization"));
        if (credential.isPresent() && !remembered.knows(credential.get())) {
            check(request, response, credential.get());
            return;
        }
        if (credential.isPresent()) {
            if (change && !token.isIn(request)) {
                LOG.warn("Refused a change without the console's token, from {}", from(request));
                refuse(
                        response,
                        HttpServletResponse.SC_FORBIDDEN,
                        "Refused: this page is from before the server's last start. Reload it.");
                return;
            }
            token.give(request, response);
        }
        request.setAttribute(PASSED, this);
        chain.doFilter(request, response);
    }

    /** Lets the web server's thread go; it takes up the request again when its credential was right. */
    private void check(HttpServletRequest request, HttpServletResponse response, String credential) {
        AsyncContext later = request.startAsync(request, response);
        later.setTimeout(0); // there is a verdict in any case
        String address = request.getRemoteAddr();
        checks.check(address, credential, verdict -> {
            switch (verdict) {
                case RIGHT -> later.dispatch();
                case WRONG -> {
                    LOG.warn("Failed login to the console from {}", address);
                    challenge(response);
                    later.complete();
                }
                case NOT_CHECKED -> {
                    response.setHeader("Retry-After", RETRY_SECONDS);
                    response.setStatus(TOO_MANY);
                    later.complete();
                }
            }
        });
    }

    /** Whether a request has come through here and its credential is right. */
    boolean letsIn(HttpServletRequest request) {
        return request.getAttribute(PASSED) == this
                && Credentials.in(request.getHeader("Authorization"))
                        .filter(remembered::knows)
                        .isPresent();
    }

    static void challenge(HttpServletResponse response) {
        response.setHeader("WWW-Authenticate", CHALLENGE);
        response.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
    }

    private static void refuse(HttpServletResponse response, int status, String why) throws IOException {
        response.setStatus(status);
        response.setContentType("text/plain");
        response.setCharacterEncoding("UTF-8");
        response.getWriter().write(why);
    }

    private static String from(HttpServletRequest request) {
        return request.getRemoteAddr();
    }
}
