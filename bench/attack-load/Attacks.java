// SPDX-License-Identifier: Apache-2.0
package org.infinoted.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The attacks that there are, by name. */
final class Attacks {

    private static final int MIB = 1 << 20;
    /** Below what the server takes as one element by default. */
    private static final int LARGE = 12 * MIB;

    private static final Map<String, Attack> ALL = new LinkedHashMap<>();

    static {
        ALL.put("chat", Attacks::chat);
        ALL.put("names", Attacks::names);
        ALL.put("document", Attacks::document);
        ALL.put("documents", Attacks::documents);
        ALL.put("num", Attacks::num);
        ALL.put("uploads", Attacks::uploads);
        ALL.put("elements", Attacks::elements);
        ALL.put("vectors", Attacks::vectors);
        ALL.put("halves", Attacks::halves);
        ALL.put("readers", Attacks::readers);
        ALL.put("silent", (attackers, end) -> new SilentSockets(attackers, 10_000).run(end));
        ALL.put("creators", Attacks::creators);
        ALL.put("directory", Attacks::directory);
        ALL.put("errors", Attacks::errors);
        ALL.put("joins", Attacks::joins);
        ALL.put("logins", Attacks::logins);
    }

    private Attacks() {}

    static List<String> names() {
        return List.copyOf(ALL.keySet());
    }

    static Attack named(String name) {
        Attack attack = ALL.get(name);
        if (attack == null) {
            throw new IllegalArgumentException("no such attack: " + name + ", there are " + ALL.keySet());
        }
        return attack;
    }

    /** Large messages in the server's chat, then smaller ones. */
    private static void chat(Attackers attackers, long end) throws InterruptedException {
        String large = "x".repeat(LARGE);
        String small = "y".repeat(MIB / 16);
        attackers.each(2, end, true, (connection, number) -> {
            attackers.send(connection, "<subscribe-chat seq=\"0\"/>");
            String group = Attackers.await(connection, "subscribe-chat").attribute("group");
            attackers.send(connection, "<subscribe-ack/>");
            Attackers.await(connection, "sync-end");
            attackers.send(connection, group, "<sync-ack/>");
            attackers.send(
                    connection, group, "<user-join seq=\"1\" name=\"chatter " + number + "\" status=\"active\"/>");
            int user = Attackers.await(connection, "user-join").number("id", 0);
            connection.startDiscarding();
            for (int i = 0; System.nanoTime() < end; i++) {
                String text = i % 300 < 40 ? large : small;
                attackers.send(
                        connection, group, "<message type=\"normal\" user=\"" + user + "\">" + text + "</message>");
            }
        });
    }

    /** Users with enormous names. */
    private static void names(Attackers attackers, long end) throws InterruptedException {
        String rest = "n".repeat(MIB);
        attackers.each(2, end, true, (connection, number) -> {
            int[] user = new int[1];
            String group = attackers.join(connection, attackers.victim(), "namer " + number, user);
            connection.startDiscarding();
            for (int i = 0; System.nanoTime() < end; i++) {
                attackers.send(
                        connection,
                        group,
                        "<user-join seq=\"" + (10 + i) + "\" name=\"" + number + " " + i + rest
                                + "\" status=\"active\" time=\"\" caret=\"0\" selection=\"0\" hue=\"0.5\"/>");
            }
        });
    }

    /** One document that grows and grows. */
    private static void document(Attackers attackers, long end) throws InterruptedException {
        String text = "d".repeat(MIB);
        attackers.each(2, end, true, (connection, number) -> {
            int[] user = new int[1];
            int node = attackers.create(connection, "large " + number);
            String group = attackers.join(connection, node, "writer", user);
            connection.startDiscarding();
            while (System.nanoTime() < end) {
                attackers.send(connection, group, insert(user[0], 1, text));
            }
        });
    }

