// SPDX-License-Identifier: Apache-2.0
package org.infinoted.console.login;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;

/**
 * Recognises requests that change something, and among them those that another web site makes a browser send. The
 * console has no protection of its own against them, and the browser adds the credentials by itself.
 */
final class CrossSiteRequests {
    private static final Set<String> READING = Set.of("GET", "HEAD");

    /** Felix's configuration page takes a GET request with this parameter for a POST request. */
    private static final String AS_POST = "post";

    private CrossSiteRequests() {}

    static boolean isChange(HttpServletRequest request) {
        return !READING.contains(request.getMethod()) || request.getParameter(AS_POST) != null;
    }

    /** For changes. */
    static boolean isForeign(HttpServletRequest request) {
        String site = request.getHeader("Sec-Fetch-Site");
        if (site != null) {
            return !site.equals("same-origin");
        }
        String origin = request.getHeader("Origin");
        return origin != null && !origin.equals(request.getScheme() + "://" + request.getHeader("Host"));
    }
}
