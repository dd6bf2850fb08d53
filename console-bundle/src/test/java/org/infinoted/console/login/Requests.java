// SPDX-License-Identifier: Apache-2.0
package org.infinoted.console.login;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.Proxy;
import java.util.Map;

/** Stand-ins for what the servlet container passes. */
final class Requests {
    private Requests() {}

    static HttpServletRequest request(String method, Map<String, String> headers) {
        return (HttpServletRequest) Proxy.newProxyInstance(
                Requests.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (proxy, called, arguments) -> switch (called.getName()) {
                    case "getMethod" -> method;
                    case "getHeader" -> headers.get((String) arguments[0]);
                    case "getScheme" -> "http";
                    case "getRemoteAddr" -> "127.0.0.1";
                    default -> throw new AssertionError("unexpected call of " + called);
                });
    }

    /** Writes the status as "status" and the headers into the map. */
    static HttpServletResponse response(Map<String, Object> result) {
        return (HttpServletResponse) Proxy.newProxyInstance(
                Requests.class.getClassLoader(),
                new Class<?>[] {HttpServletResponse.class},
                (proxy, called, arguments) -> {
                    switch (called.getName()) {
                        case "setStatus" -> result.put("status", arguments[0]);
                        case "setHeader" -> result.put((String) arguments[0], arguments[1]);
                        default -> throw new AssertionError("unexpected call of " + called);
                    }
                    return null;
                });
    }
}