    /** Many documents of some size, all of them open. */
    private static void documents(Attackers attackers, long end) throws InterruptedException {
        String text = "e".repeat(MIB);
        attackers.each(4, end, true, (connection, number) -> {
            for (int i = 0; System.nanoTime() < end; i++) {
                int[] user = new int[1];
                int node = attackers.create(connection, "many " + number + " " + i);
                String group = attackers.join(connection, node, "writer", user);
                for (int k = 0; k < 4; k++) {
                    attackers.send(connection, group, insert(user[0], 1, text));
                }
            }
        });
    }

    /** Insertions that are multiplied. */
    private static void num(Attackers attackers, long end) throws InterruptedException {
        attackers.each(2, end, true, (connection, number) -> {
            int[] user = new int[1];
            int node = attackers.create(connection, "multiplied " + number);
            String group = attackers.join(connection, node, "writer", user);
            connection.startDiscarding();
            attackers.send(connection, group, insert(user[0], 2048, "m".repeat(MIB)));
            while (System.nanoTime() < end) {
                attackers.send(connection, group, insert(user[0], 4096, "m".repeat(MIB / 4)));
            }
        });
    }

    private static String insert(int user, int num, String text) {
        String count = num == 1 ? "" : " num=\"" + num + "\"";
        return "<request user=\"" + user + "\" time=\"\"" + count + "><insert pos=\"0\">" + text
                + "</insert></request>";
    }

    /** Uploads that never end. */
    private static void uploads(Attackers attackers, long end) throws InterruptedException {
        String segment = "<sync-segment author=\"0\">" + "u".repeat(MIB) + "</sync-segment>";
        attackers.each(8, end, true, (connection, number) -> {
            attackers.send(connection, "<explore-node id=\"" + attackers.folder() + "\" seq=\"2\"/>");
            Attackers.await(connection, "explore-end");
            attackers.send(
                    connection,
                    "<add-node parent=\"" + attackers.folder() + "\" type=\"InfText\" name=\"upload " + number
                            + "\" seq=\"3\"><sync-in/></add-node>");
            Element answer = Attackers.await(connection, "sync-in");
            attackers.send(connection, "<subscribe-ack id=\"" + answer.attribute("id") + "\"/>");
            connection.startDiscarding();
            String group = answer.attribute("group");
            attackers.send(connection, group, "<sync-begin num-messages=\"1000000\"/>");
            while (System.nanoTime() < end) {
                attackers.send(connection, group, segment);
            }
        });
    }

    /** Elements as large as the server takes. */
    private static void elements(Attackers attackers, long end) throws InterruptedException {
        String large = "<nonsense text=\"" + "z".repeat(LARGE) + "\"/>";
        attackers.each(4, end, true, (connection, number) -> {
            connection.startDiscarding();
            while (System.nanoTime() < end) {
                attackers.send(connection, large);
            }
        });
    }

    /** State vectors of millions of components. */
    private static void vectors(Attackers attackers, long end) throws InterruptedException {
        StringBuilder vector = new StringBuilder();
        for (int i = 1; vector.length() < LARGE; i++) {
            vector.append(i).append(":1;");
        }
        String time = vector.substring(0, vector.length() - 1);
        attackers.each(2, end, true, (connection, number) -> {
            int[] user = new int[1];
            String group = attackers.join(connection, attackers.victim(), "vector " + number, user);
            connection.startDiscarding();
            while (System.nanoTime() < end) {
                attackers.send(
                        connection,
                        group,
                        "<request user=\"" + user[0] + "\" time=\"" + time + "\"><no-op/></request>");
            }
        });
    }

    /** Elements that are sent but for their ends, by hundreds of clients at once; then a byte now and then. */
    private static void halves(Attackers attackers, long end) throws InterruptedException {
        byte[] half = ("<group publisher=\"you\" name=\"InfDirectory\"><nonsense text=\"" + "h".repeat(LARGE))
                .getBytes(StandardCharsets.US_ASCII);
        attackers.each(200, end, true, (connection, number) -> {
            connection.startDiscarding();
            connection.sendRaw(half);
            while (System.nanoTime() < end) {
                connection.sendRaw(new byte[] {'h'});
                attackers.sent().incrementAndGet();
                Pace.until(System.nanoTime() + 1_000_000_000L);
            }
        });
    }

