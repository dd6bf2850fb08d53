// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.directory;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.infinoted.directory.Node;
import org.infinoted.host.access.Acl;
import org.infinoted.host.access.Permission;
import org.infinoted.host.group.Attributes;
import org.infinoted.host.group.Charge;
import org.infinoted.host.session.NoteTypes;
import org.infinoted.protocol.ProtocolException;
import org.infinoted.xml.Element;

/**
 * {@code add-node}: makes a folder, or a document, empty or with content.
 *
 * <p>A folder or an empty document is in the tree at once. A client that wants to subscribe as well is offered the subscription, and
 * the document is in the tree when the client acknowledges. One that uploads the content is offered the upload, and the document is
 * in the tree when the upload is complete.
 */
final class AddNode implements RequestHandler {
    private final DirectoryLoop loop;
    private final Tree tree;
    private final NodeCreator creator;
    private final NoteTypes types;
    private final Uploads uploads;

    AddNode(DirectoryLoop loop, Tree tree, NodeCreator creator, NoteTypes types, Uploads uploads) {
        this.loop = loop;
        this.tree = tree;
        this.creator = creator;
        this.types = types;
        this.uploads = uploads;
    }

    @Override
    public CompletionStage<Void> handle(Request request) throws ProtocolException {
        request.from().client().charge(Charge.NODE);
        Element message = request.message();
        FolderNode parent = tree.folderNamed(message, "parent");
        Acl given = sheets(message);
        String type = Attributes.required(message, "type");
        Set<Permission> needed = needed(message, type, given);
        Permissions.require(request.from().client(), parent, needed);
        Acl sheets = Acl.EMPTY.with(given); // without those that say nothing
        if (type.equals(Node.FOLDER)) {
            return loop.then(
                    creator.folder(parent, name(request), sheets, request.from().created()), folder -> {
                        parent.checkPresent();
                        creator.publish(folder, request.seq(), null);
                        return DirectoryLoop.done();
                    });
        }
        NoteTypes.Named provider = types.find(type).orElseThrow(() -> Failures.typeUnknown(type));
        String name = name(request);
        boolean subscribe = message.child("subscribe").isPresent();
        boolean upload = message.child("sync-in").isPresent();
        if (subscribe || upload) {
            request.from().checkPending();
        }
        return loop.then(
                creator.document(parent, name, provider, sheets, request.from().created()), draft -> {
                    parent.checkPresent();
                    var proposed = new ProposedDocument(request.from(), draft, provider, needed);
                    if (upload) {
                        return offerUpload(request, proposed, subscribe);
                    }
                    if (subscribe) {
                        offer(request, proposed);
                    } else {
                        creator.publish(draft, request.seq(), null);
                    }
                    return DirectoryLoop.done();
                });
    }

    /** There are no accounts yet, so the sheets can only be for the default one. */
    private static Acl sheets(Element message) throws ProtocolException {
        Optional<Element> acl = message.child("acl");
        return acl.isEmpty() ? Acl.EMPTY : Acl.parse(acl.get(), account -> false);
    }

    /** What the client must be permitted at the folder. Children that mean nothing for a folder count all the same. */
    private static Set<Permission> needed(Element message, String type, Acl given) {
        var needed = EnumSet.of(type.equals(Node.FOLDER) ? Permission.ADD_SUBDIRECTORY : Permission.ADD_DOCUMENT);
        if (message.child("subscribe").isPresent()) {
            needed.add(Permission.SUBSCRIBE_SESSION);
        }
        if (message.child("sync-in").isPresent()) {
            needed.add(Permission.SYNC_IN);
        }
        if (!given.isEmpty()) {
            needed.add(Permission.SET_ACL);
        }
        return needed;
    }

    private String name(Request request) throws ProtocolException {
        request.seq().check();
        String name = Attributes.required(request.message(), "name");
        creator.checkName(name);
        return name;
    }

    private void offer(Request request, ProposedDocument proposed) {
        DocumentNode draft = proposed.draft();
        ClientState client = request.from();
        client.offers().add(draft.id(), new NewDocumentOffer(creator, proposed));
        request.reply(DirectoryMessages.addNodeAndSubscribe(
                draft, client.visible(draft), draft.session().group(), request.seq()));
    }

    private CompletionStage<Void> offerUpload(Request request, ProposedDocument proposed, boolean subscribe) {
        DocumentNode draft = proposed.draft();
        ClientState client = request.from();
        DocumentUpload upload;
        try {
            upload = new DocumentUpload(uploads, proposed, subscribe);
        } catch (RuntimeException | Error e) { // the note type's
            loop.report(e);
            return loop.then(creator.discard(draft), discarded -> DirectoryLoop.failed(e));
        }
        client.offers().add(draft.id(), upload);
        request.reply(DirectoryMessages.syncIn(draft, client.visible(draft), upload.group(), subscribe, request.seq()));
        return DirectoryLoop.done();
    }
}
