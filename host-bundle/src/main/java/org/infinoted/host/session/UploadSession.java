// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.session;

import java.util.Optional;
import org.infinoted.host.group.Attributes;
import org.infinoted.host.group.Charge;
import org.infinoted.host.group.Client;
import org.infinoted.host.group.Endpoint;
import org.infinoted.host.group.Group;
import org.infinoted.host.loop.Loop;
import org.infinoted.host.stream.LogContext;
import org.infinoted.protocol.ProtocolError;
import org.infinoted.protocol.ProtocolException;
import org.infinoted.protocol.SessionSyncError;
import org.infinoted.session.User;
import org.infinoted.session.UserStatus;
import org.infinoted.xml.Element;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Receives a document that a client uploads, and turns it into a session. Everything private belongs to the home loop. */
final class UploadSession implements Upload, Endpoint {
    private static final Logger LOG = LoggerFactory.getLogger(UploadSession.class);
    private static final int NOT_BEGUN = -1;

    private final Client client;
    private final boolean subscribe;
    private final Owner owner;
    private final Group group;
    private final HostSession session;
    private final UploadWatch watch;
    private final SessionEnvironment environment;
    private final SessionLimits limits;

    private long expected = NOT_BEGUN;
    private long received;
    private int presentUsers;
    private boolean over;

    /** @param session not yet begun; the document goes into its note */
    UploadSession(
            String group,
            Client client,
            boolean subscribe,
            HostSession session,
            UploadLimits uploads,
            SessionEnvironment environment,
            Owner owner) {
        this.group = new Group(group);
        this.client = client;
        this.subscribe = subscribe;
        this.session = session;
        this.owner = owner;
        this.environment = environment;
        this.limits = environment.limits();
        this.watch = new UploadWatch(
                session.home(), uploads, reason -> fail(SessionSyncError.RECEIVER_CANCELLED, reason), owner::grown);
    }

    @Override
    public String group() {
        return group.name();
    }

    @Override
    public Loop home() {
        return session.home();
    }

    @Override
    public void begin() {
        home().run(watch::begin);
        client.enter(this, () -> {});
    }

    @Override
    public void cancel(String reason) {
        home().run(() -> {
            if (!over) {
                abandon();
                refuse(SessionSyncError.RECEIVER_CANCELLED, reason);
            }
        });
    }

    @Override
    public void received(Client from, Element message) {
        if (over) {
            // the session has taken over under the same group name, and this was on its way
            if (subscribe) {
                session.received(from, message);
            }
            return;
        }
        try {
            take(message);
            if (!over) {
                session.measure(client);
                environment.relieve();
            }
        } catch (ProtocolException e) {
            fail(e.error(), e.getMessage());
        } catch (RuntimeException | Error e) {
            home().report(e);
            LogContext.about(
                    client.link(),
                    () -> LOG.error(
                            "The upload of {} by {} failed",
                            session.view(),
                            client.link().remoteAddress(),
                            e));
            fail(SessionSyncError.FAILED, "The server failed to take the document");
        }
    }

    @Override
    public void gone(Client gone) {
        // once it is over, the session is told itself: it was to take this one's place
        if (!over) {
            abandon();
            owner.failed();
        }
    }

    private void take(Element message) throws ProtocolException {
        watch.took(message);
        String name = message.name();
        if (name.equals("sync-cancel")) {
            abandon();
            owner.failed();
        } else if (name.equals("sync-begin")) {
            takeBegin(message);
        } else if (name.equals("sync-end")) {
            takeEnd();
        } else if (expected == NOT_BEGUN) {
            throw new ProtocolException(
                    SessionSyncError.EXPECTED_BEGIN_OF_SYNC, "The first message must be \"sync-begin\"");
        } else if (received == expected) {
            throw new ProtocolException(
                    SessionSyncError.EXPECTED_END_OF_SYNC, "All messages were received; \"sync-end\" must follow");
        } else if (client.memory().isTooMuch()) {
            throw new ProtocolException(
                    SessionSyncError.FAILED, "The server is short of memory at present; upload the document later");
        } else if (name.equals("sync-user")) {
            takeUser(message);
        } else if (session.note().synchronizationReceived(message)) {
            received++;
        } else {
            throw new ProtocolException(SessionSyncError.UNEXPECTED_NODE, "Unexpected message \"" + name + "\"");
        }
    }