    /** Clients that open a large document, and read nothing. */
    private static void readers(Attackers attackers, long end) throws InterruptedException {
        attackers.each(1000, end, false, (connection, number) -> {
            attackers.subscribe(connection, attackers.victim());
            while (System.nanoTime() < end) {
                Pace.until(System.nanoTime() + 5_000_000_000L);
                attackers.send(connection, "<nonsense/>"); // shows when the server has ended it
            }
        });
    }

    /** 60 clients that make documents and folders as fast as they can. */
    private static void creators(Attackers attackers, long end) throws InterruptedException {
        attackers.each(60, end, true, (connection, number) -> {
            attackers.send(connection, "<explore-node id=\"" + attackers.folder() + "\" seq=\"0\"/>");
            Attackers.await(connection, "explore-end");
            connection.startDiscarding();
            for (int i = 1; System.nanoTime() < end; i++) {
                String type = i % 2 == 0 ? "InfText" : "InfSubdirectory";
                attackers.send(
                        connection,
                        "<add-node parent=\"" + attackers.folder() + "\" type=\"" + type + "\" name=\"node " + number
                                + " " + i + "\" seq=\"" + i + "\"/>");
            }
        });
    }

    /** Clients that ask for all that the directory has, again and again. */
    private static void directory(Attackers attackers, long end) throws InterruptedException {
        attackers.each(20, end, true, (connection, number) -> {
            connection.startDiscarding();
            for (int i = 1; System.nanoTime() < end; i++) {
                String message =
                        switch (i % 4) {
                            case 0 -> "<explore-node id=\"0\" seq=\"" + i + "\"/>";
                            case 1 -> "<explore-node id=\"" + attackers.folder() + "\" seq=\"" + i + "\"/>";
                            case 2 -> "<subscribe-session id=\"" + attackers.victim() + "\" seq=\"" + i + "\"/>";
                            default -> "<remove-node id=\"99999999\" seq=\"" + i + "\"/>";
                        };
                attackers.send(connection, message);
            }
        });
    }

    /** Small messages, all of them wrong. */
    private static void errors(Attackers attackers, long end) throws InterruptedException {
        attackers.each(4, end, true, (connection, number) -> {
            int[] user = new int[1];
            String group = attackers.join(connection, attackers.victim(), "wrong " + number, user);
            connection.startDiscarding();
            for (int i = 0; System.nanoTime() < end; i++) {
                String wrong = i % 2 == 0 ? "<nonsense a=\"" + i + "\"/>" : "<request user=\"77\" time=\"x\"/>";
                attackers.send(connection, i % 3 == 0 ? "InfDirectory" : group, wrong);
            }
        });
    }

    /** Users that come and go, each under a name of its own. */
    private static void joins(Attackers attackers, long end) throws InterruptedException {
        attackers.each(4, end, true, (connection, number) -> {
            int[] user = new int[1];
            String group = attackers.join(connection, attackers.victim(), "joiner " + number, user);
            connection.startDiscarding();
            for (int i = 2; System.nanoTime() < end; i++) {
                attackers.send(
                        connection,
                        group,
                        "<user-join seq=\"" + i + "\" name=\"joiner " + number + " " + i
                                + "\" status=\"active\" time=\"\" caret=\"0\" selection=\"0\" hue=\"0.5\"/>");
            }
        });
    }

    /** Clients that log in, and leave. */
    private static void logins(Attackers attackers, long end) throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            Thread thread = new Thread(() -> logIn(attackers, end), "login " + i);
            thread.setDaemon(true);
            thread.start();
            threads.add(thread);
        }
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private static void logIn(Attackers attackers, long end) {
        while (System.nanoTime() < end) {
            try (Connection connection = new Connection(
                    attackers.target().host(), attackers.target().port(), attackers.from(), false)) {
                attackers.connected().incrementAndGet();
                attackers.send(connection, "<nonsense/>");
            } catch (IOException e) {
                // refused
            }
        }
    }
}
