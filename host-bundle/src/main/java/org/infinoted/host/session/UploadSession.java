// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.session;

import java.util.Optional;
import org.infinoted.host.group.Attributes;
import org.infinoted.host.group.Client;
import org.infinoted.host.group.Endpoint;
import org.infinoted.host.group.Group;
import org.infinoted.host.group.RequestException;
import org.infinoted.host.loop.Loop;
import org.infinoted.note.NoteException;
import org.infinoted.session.User;
import org.infinoted.session.UserStatus;
import org.infinoted.xml.Element;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes in a document that a client uploads, and turns it into a session. Everything private belongs to the home loop. */
final class UploadSession implements Upload, Endpoint {
    private static final Logger LOG = LoggerFactory.getLogger(UploadSession.class);
    private static final String SYNC_ERROR = "INF_SESSION_SYNC_ERROR";
    private static final int UNEXPECTED_NODE = 1;
    private static final int RECEIVER_CANCELLED = 8;
    private static final int UNEXPECTED_BEGIN = 9;
    private static final int NUMBER_MISSING = 10;
    private static final int UNEXPECTED_END = 11;
    private static final int EXPECTED_BEGIN = 12;
    private static final int EXPECTED_END = 13;
    private static final int FAILED = 14;
    private static final int NOT_BEGUN = -1;

    private final Client client;
    private final boolean subscribe;
    private final Owner owner;
    private final Group group;
    private final HostSession session;

    private long expected = NOT_BEGUN;
    private long received;
    private boolean over;

    /** @param session not yet begun; the document goes into its note */
    UploadSession(String group, Client client, boolean subscribe, HostSession session, Owner owner) {
        this.group = new Group(group);
        this.client = client;
        this.subscribe = subscribe;
        this.session = session;
        this.owner = owner;
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
        client.enter(this, () -> {});
    }

    @Override
    public void cancel() {
        home().run(() -> {
            if (!over) {
                abandon();
                refuse(SYNC_ERROR, RECEIVER_CANCELLED, "The document is not wanted any more");
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
        } catch (NoteException e) {
            fail(e.domain(), e.code(), e.getMessage());
        } catch (RuntimeException | LinkageError | StackOverflowError | AssertionError e) {
            LOG.error(
                    "The upload of {} by {} failed",
                    session.view(),
                    client.link().remoteAddress(),
                    e);
            fail(SYNC_ERROR, FAILED, "The server failed to take the document");
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

    private void take(Element message) throws NoteException {
        String name = message.name();
        if (name.equals("sync-cancel")) {
            abandon();
            owner.failed();
        } else if (name.equals("sync-begin")) {
            takeBegin(message);
        } else if (name.equals("sync-end")) {
            takeEnd();
        } else if (expected == NOT_BEGUN) {
            throw new NoteException(SYNC_ERROR, EXPECTED_BEGIN, "The first message must be \"sync-begin\"");
        } else if (received == expected) {
            throw new NoteException(SYNC_ERROR, EXPECTED_END, "All messages were received; \"sync-end\" must follow");
        } else if (name.equals("sync-user")) {
            takeUser(message);
        } else if (session.note().synchronizationReceived(message)) {
            received++;
        } else {
            throw new NoteException(SYNC_ERROR, UNEXPECTED_NODE, "Unexpected message \"" + name + "\"");
        }
    }

    private void takeBegin(Element message) throws NoteException {
        if (expected != NOT_BEGUN) {
            throw new NoteException(SYNC_ERROR, UNEXPECTED_BEGIN, "The synchronization has begun already");
        }
        if (message.attribute("num-messages") == null) {
            throw new NoteException(SYNC_ERROR, NUMBER_MISSING, "\"sync-begin\" must say num-messages");
        }
        try {
            expected = Integer.toUnsignedLong(Attributes.requiredNumber(message, "num-messages"));
        } catch (RequestException e) {
            throw new NoteException(e.domain(), e.code(), e.getMessage());
        }
    }

    /** A user that is not right is left out and not counted, so that the end comes too early: as the original does. */
    private void takeUser(Element message) throws NoteException {
        User user;
        try {
            int id = Attributes.requiredNumber(message, "id");
            String name = Attributes.required(message, "name");
            UserStatus status = Optional.ofNullable(message.attribute("status"))
                    .flatMap(UserStatus::of)
                    .orElse(UserStatus.UNAVAILABLE);
            if (id == 0
                    || session.users().find(id).isPresent()
                    || session.users().find(name).isPresent()) {
                return;
            }
            if (status != UserStatus.UNAVAILABLE && !subscribe) {
                throw new NoteException(SYNC_ERROR, RECEIVER_CANCELLED, "Users must be unavailable in this upload");
            }
            if (session.users().isFull()) {
                throw new NoteException(SYNC_ERROR, FAILED, "The document has more users than it may have");
            }
            user = status == UserStatus.UNAVAILABLE
                    ? User.absent(id, name)
                    : User.present(id, name, status, client.link());
        } catch (RequestException e) {
            return;
        }
        try {
            session.note().addUser(user, message);
        } catch (NoteException e) {
            return;
        }
        session.users().put(user);
        received++;
    }

    private void takeEnd() throws NoteException {
        if (received != expected) {
            throw new NoteException(
                    SYNC_ERROR,
                    UNEXPECTED_END,
                    "\"sync-end\" after " + received + " of " + Math.max(0, expected) + " messages");
        }
        session.note().synchronizationEnded();
        if (subscribe) {
            over = true;
            session.subscribeUploader(client); // takes this one's place in the client, with nothing in between
        } else {
            end();
        }
        session.begin();
        group.send(Element.empty("sync-ack"), client);
        owner.completed(session);
    }

    private void fail(String domain, int code, String message) {
        abandon();
        refuse(domain, code, message);
        owner.failed();
    }

    private void refuse(String domain, int code, String message) {
        group.send(
                Element.named("sync-error")
                        .attribute("code", code)
                        .attribute("domain", domain)
                        .text(message)
                        .build(),
                client);
    }

    private void abandon() {
        end();
        session.discard();
    }

    private void end() {
        over = true;
        client.exit(this);
    }
}
