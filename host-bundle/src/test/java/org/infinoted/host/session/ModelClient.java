// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.session;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.infinoted.host.stream.ManualLoop;
import org.infinoted.host.stream.Schedule;
import org.infinoted.xml.Element;

/**
 * A client that does whatever it may do next, at random, and keeps what it is told: the copy of the document that a real client
 * would have.
 */
final class ModelClient {
    private static final List<String> NAMES = List.of("ann", "ben", "cleo", "dan", "eve");

    /** What the client knows through one subscription. */
    static final class Copy {
        final String connection;
        /** What had been said when the client subscribed. */
        final List<String> snapshot = new ArrayList<>();
        /** What others have said since. */
        final List<String> heard = new ArrayList<>();
        /** Name and status of each user. */
        final Map<Integer, String[]> users = new TreeMap<>();

        int expected;
        boolean complete;
        boolean closed;

        Copy(String connection) {
            this.connection = connection;
        }
    }

    private enum Wish {
        SUBSCRIBE,
        ACKNOWLEDGE,
        LIVE,
        LEAVE
    }

    /** One for each subscription whose content has begun to arrive. */
    final List<Copy> copies = new ArrayList<>();

    private final SessionFixture fixture;
    private final ManualLoop loop;
    private final Schedule schedule;
    private GroupClient client;
    private Wish next;
    private Copy copy;
    private final Set<Integer> own = new TreeSet<>();
    private int number;

    ModelClient(SessionFixture fixture, ManualLoop loop, Schedule schedule) {
        this.fixture = fixture;
        this.loop = loop;
        this.schedule = schedule;
        connect();
    }

    /** Does something. */
    void act() {
        readAll();
        switch (next) {
            case SUBSCRIBE -> {
                // a directory would not let it subscribe twice
                if (!fixture.session.view().subscribers().contains(client.link)) {
                    fixture.session.subscribe(client.client);
                    next = Wish.ACKNOWLEDGE;
                }
            }
            case ACKNOWLEDGE -> {
                if (copy != null && copy.complete) {
                    send("<sync-ack/>");
                    next = Wish.LIVE;
                }
            }
            case LIVE -> actLive();
            case LEAVE -> {
                if (schedule.below(2) == 0) {
                    forget(Wish.SUBSCRIBE);
                } else {
                    loop.execute(client.link::close);
                    connect();
                }
            }
        }
        if (schedule.below(40) == 0) {
            loop.execute(client.link::close);
            readAll();
            connect();
        }
    }

    private void actLive() {
        switch (schedule.below(own.isEmpty() ? 3 : 12)) {
            case 0, 1 ->
                send("<user-join seq='" + number++ + "' name='" + NAMES.get(schedule.below(NAMES.size()))
                        + "' time='' caret='0'/>");
            case 2 -> {
                if (schedule.below(6) == 0) {
                    send("<session-unsubscribe/>");
                    next = Wish.LEAVE;
                }
            }
            case 3, 4 ->
                changeStatus(List.of("active", "inactive", "unavailable").get(schedule.below(3)));
            default -> say();
        }
    }

    private void say() {
        int user = anyOwn();
        send("<say user='" + user + "'>" + copy.connection + "." + number++ + "</say>");
        copy.users.get(user)[1] = "active";
    }

    private void changeStatus(String status) {
        int user = anyOwn();
        send("<user-status-change id='" + user + "' status='" + status + "'/>");
        copy.users.get(user)[1] = status;
        if (status.equals("unavailable")) {
            own.remove(user);
        }
    }

    private int anyOwn() {
        return new ArrayList<>(own).get(schedule.below(own.size()));
    }

    private void send(String message) {
        GroupClient sender = client;
        loop.execute(() -> sender.send(message));
    }

    private void connect() {
        client = fixture.connect(loop);
        forget(Wish.SUBSCRIBE);
    }

    private void forget(Wish wish) {
        next = wish;
        copy = null;
        own.clear();
    }

    /** Takes note of everything that has come. */
    void readAll() {
        client.takeElements().forEach(this::read);
    }

    private void read(Element message) {
        if (message.name().equals("sync-begin")) {
            copy = new Copy(Long.toString(client.link.id()));
            copies.add(copy);
            copy.expected = Integer.parseInt(message.attribute("num-messages"));
        } else if (copy != null) { // otherwise it was on its way while the client unsubscribed
            if (copy.closed) {
                throw new AssertionError("After the end came " + message);
            } else if (copy.complete) {
                readLive(message);
            } else {
                readContent(message);
            }
        }
    }

    private void readContent(Element message) {
        switch (message.name()) {
            case "sync-user" -> putUser(message);
            case "say" -> copy.snapshot.add(message.text());
            case "sync-end" -> {
                assertEquals(copy.expected, copy.users.size() + copy.snapshot.size());
                copy.complete = true;
            }
            default -> throw new AssertionError("In the content came " + message);
        }
    }

    private void readLive(Element message) {
        switch (message.name()) {
            case "say" -> {
                copy.heard.add(message.text());
                copy.users.get(Integer.parseInt(message.attribute("user")))[1] = "active";
            }
            case "user-join", "user-rejoin" -> {
                boolean known = copy.users.containsKey(Integer.parseInt(message.attribute("id")));
                assertEquals(message.name().equals("user-rejoin"), known, message::toString);
                putUser(message);
                if (String.valueOf(message.attribute("seq")).startsWith(client.client.sequenceId() + "/")) {
                    own.add(Integer.parseInt(message.attribute("id")));
                }
            }
            case "user-status-change" ->
                copy.users.get(Integer.parseInt(message.attribute("id")))[1] = message.attribute("status");
            case "session-close" -> copy.closed = true;
            case "request-failed" -> assertEquals("INF_USER_ERROR", message.attribute("domain"), "the name is in use");
            default -> throw new AssertionError("Never sent: " + message);
        }
    }

    private void putUser(Element message) {
        copy.users.put(
                Integer.parseInt(message.attribute("id")),
                new String[] {message.attribute("name"), message.attribute("status")});
    }

    /** The copy that must be up to date when nothing is under way; null if the client is no subscriber. */
    Copy live() {
        return copy != null && copy.complete && !copy.closed && next != Wish.LEAVE ? copy : null;
    }
}
