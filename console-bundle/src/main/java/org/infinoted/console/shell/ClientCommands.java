// SPDX-License-Identifier: Apache-2.0
package org.infinoted.console.shell;

import org.apache.felix.service.command.Descriptor;
import org.infinoted.connection.Connection;
import org.infinoted.connection.ConnectionAdmin;
import org.infinoted.console.ActionException;
import org.infinoted.console.Answer;
import org.infinoted.console.Documents;
import org.infinoted.console.VisibleText;
import org.infinoted.session.Session;
import org.infinoted.session.SessionAdmin;
import org.infinoted.session.UserStatus;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** The commands about connections and open documents. They return what the shell prints. */
@Component(
        service = ClientCommands.class,
        property = {
            "osgi.command.scope=infinoted",
            "osgi.command.function=connections",
            "osgi.command.function=disconnect",
            "osgi.command.function=sessions",
            "osgi.command.function=save",
            "osgi.command.function=close"
        })
public final class ClientCommands {
    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile @Nullable ConnectionAdmin connections;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile @Nullable SessionAdmin sessions;

    @Descriptor("lists the connections, one a line: id, address, account, state, since when, traffic")
    public String connections() throws ActionException {
        return Lines.of("no connections", admin().connections().stream().map(ClientCommands::line));
    }

    @Descriptor("ends a connection")
    public String disconnect(@Descriptor("the id of the connection, as \"connections\" shows it") long id)
            throws ActionException {
        Connection connection = admin().connections().stream()
                .filter(each -> each.id() == id)
                .findFirst()
                .orElseThrow(
                        () -> new ActionException("There is no connection " + id + "; \"connections\" lists them"));
        connection.close("closed in the shell");
        return "closed the connection of " + VisibleText.of(connection.remoteAddress());
    }

    @Descriptor("lists the open documents, one a line: path, type, users, subscribers, size, requests")
    public String sessions() throws ActionException {
        return Lines.of("no open documents", documents().sessions().stream().map(ClientCommands::line));
    }

    @Descriptor("saves an open document")
    public String save(@Descriptor("the path, as \"sessions\" shows it") String path) throws ActionException {
        Answer.await(session(path).save(), Answer.PATIENCE);
        return "saved " + VisibleText.of(path);
    }

    @Descriptor("saves an open document and closes it; who has it open is told")
    public String close(@Descriptor("the path, as \"sessions\" shows it") String path) throws ActionException {
        Answer.await(documents().close(session(path)), Answer.PATIENCE);
        return "saved and closed " + VisibleText.of(path);
    }

    private ConnectionAdmin admin() throws ActionException {
        return Lines.present(connections, "its connections");
    }

    private SessionAdmin documents() throws ActionException {
        return Lines.present(sessions, "its open documents");
    }

    private Session session(String path) throws ActionException {
        return documents().sessions().stream()
                .filter(session -> Documents.path(session).equals(path))
                .findFirst()
                .orElseThrow(() -> new ActionException(
                        "No document \"" + VisibleText.of(path) + "\" is open; \"sessions\" lists them"));
    }

    private static String line(Connection connection) {
        return String.join(
                "  ",
                Long.toString(connection.id()),
                connection.remoteAddress(),
                connection.account().orElse("no account"),
                connection.state().name(),
                "since " + connection.since(),
                connection.bytesReceived() + " bytes received",
                connection.bytesSent() + " bytes sent");
    }

    private static String line(Session session) {
        long present = session.users().stream()
                .filter(user -> user.status() != UserStatus.UNAVAILABLE)
                .count();
        return String.join(
                "  ",
                Documents.path(session),
                session.type(),
                Documents.counted(present, "user"),
                Documents.counted(session.subscribers().size(), "subscriber"),
                Documents.size(session),
                Documents.counted(session.requests(), "request"));
    }
}
