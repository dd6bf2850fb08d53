// SPDX-License-Identifier: Apache-2.0
package org.infinoted.console.web;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import org.infinoted.console.ActionException;
import org.infinoted.console.Answer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A page of the console. Under its label are the page itself; {@code data.json}, the data that the page shows at this
 * moment; and the actions, each a POST request under its name, answered with an object of {@code ok} and {@code text}.
 */
abstract class Page extends HttpServlet {
    /** The page's category, as a service property of each page. */
    static final String CATEGORY = "felix.webconsole.category=Infinoted";

    /** The parameter that names the target of an action. */
    static final String TARGET = "target";

    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(Page.class);

    private final transient CsrfToken token;
    private final String label;
    private final String markup;

    /** @param label the page's address; its markup is in the resource {@code <label>.html} beside this class */
    Page(String label, SecureRandom random) {
        this.label = label;
        this.token = new CsrfToken(random);
        this.markup = read(label + ".html").replace("{token}", token.text());
    }

    /** Everything the page shows. */
    abstract Content content();

    /**
     * Performs an action.
     *
     * @return what was done, for that person; empty if there is no such action
     */
    abstract Optional<String> act(String action, HttpServletRequest request) throws ActionException;

    /**
     * What a page shows.
     *
     * @param problem why there is nothing to show, or less than usual; empty if there is no problem
     */
    record Content(String problem, List<JsonWriter> rows) {}

    @Override
    protected final void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String path = request.getPathInfo();
        if (path.equals("/" + label + "/data.json")) {
            Content content = content();
            send(
                    response,
                    HttpServletResponse.SC_OK,
                    new JsonWriter().put("problem", content.problem()).put("rows", content.rows()));
        } else if (path.equals("/" + label)) {
            response.setHeader("Cache-Control", "no-store");
            response.getWriter().write(markup);
        } else {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
        }
    }

    @Override
    protected final void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!token.matches(request.getHeader(CsrfToken.HEADER))) {
            LOG.warn("Refused a change without the page's token, from {}", request.getRemoteAddr());
            send(
                    response,
                    HttpServletResponse.SC_FORBIDDEN,
                    result(false, "Refused: this page is from before the server's last start. Reload it."));
            return;
        }
        String path = request.getPathInfo();
        String action = path.substring(Math.min(path.length(), label.length() + 2));
        try {
            Optional<String> done = act(action, request);
            send(
                    response,
                    done.isPresent() ? HttpServletResponse.SC_OK : HttpServletResponse.SC_NOT_FOUND,
                    result(done.isPresent(), done.orElse("There is no such action")));
        } catch (ActionException e) {
            send(response, HttpServletResponse.SC_CONFLICT, result(false, Answer.text(e)));
        } catch (RuntimeException e) {
            LOG.error("Failed: {} on the page {}", action, label, e);
            send(
                    response,
                    HttpServletResponse.SC_INTERNAL_SERVER_ERROR,
                    result(false, "That failed unexpectedly; the log says more"));
        }
    }

    /** The target of the action. */
    static String target(HttpServletRequest request) throws ActionException {
        String target = request.getParameter(TARGET);
        if (target == null) {
            throw new ActionException("The request does not say what it is about");
        }
        return target;
    }

    /** The service, if the server has it at present. */
    static <T> T present(@Nullable T service, String what) throws ActionException {
        if (service == null) {
            throw new ActionException(missing(what));
        }
        return service;
    }

    static String missing(String what) {
        return "The server does not offer " + what + " at present: is its bundle org.infinoted.host running?";
    }

    private static JsonWriter result(boolean ok, String text) {
        return new JsonWriter().put("ok", ok).put("text", text);
    }

    private static void send(HttpServletResponse response, int status, JsonWriter json) throws IOException {
        response.setStatus(status);
        response.setContentType("application/json");
        response.setCharacterEncoding("UTF-8");
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.getWriter().write(json.toString());
    }

    private static String read(String resource) {
        try (InputStream in = Page.class.getResourceAsStream(resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
