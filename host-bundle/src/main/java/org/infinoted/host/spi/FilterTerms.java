// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.spi;

import java.time.Duration;
import java.util.Optional;
import org.infinoted.session.RequestFilter;
import org.osgi.framework.ServiceReference;

/**
 * On what terms a filter is asked.
 *
 * @param time how long a call may take
 * @param accepts what counts if it does not answer
 * @param problem what is wrong with the service's properties, of which the defaults are taken then
 */
record FilterTerms(Duration time, boolean accepts, Optional<String> problem) {
    private static final int DEFAULT_MILLIS = 1000;
    private static final int MOST_MILLIS = 60_000;

    /** What the properties of the service say at this moment. */
    static FilterTerms of(ServiceReference<?> reference) {
        Object budget = reference.getProperty(RequestFilter.BUDGET);
        Object answer = reference.getProperty(RequestFilter.ANSWER);
        boolean validBudget = budget == null || (budget instanceof Number number && isMillis(number.longValue()));
        boolean validAnswer =
                answer == null || answer.equals(RequestFilter.REFUSE) || answer.equals(RequestFilter.ACCEPT);
        String problem = "";
        if (!validBudget) {
            problem = "The service property " + RequestFilter.BUDGET + " must be a number of milliseconds from 1 to "
                    + MOST_MILLIS + ", not " + budget + "; " + DEFAULT_MILLIS + " is taken";
        } else if (!validAnswer) {
            problem = "The service property " + RequestFilter.ANSWER + " must be \"" + RequestFilter.REFUSE + "\" or \""
                    + RequestFilter.ACCEPT + "\", not " + answer + "; \"" + RequestFilter.REFUSE + "\" is taken";
        }
        return new FilterTerms(
                Duration.ofMillis(validBudget && budget instanceof Number number ? number.longValue() : DEFAULT_MILLIS),
                RequestFilter.ACCEPT.equals(answer),
                problem.isEmpty() ? Optional.empty() : Optional.of(problem));
    }

    private static boolean isMillis(long value) {
        return value >= 1 && value <= MOST_MILLIS;
    }
}
