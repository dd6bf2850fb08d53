// SPDX-License-Identifier: Apache-2.0
package org.infinoted.console.web;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServletRequest;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import org.infinoted.connection.Connection;
import org.infinoted.connection.ConnectionAdmin;
import org.infinoted.console.ActionException;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** The page "Connections": lists all connections, and can end each of them. */
@Component(
        service = Servlet.class,
        property = {
            "felix.webconsole.label=" + ConnectionsPage.LABEL,
            "felix.webconsole.title=Connections",
            "felix.webconsole.css=/" + ConnectionsPage.LABEL + "/res/infinoted/console.css",
            Page.CATEGORY
        })
public final class ConnectionsPage extends Page {
    static final String LABEL = "infinoted-connections";

    private static final long serialVersionUID = 1L;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    transient volatile @Nullable ConnectionAdmin admin;

    /** Called by SCR. */
    @Activate
    public ConnectionsPage() {
        super(LABEL, new SecureRandom());
    }

    @Override
    Content content() {
        ConnectionAdmin present = admin;
        return present == null
                ? new Content(missing("its connections"), List.of())
                : new Content(
                        "",
                        present.connections().stream().map(ConnectionsPage::row).toList());
    }

    private static JsonWriter row(Connection connection) {
        return new JsonWriter()
                .put("key", Long.toString(connection.id()))
                .put("address", connection.remoteAddress())
                .put("account", connection.account().orElse(""))
                .put("since", connection.since().toEpochMilli())
                .put("received", connection.bytesReceived())
                .put("sent", connection.bytesSent())
                .put("state", connection.state().name());
    }

    @Override
    Optional<String> act(String action, HttpServletRequest request) throws ActionException {
        return action.equals("close") ? Optional.of(close(target(request))) : Optional.empty();
    }

    private String close(String id) throws ActionException {
        Connection connection = present(admin, "its connections").connections().stream()
                .filter(each -> Long.toString(each.id()).equals(id))
                .findFirst()
                .orElseThrow(() -> new ActionException("That connection has ended already"));
        connection.close("closed in the console");
        return "Closed the connection of " + connection.remoteAddress();
    }
}
