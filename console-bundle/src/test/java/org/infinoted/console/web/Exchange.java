// SPDX-License-Identifier: Apache-2.0
package org.infinoted.console.web;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** One request to a page and its answer, without a container. */
final class Exchange {
    private static final Pattern TOKEN = Pattern.compile("data-token=\"([^\"]+)\"");

    private final HttpServlet page;
    private final String method;
    private final String path;
    private final Map<String, String> requestHeaders = new HashMap<>();
    private final Map<String, String> responseHeaders = new HashMap<>();
    private final StringWriter body = new StringWriter();
    private String target;
    private byte[] upload = {};
    private long announced = -1;
    private int status = 200;

    private Exchange(HttpServlet page, String method, String path) {
        this.page = page;
        this.method = method;
        this.path = path;
    }

    static Exchange get(HttpServlet page, String path) throws ServletException, IOException {
        return new Exchange(page, "GET", path).exchange();
    }

    static Exchange post(HttpServlet page, String path) {
        return new Exchange(page, "POST", path);
    }

    /** A request as the page's script makes it. */
    static Exchange action(HttpServlet page, String label, String action) throws ServletException, IOException {
        return post(page, "/" + label + "/" + action).token(tokenOf(page, label));
    }

    static String tokenOf(HttpServlet page, String label) throws ServletException, IOException {
        var matcher = TOKEN.matcher(get(page, "/" + label).text());
        if (!matcher.find()) {
            throw new AssertionError("There is no token in the page");
        }
        return matcher.group(1);
    }

    Exchange token(String token) {
        requestHeaders.put(CsrfToken.HEADER, token);
        return this;
    }

    Exchange target(String value) {
        target = value;
        return this;
    }

    Exchange upload(byte[] content, long contentLength) {
        upload = content;
        announced = contentLength;
        return this;
    }

    Exchange exchange() throws ServletException, IOException {
        page.service(proxy(HttpServletRequest.class, this::request), proxy(HttpServletResponse.class, this::response));
        return this;
    }

    int status() {
        return status;
    }

    String text() {
        return body.toString();
    }

    String header(String name) {
        return responseHeaders.get(name);
    }

    private interface Calls {
        Object call(String name, Object[] arguments) throws Exception;
    }

    private static <T> T proxy(Class<T> type, Calls calls) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> calls.call(method.getName(), arguments)));
    }

    private Object request(String call, Object[] arguments) {
        return switch (call) {
            case "getMethod" -> method;
            case "getPathInfo" -> path;
            case "getHeader" -> requestHeaders.get((String) arguments[0]);
            case "getParameter" -> arguments[0].equals(Page.TARGET) ? target : null;
            case "getRemoteAddr" -> "127.0.0.1";
            case "getContentLengthLong" -> announced;
            case "getInputStream" -> new Body(upload);
            default -> throw new AssertionError("unexpected call of " + call);
        };
    }

    private Object response(String call, Object[] arguments) {
        switch (call) {
            case "setStatus", "sendError" -> status = (Integer) arguments[0];
            case "setHeader" -> responseHeaders.put((String) arguments[0], (String) arguments[1]);
            case "setContentType" -> responseHeaders.put("Content-Type", (String) arguments[0]);
            case "setCharacterEncoding" -> responseHeaders.put("charset", (String) arguments[0]);
            case "getWriter" -> {
                return new PrintWriter(body, true);
            }
            default -> throw new AssertionError("unexpected call of " + call);
        }
        return null;
    }

    private static final class Body extends ServletInputStream {
        private final ByteArrayInputStream bytes;

        private Body(byte[] bytes) {
            this.bytes = new ByteArrayInputStream(bytes);
        }

        @Override
        public int read() {
            return bytes.read();
        }

        @Override
        public int read(byte[] buffer, int offset, int length) {
            return bytes.read(buffer, offset, length);
        }

        @Override
        public boolean isFinished() {
            return bytes.available() == 0;
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setReadListener(ReadListener listener) {
            throw new AssertionError("unexpected");
        }
    }
}
