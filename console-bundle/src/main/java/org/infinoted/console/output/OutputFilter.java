// SPDX-License-Identifier: Apache-2.0
package org.infinoted.console.output;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.osgi.framework.BundleContext;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.metatype.MetaTypeService;

/** Masks secrets in whatever the console sends, and names the scripts of its pages. */
@Component(
        service = Filter.class,
        property = {
            "osgi.http.whiteboard.filter.name=org.infinoted.console.output",
            "osgi.http.whiteboard.filter.pattern=/*",
            "osgi.http.whiteboard.filter.dispatcher=REQUEST",
            "osgi.http.whiteboard.filter.dispatcher=ASYNC", // a request whose credential was checked comes again as
            // this
            "osgi.http.whiteboard.context.select=(osgi.http.whiteboard.context.name=org.apache.felix.webconsole)"
        })
public final class OutputFilter extends HttpFilter {
    private static final long serialVersionUID = 1L;

    /** The forms of options. What stands in a field is saved again, so it must be what it is; passwords are hidden. */
    private static final String FORMS = "configMgr";

    /** Where the secrets of the moment come from. */
    interface Source {
        Set<String> present() throws IOException;
    }

    private final transient Source secrets;

    /** Called by SCR. */
    @Activate
    public OutputFilter(
            BundleContext context,
            @Reference ConfigurationAdmin admin,
            @Reference ServiceComponentRuntime components,
            @Reference MetaTypeService metatype) {
        this(new Secrets(context, admin, components, new SecretNames(metatype))::present);
    }

    OutputFilter(Source secrets) {
        this.secrets = secrets;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        var answer = new HeldResponse(response);
        chain.doFilter(request, answer);
        if (answer.isHeld() && !response.isCommitted()) {
            send(label(request), answer, response);
        }
    }

    private void send(String label, HeldResponse answer, HttpServletResponse response) throws IOException {
        byte[] body = answer.held();
        if (!label.equals(FORMS)) {
            var mask = new Mask(secrets.present());
            body = answer.isZip() ? mask.zip(body) : mask.text(body, answer.charset());
        }
        if (answer.isHtml()) {
            response.setHeader("Content-Security-Policy", PagePolicy.of(label, new String(body, answer.charset())));
        }
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }

    private static String label(HttpServletRequest request) {
        String info = request.getPathInfo();
        String path = request.getServletPath() + (info == null ? "" : info);
        int end = path.indexOf('/', 1);
        return path.isEmpty() ? "" : path.substring(1, end < 0 ? path.length() : end);
    }
}
