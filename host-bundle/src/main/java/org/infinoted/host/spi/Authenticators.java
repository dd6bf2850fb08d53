// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.spi;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.infinoted.auth.Authenticator;
import org.infinoted.auth.Login;
import org.infinoted.auth.LoginVerdict;
import org.infinoted.connection.Connection;
import org.infinoted.host.sandbox.PluginRuntime;
import org.infinoted.host.sandbox.SafeText;
import org.infinoted.host.stream.LogContext;
import org.infinoted.host.stream.LoginPolicy;
import org.infinoted.host.stream.SaslVerdict;
import org.infinoted.protocol.AuthenticationDetailError;
import org.osgi.framework.ServiceReference;
import org.slf4j.Logger;

/** Asks the plugins' authenticators, one after the other, until one refuses. Thread-safe. */
public final class Authenticators implements LoginPolicy {
    private static final SaslVerdict NO_ANSWER = new SaslVerdict.Failed("temporary-auth-failure");

    private final RankedServices<Authenticator> services;
    private final Duration time;
    private final PluginRuntime runtime;
    private final Logger log;

    private record Claim(Connection connection, String mechanism, String name, List<X509Certificate> certificates)
            implements Login {}

    /** @param time how long all of them together may take for one login */
    public Authenticators(Duration time, PluginRuntime runtime) {
        this(time, runtime, CallLimits.DEFAULT);
    }

    Authenticators(Duration time, PluginRuntime runtime, CallLimits limits) {
        this.services = new RankedServices<>("authenticator", runtime, limits);
        this.time = time;
        this.runtime = runtime;
        this.log = runtime.loggers().getLogger(Authenticators.class.getName());
    }

    /** Adds a service, which is asked from now on. */
    public void add(ServiceReference<Authenticator> reference, Authenticator service) {
        GuardedService<Authenticator> guarded = services.add(reference, service);
        log.info("The {} is asked for each login from now on", guarded.provider());
    }

    /** The service's ranking may have changed. */
    public void modified(ServiceReference<Authenticator> reference) {
        services.modified(reference);
    }

    /** Removes a service. Logins that it is judging at present are refused. */
    public void remove(ServiceReference<Authenticator> reference) {
        services.remove(reference).ifPresent(gone -> {
            gone.close();
            log.info("The {} is asked no more", gone.provider());
        });
    }

    @Override
    public void judge(Connection connection, String mechanism, String name, Consumer<SaslVerdict> verdict) {
        var login = new Claim(connection, mechanism, name, List.of());
        long deadline = runtime.nanoTime().getAsLong() + time.toNanos();
        next(services.entries().iterator(), login, deadline, verdict);
    }

    private void next(
            Iterator<RankedServices.Entry<Authenticator>> rest,
            Login login,
            long deadline,
            Consumer<SaslVerdict> verdict) {
        if (!rest.hasNext()) {
            verdict.accept(new SaslVerdict.Accepted());
            return;
        }
        GuardedService<Authenticator> service = rest.next().service();
        Duration left =
                Duration.ofNanos(Math.max(0, deadline - runtime.nanoTime().getAsLong()));
        service.ask("judge of " + login.connection(), left, authenticator -> authenticator.judge(login))
                .whenComplete((answer, failure) -> {
                    if (answer == null) {
                        Object why = failure == null ? "The " + service.provider() + " has returned null" : failure;
                        LogContext.about(
                                login.connection(),
                                () -> log.warn("The {} cannot log in: {}", login.connection(), message(why)));
                        verdict.accept(NO_ANSWER);
                    } else if (answer instanceof LoginVerdict.Refused refused) {
                        verdict.accept(refused(login, service, refused));
                    } else {
                        next(rest, login, deadline, verdict);
                    }
                });
    }

    private SaslVerdict refused(Login login, GuardedService<Authenticator> by, LoginVerdict.Refused refused) {
        String reason = SafeText.reason(refused.reason());
        LogContext.about(
                login.connection(),
                () -> log.info("The {} was refused by the {}: {}", login.connection(), by.provider(), reason));
        return new SaslVerdict.Failed(
                "not-authorized",
                Optional.of(new SaslVerdict.Detail(AuthenticationDetailError.USER_NOT_AUTHORIZED, reason)));
    }

    private static String message(Object why) {
        return why instanceof Throwable failure ? String.valueOf(failure.getMessage()) : why.toString();
    }
}