    private void takeBegin(Element message) throws ProtocolException {
        if (expected != NOT_BEGUN) {
            throw new ProtocolException(
                    SessionSyncError.UNEXPECTED_BEGIN_OF_SYNC, "The synchronization has begun already");
        }
        if (message.attribute("num-messages") == null) {
            throw new ProtocolException(SessionSyncError.NUM_MESSAGES_MISSING, "\"sync-begin\" must say num-messages");
        }
        expected = Integer.toUnsignedLong(Attributes.requiredNumber(message, "num-messages"));
    }

    /** A user that is not right is left out and not counted, so that the end comes too early: as the original does. */
    private void takeUser(Element message) throws ProtocolException {
        int id;
        String name;
        try {
            id = Attributes.requiredNumber(message, "id");
            name = Attributes.required(message, "name");
        } catch (ProtocolException e) {
            return;
        }
        UserStatus status = Optional.ofNullable(message.attribute("status"))
                .flatMap(UserStatus::of)
                .orElse(UserStatus.UNAVAILABLE);
        if (id == 0
                || session.users().find(id).isPresent()
                || session.users().find(name).isPresent()) {
            return;
        }
        if (status != UserStatus.UNAVAILABLE && !subscribe) {
            throw new ProtocolException(
                    SessionSyncError.RECEIVER_CANCELLED, "Users must be unavailable in this upload");
        }
        checkNewUser(name, status);
        if (session.users().isFull()) {
            throw new ProtocolException(SessionSyncError.FAILED, "The document has more users than it may have");
        }
        User user = status == UserStatus.UNAVAILABLE
                ? User.absent(id, name)
                : User.present(id, name, status, client.link());
        try {
            session.note().addUser(user, message);
        } catch (ProtocolException e) {
            return;
        }
        session.users().put(user);
        received++;
    }

    private void checkNewUser(String name, UserStatus status) throws ProtocolException {
        try {
            UserNames.check(name, limits.nameBytes());
        } catch (ProtocolException e) {
            throw new ProtocolException(SessionSyncError.FAILED, e.getMessage());
        }
        if (status != UserStatus.UNAVAILABLE) {
            presentUsers++;
            if (presentUsers > limits.connectionUsers()) {
                throw new ProtocolException(
                        SessionSyncError.FAILED,
                        "More than " + limits.connectionUsers()
                                + " users are present, which is as many as your connection may have");
            }
        }
    }

    private void takeEnd() throws ProtocolException {
        if (received != expected) {
            throw new ProtocolException(
                    SessionSyncError.UNEXPECTED_END_OF_SYNC,
                    "\"sync-end\" after " + received + " of " + Math.max(0, expected) + " messages");
        }
        session.note().synchronizationEnded();
        if (subscribe) {
            setOver();
            session.subscribeUploader(client); // takes this one's place in the client, with nothing in between
        } else {
            end();
        }
        session.begin();
        confirm();
        owner.completed(session);
    }

    /** The document is there, whatever fails from now on. */
    private void confirm() {
        try {
            group.send(Element.empty("sync-ack"), client);
            if (subscribe) {
                session.uploaderSubscribed(client);
            }
        } catch (RuntimeException | Error e) {
            home().report(e);
            LOG.error(
                    "{} has uploaded {} and could not be told so", client.link().remoteAddress(), session.view(), e);
            client.link().fail("internal-server-error", "It could not be told that its upload is complete");
        }
    }

    private void fail(ProtocolError error, String message) {
        client.charge(Charge.ERROR);
        abandon();
        refuse(error, message);
        owner.failed();
    }

    private void refuse(ProtocolError error, String message) {
        group.send(
                Element.named("sync-error")
                        .attribute("code", error.code())
                        .attribute("domain", error.domain())
                        .text(message)
                        .build(),
                client);
    }

    private void setOver() {
        over = true;
        watch.end();
    }

    private void abandon() {
        end();
        session.discard();
    }

    private void end() {
        setOver();
        client.exit(this);
    }
}
