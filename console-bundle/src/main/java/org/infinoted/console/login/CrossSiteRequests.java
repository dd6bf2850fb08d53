// SPDX-License-Identifier: Apache-2.0
package org.infinoted.console.login;

import jakarta.servlet.http.HttpServletRequest;

/**
 * Recognises requests that another web site makes a browser send. The console has no protection of its own against
 * them, and the browser adds the credentials by itself.
 */
final class CrossSiteRequests {
    private CrossSiteRequests() {}

    static boolean isForeign(HttpServletRequest request) {
        if (request.getMethod().equals("GET") || request.getMethod().equals("HEAD")) {
            return false;
        }
        String site = request.getHeader("Sec-Fetch-Site");
        if (site != null) {
            return !site.equals("same-origin");
        }
        String origin = request.getHeader("Origin");
        return origin != null && !origin.equals(request.getScheme() + "://" + request.getHeader("Host"));
    }
}
