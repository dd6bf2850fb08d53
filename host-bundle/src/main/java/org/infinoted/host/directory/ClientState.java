// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.directory;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.infinoted.host.access.Acl;
import org.infinoted.host.access.Permission;
import org.infinoted.host.group.Client;
import org.infinoted.host.group.Group;
import org.infinoted.host.stream.Frame;
import org.infinoted.protocol.ProtocolException;
import org.infinoted.xml.Element;

/** The state of one client in the directory. */
final class ClientState {
    private static final Group GROUP = new Group("InfDirectory"); // for encoding; its members are kept elsewhere

    /** How many nodes may be kept at least, gone ones included, before they are looked through. */
    private static final int FORGET_AT = 1000;

    private final Client client;
    private final DirectoryLimits limits;
    private final RequestQueue requests;
    private final PendingOffers offers;
    private final StoreTurns.Share share;
    private final Set<FolderNode> explored = new HashSet<>();
    private final CreatedNodes created;
    private final Set<Integer> queriedAcls = new HashSet<>();
    private int forgetAt = FORGET_AT;
    private int uploads;
    private boolean gone;

    ClientState(Client client, DirectoryLoop loop, DirectoryLimits limits) {
        this.client = client;
        this.limits = limits;
        this.requests = new RequestQueue(loop, client::failed);
        this.created = new CreatedNodes(limits.perClient().nodes());
        this.offers = new PendingOffers(loop, limits.acknowledgement());
        this.share = new StoreTurns.Share();
    }

    Client client() {
        return client;
    }

    /** The client's requests that wait. */
    RequestQueue requests() {
        return requests;
    }

    /** The offers that the client has to acknowledge. */
    PendingOffers offers() {
        return offers;
    }

    /** The documents and folders that the client has made. */
    CreatedNodes created() {
        return created;
    }

    /** What the client has changed in the store of late. */
    StoreTurns.Share share() {
        return share;
    }

    /** Encodes a message of the directory for many, this client among them. The caller holds the frame's reference. */
    Frame encode(Element message) {
        return GROUP.encode(message, client);
    }

    /**
     * Sends a message that is for many, and is made for the first of them. The frame is not released. A client that cannot be told
     * is disconnected, since it would know another tree than the others.
     *
     * @param cause of the request that has caused it: its client waits for the message, others do not
     */
    void tell(Supplier<Frame> message, SequenceNumber cause) {
        try {
            Frame frame = message.get().retain();
            if (cause.isOf(this)) {
                client.write(frame);
            } else {
                client.writeUnhurried(frame);
            }
        } catch (Throwable e) {
            client.failed(e);
        }
    }

    /** Sends a message. */
    void send(Element message) {
        GROUP.send(message, client);
    }

    /** Sends a series of messages. */
    void send(List<Element> messages) {
        client.writeSeries(GROUP.encode(messages, client));
    }

    /** Whether the connection has closed. What the client has asked for before may be under way still. */
    boolean isGone() {
        return gone;
    }

    void setGone() {
        gone = true;
    }

    boolean hasExplored(FolderNode folder) {
        return explored.contains(folder);
    }

    /** Refuses to tell the client of the changes in one more folder, if there are too many already. */
    void checkExplored() throws ProtocolException {
        if (explored.size() >= limits.perClient().explored()) {
            throw Failures.failed("One connection may explore no more than "
                    + limits.perClient().explored() + " folders");
        }
    }

    /** The client is told of changes in this folder from now on. */
    void explore(FolderNode folder) {
        explored.add(folder);
        folder.explorers().add(this);
    }

    /** Ends {@link #explore}. */
    void forget(FolderNode folder) {
        explored.remove(folder);
        folder.explorers().remove(this);
    }

    /** Ends {@link #explore} for all folders. */
    void forgetAll() {
        explored.forEach(folder -> folder.explorers().remove(this));
        explored.clear();
    }

    boolean hasQueriedAcl(TreeNode node) {
        return queriedAcls.contains(node.id());
    }

    /** Shows the client all rights given at the node from now on. Nodes that have gone are forgotten now and then. */
    void queryAcl(TreeNode node, Tree tree) {
        if (queriedAcls.size() >= forgetAt) {
            queriedAcls.removeIf(id -> tree.find(id).isEmpty());
            forgetAt = Math.max(FORGET_AT, 2 * queriedAcls.size());
        }
        queriedAcls.add(node.id());
    }

    /** What the client may see of the rights given at a node. */
    Acl visible(TreeNode node) {
        Acl sheets = hasQueriedAcl(node) ? node.sheets() : node.sheets().visibleTo(Permissions.accountOf(client));
        return node.parent() == null ? sheets.denying(Permission.UNSUPPORTED) : sheets;
    }

    void uploadBegan() {
        uploads++;
    }

    void uploadEnded() {
        uploads--;
    }

    /** Refuses a request that would keep one more subscription or upload waiting, if there are too many already. */
    void checkPending() throws ProtocolException {
        if (offers.size() + uploads >= limits.pendingPerClient()) {
            throw Failures.failed("No more than " + limits.pendingPerClient()
                    + " subscriptions and uploads can be under way; acknowledge or complete some");
        }
        if (client.memberships() + offers.size() >= limits.perClient().subscriptions()) {
            throw Failures.failed("One connection may have no more than "
                    + limits.perClient().subscriptions() + " subscriptions and uploads; end some first");
        }
    }
}
