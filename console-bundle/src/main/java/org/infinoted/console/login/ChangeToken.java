// SPDX-License-Identifier: Apache-2.0
package org.infinoted.console.login;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;

/**
 * A secret that every change must bring back, on Felix's own pages, too. It travels as a cookie that browsers send
 * from the console's own site alone ({@code SameSite=Strict}) and show no script, so that forms, requests of scripts
 * and uploads carry it without knowing. It is new with each start.
 */
final class ChangeToken {
    private static final String NAME = "infinoted-console-";
    private static final int BYTES = 32;

    private final String text;

    ChangeToken(SecureRandom random) {
        var bytes = new byte[BYTES];
        random.nextBytes(bytes);
        text = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Cookies know no ports: without the port in the name, two servers would take each other's cookies away. */
    private static String name(HttpServletRequest request) {
        return NAME + request.getLocalPort();
    }

    /** Gives the token to a browser that has not got it. For requests that have logged in. */
    void give(HttpServletRequest request, HttpServletResponse response) {
        if (!isIn(request)) {
            var cookie = new Cookie(name(request), text);
            cookie.setPath("/");
            cookie.setHttpOnly(true);
            cookie.setSecure(request.isSecure());
            cookie.setAttribute("SameSite", "Strict");
            response.addCookie(cookie);
        }
    }

    /** Takes as long for a wrong one as for the right one. */
    boolean isIn(HttpServletRequest request) {
        Cookie[] cookies = request.getCookies();
        return cookies != null
                && Arrays.stream(cookies)
                        .filter(cookie -> cookie.getName().equals(name(request)))
                        .anyMatch(cookie -> MessageDigest.isEqual(
                                text.getBytes(StandardCharsets.UTF_8),
                                cookie.getValue().getBytes(StandardCharsets.UTF_8)));
    }
}
