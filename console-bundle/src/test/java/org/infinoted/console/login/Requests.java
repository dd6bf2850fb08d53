// SPDX-License-Identifier: Apache-2.0
package org.infinoted.console.login;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;

/** Stand-ins for what the servlet container passes. */
final class Requests {
    static final int PORT = 8181;

    private Requests() {}

    /**
     * @param headers {@code Host} is the console's if it is not given
     * @param cookies by name
     * @param query by name
     * @param again what the container does when the request is dispatched again
     */
    static HttpServletRequest request(
            String method,
            Map<String, String> headers,
            Map<String, String> cookies,
            Map<String, String> query,
            Runnable again) {
        Map<String, Object> attributes = new HashMap<>();
        return proxy(HttpServletRequest.class, (called, arguments) -> switch (called) {
            case "getMethod" -> method;
            case "getHeader" ->
                headers.getOrDefault((String) arguments[0], arguments[0].equals("Host") ? "127.0.0.1:8181" : null);
            case "getParameter" -> query.get((String) arguments[0]);
            case "getScheme" -> "http";
            case "isSecure" -> false;
            case "getRemoteAddr" -> "127.0.0.1";
            case "getLocalPort" -> PORT;
            case "getCookies" ->
                cookies.entrySet().stream()
                        .map(each -> new Cookie(each.getKey(), each.getValue()))
                        .toArray(Cookie[]::new);
            case "getAttribute" -> attributes.get((String) arguments[0]);
            case "setAttribute" -> attributes.put((String) arguments[0], arguments[1]);
            case "startAsync" -> context(again);
            default -> throw new AssertionError("unexpected call of " + called);
        });
    }

    private static AsyncContext context(Runnable again) {
        return proxy(AsyncContext.class, (called, arguments) -> {
            switch (called) {
                case "dispatch" -> again.run();
                case "complete", "setTimeout" -> {}
                default -> throw new AssertionError("unexpected call of " + called);
            }
            return null;
        });
    }

    /** Writes the status as "status", the cookie as "cookie" and the headers into the map. */
    static HttpServletResponse response(Map<String, Object> result) {
        return proxy(HttpServletResponse.class, (called, arguments) -> {
            switch (called) {
                case "setStatus" -> result.put("status", arguments[0]);
                case "setHeader" -> result.put((String) arguments[0], arguments[1]);
                case "addCookie" -> result.put("cookie", arguments[0]);
                case "setContentType", "setCharacterEncoding" -> {}
                case "getWriter" -> {
                    return new PrintWriter(new StringWriter());
                }
                default -> throw new AssertionError("unexpected call of " + called);
            }
            return null;
        });
    }

    private interface Calls {
        Object call(String name, Object[] arguments);
    }

    private static <T> T proxy(Class<T> type, Calls calls) {
        return type.cast(Proxy.newProxyInstance(
                Requests.class.getClassLoader(),
                new Class<?>[] {type},
                (proxy, called, arguments) -> calls.call(called.getName(), arguments)));
    }
}
