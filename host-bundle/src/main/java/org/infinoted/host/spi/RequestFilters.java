// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.spi;

import java.util.Iterator;
import java.util.Optional;
import java.util.function.Consumer;
import org.infinoted.host.sandbox.PluginRuntime;
import org.infinoted.host.sandbox.SafeText;
import org.infinoted.host.session.RequestFilterChain;
import org.infinoted.session.RequestFilter;
import org.infinoted.session.RequestVerdict;
import org.infinoted.session.SessionRequest;
import org.osgi.framework.ServiceReference;
import org.slf4j.Logger;

/** Asks the plugins' request filters, one after the other, until one refuses. Thread-safe. */
public final class RequestFilters implements RequestFilterChain {
    private final RankedServices<RequestFilter> services;
    private final Logger log;

    public RequestFilters(PluginRuntime runtime) {
        this(runtime, CallLimits.DEFAULT);
    }

    RequestFilters(PluginRuntime runtime, CallLimits limits) {
        this.services = new RankedServices<>("request filter", runtime, limits);
        this.log = runtime.loggers().getLogger(RequestFilters.class.getName());
    }

    /** Adds a service, which is asked from now on. */
    public void add(ServiceReference<RequestFilter> reference, RequestFilter service) {
        GuardedService<RequestFilter> guarded = services.add(reference, service);
        log.info("The {} is asked for each request from now on", guarded.provider());
        FilterTerms.of(reference).problem().ifPresent(problem -> log.warn("The {}: {}", guarded.provider(), problem));
    }

    /** The service's properties may have changed. */
    public void modified(ServiceReference<RequestFilter> reference) {
        services.modified(reference);
        FilterTerms.of(reference).problem().ifPresent(problem -> log.warn("A request filter: {}", problem));
    }

    /** Removes a service. Requests that it is judging at present get its stated answer. */
    public void remove(ServiceReference<RequestFilter> reference) {
        services.remove(reference).ifPresent(gone -> {
            gone.close();
            log.info("The {} is asked no more", gone.provider());
        });
    }

    @Override
    public boolean isOpen() {
        return services.isEmpty();
    }

    @Override
    public void judge(SessionRequest request, Consumer<Optional<String>> verdict) {
        next(services.entries().iterator(), request, verdict);
    }

    private void next(
            Iterator<RankedServices.Entry<RequestFilter>> rest,
            SessionRequest request,
            Consumer<Optional<String>> verdict) {
        if (!rest.hasNext()) {
            verdict.accept(Optional.empty());
            return;
        }
        RankedServices.Entry<RequestFilter> entry = rest.next();
        FilterTerms terms = FilterTerms.of(entry.reference());
        entry.service()
                .ask("judge of a message in " + request.session(), terms.time(), filter -> filter.judge(request))
                .whenComplete((answer, failure) -> {
                    if (answer instanceof RequestVerdict.Refused refused) {
                        verdict.accept(Optional.of(SafeText.reason(refused.reason())));
                    } else if (answer == null && !terms.accepts()) {
                        verdict.accept(Optional.of(
                                failure == null
                                        ? "The " + entry.service().provider() + " has returned null"
                                        : String.valueOf(failure.getMessage())));
                    } else {
                        next(rest, request, verdict);
                    }
                });
    }
}
