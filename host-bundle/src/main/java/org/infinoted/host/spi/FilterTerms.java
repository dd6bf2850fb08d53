// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.spi;

import java.time.Duration;
import java.util.Optional;
import org.infinoted.session.RequestFilter;
import org.osgi.framework.ServiceReference;

/**
 * The terms on which a request filter is asked.
 *
 * @param time how long a call may take
 * @param accepts the answer that counts if it gives none
 * @param problem what is wrong with the service's properties; then the defaults are used
 */
record FilterTerms(Duration time, boolean accepts, Optional<String> problem) {
    private static final int DEFAULT_MILLIS = 1000;
    private static final int MOST_MILLIS = 60_000;

    /** The terms that the service's properties declare at this moment. */
    static FilterTerms of(ServiceReference<?> reference) {
        Object timeout = reference.getProperty(RequestFilter.TIMEOUT);
        Object fallback = reference.getProperty(RequestFilter.FALLBACK);
        boolean validTimeout = timeout == null || (timeout instanceof Number number && isMillis(number.longValue()));
        boolean validFallback =
                fallback == null || fallback.equals(RequestFilter.REFUSE) || fallback.equals(RequestFilter.ACCEPT);
        String problem = "";
        if (!validTimeout) {
            problem = "The service property " + RequestFilter.TIMEOUT + " must be a number of milliseconds from 1 to "
                    + MOST_MILLIS + ", not " + timeout + "; " + DEFAULT_MILLIS + " is taken";
        } else if (!validFallback) {
            problem = "The service property " + RequestFilter.FALLBACK + " must be \"" + RequestFilter.REFUSE
                    + "\" or \"" + RequestFilter.ACCEPT + "\", not " + fallback + "; \"" + RequestFilter.REFUSE
                    + "\" is taken";
        }
        return new FilterTerms(
                Duration.ofMillis(
                        validTimeout && timeout instanceof Number number ? number.longValue() : DEFAULT_MILLIS),
                RequestFilter.ACCEPT.equals(fallback),
                problem.isEmpty() ? Optional.empty() : Optional.of(problem));
    }

    private static boolean isMillis(long value) {
        return value >= 1 && value <= MOST_MILLIS;
    }
}
