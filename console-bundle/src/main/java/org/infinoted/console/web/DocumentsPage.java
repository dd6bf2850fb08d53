// SPDX-License-Identifier: Apache-2.0
package org.infinoted.console.web;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServletRequest;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import org.infinoted.console.ActionException;
import org.infinoted.console.Answer;
import org.infinoted.console.Documents;
import org.infinoted.console.VisibleText;
import org.infinoted.session.Session;
import org.infinoted.session.SessionAdmin;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** The page "Documents": lists open documents with their users, and can save and close each of them. */
@Component(
        service = Servlet.class,
        property = {
            "felix.webconsole.label=" + DocumentsPage.LABEL,
            "felix.webconsole.title=Documents",
            "felix.webconsole.css=/" + DocumentsPage.LABEL + "/res/infinoted/console.css",
            Page.CATEGORY
        })
public final class DocumentsPage extends Page {
    static final String LABEL = "infinoted-documents";

    private static final long serialVersionUID = 1L;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    transient volatile @Nullable SessionAdmin admin;

    /** Called by SCR. */
    @Activate
    public DocumentsPage() {
        super(LABEL, new SecureRandom());
    }

    @Override
    Content content() {
        SessionAdmin present = admin;
        return present == null
                ? new Content(missing("its open documents"), List.of())
                : new Content(
                        "", present.sessions().stream().map(DocumentRow::of).toList());
    }

    @Override
    Optional<String> act(String action, HttpServletRequest request) throws ActionException {
        return switch (action) {
            case "save" -> {
                Session session = session(target(request));
                Answer.await(session.save(), Answer.PATIENCE);
                yield Optional.of("Saved " + VisibleText.of(Documents.path(session)));
            }
            case "close" -> {
                Session session = session(target(request));
                Answer.await(present(admin, "its open documents").close(session), Answer.PATIENCE);
                yield Optional.of("Saved and closed " + VisibleText.of(Documents.path(session)));
            }
            default -> Optional.empty();
        };
    }

    private Session session(String key) throws ActionException {
        return present(admin, "its open documents").sessions().stream()
                .filter(session -> DocumentRow.key(session).equals(key))
                .findFirst()
                .orElseThrow(() -> new ActionException("That document is not open any more"));
    }
}
