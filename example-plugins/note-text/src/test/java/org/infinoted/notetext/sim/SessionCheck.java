// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext.sim;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.infinoted.notetext.adopted.Participant;
import org.infinoted.notetext.adopted.Request;
import org.infinoted.notetext.adopted.Status;
import org.infinoted.notetext.file.Hue;
import org.infinoted.notetext.rope.Run;
import org.infinoted.session.User;
import org.infinoted.text.Text;
import org.infinoted.xml.Element;

/** Compares all hosts of a session in which nothing is on its way. */
final class SessionCheck {
    private static final double NOBODY = -1;

    private final SimulatedSession session;
    private final SimulatedHost host;
    private final Findings findings;

    SessionCheck(SimulatedSession session) {
        this.session = session;
        this.host = session.host();
        this.findings = session.findings();
    }

    void check() {
        compareAll();
        if (findings.all().stream().anyMatch(finding -> finding.kind() != Finding.Kind.COLOUR)) {
            return;
        }
        everybodyComesBack();
        SimulatedClient late = session.lateReader();
        if (late.isReady() && late.logLength() > session.style().log()) {
            findings.add(Finding.Kind.LOG, "a late joiner got " + late.logLength() + " requests");
        }
        compareAll();
        int most = session.random().nextInt(8) == 0 ? Integer.MAX_VALUE : 10;
        session.typists().forEach(typist -> takeBack(typist, most));
        compareAll();
    }

    private void compareAll() {
        for (SimulatedClient client : session.clients()) {
            if (client.isReady()) {
                compare(client);
            } else if (!client.isClosed() && !client.hasCrashed()) {
                findings.add(Finding.Kind.CLIENT, client + " is not there in the end");
            }
        }
        if (!host.context().followed().is(host.context().text())) {
            findings.add(Finding.Kind.EVENTS, "the events do not make the text");
        }
    }

    private void compare(SimulatedClient client) {
        String expected = host.context().text().toString();
        String actual = client.engine().text().text();
        if (!expected.equals(actual)) {
            findings.add(Finding.Kind.TEXT, client + " has\n  " + actual + "\ninstead of\n  " + expected);
        } else {
            compareColours(client);
        }
        compareStatus(client);
    }

    /** Text of nobody takes the colour of the user who restores it, at those clients that have it not from before. */
    private void compareColours(SimulatedClient client) {
        double[] expected = hues();
        int at = 0;
        for (Run run : client.engine().text()) {
            double hue = client.roster().hue(run.author());
            for (int end = at + run.text().codePointCount(0, run.text().length()); at < end; at++) {
                if (expected[at] != hue && expected[at] != NOBODY && hue != NOBODY) {
                    findings.add(
                            Finding.Kind.COLOUR,
                            client + " has user " + run.author() + "'s colour at " + at + ": " + hue + " instead of "
                                    + expected[at]);
                    return;
                }
            }
        }
    }

    /** The colours of the characters of the server's text. */
    private double[] hues() {
        Map<Integer, Double> hueOf = new HashMap<>();
        hueOf.put(0, NOBODY);
        for (User user : host.attendance().all()) {
            Element.Builder description = Element.named("user");
            host.note().describe(user, description);
            hueOf.put(user.id(), Hue.parse(String.valueOf(description.build().attribute("hue"))));
        }
        Text text = host.context().text();
        double[] hues = new double[text.length()];
        int at = 0;
        for (Text.Run run : text.runs()) {
            for (int end = at + run.text().codePointCount(0, run.text().length()); at < end; at++) {
                hues[at] = hueOf.get(run.author());
            }
        }
        return hues;
    }

    private void compareStatus(SimulatedClient client) {
        Map<Integer, Status> expected = new HashMap<>();
        for (User user : host.attendance().all()) {
            expected.put(user.id(), Status.valueOf(user.status().name()));
        }
        for (Participant participant : client.engine().participants()) {
            Status status = expected.getOrDefault(participant.id(), Status.UNAVAILABLE);
            if (participant.status() != status) {
                findings.add(
                        Finding.Kind.STATUS,
                        client + " takes user " + participant.id() + " for "
                                + participant.status().name().toLowerCase(Locale.ROOT) + " instead of "
                                + status.name().toLowerCase(Locale.ROOT));
            }
        }
    }

    /** A join that meets a text by the same user must be tried again. */
    private void everybodyComesBack() {
        for (Typist typist : session.typists()) {
            typist.comeBack();
            for (int tries = 0; tries < 2 && !typist.client().hasJoined(); tries++) {
                if (typist.client().isClosed()) {
                    typist.client().subscribe();
                    session.settle();
                }
                typist.join();
                session.settle();
            }
            if (!typist.client().hasJoined() && !typist.client().hasCrashed()) {
                findings.add(Finding.Kind.REFUSED, typist.client() + " was not let in");
            }
        }
    }

    /**
     * A client takes back what it may; all of it in some sessions. The server must allow just that; but when logs are small, clients
     * forget some requests before their time, together with what was done meanwhile.
     */
    private void takeBack(Typist typist, int most) {
        SimulatedClient client = typist.client();
        if (!client.hasJoined() || client.hasSeveralUsers()) {
            return;
        }
        Request.Type type = session.random().nextBoolean() ? Request.Type.UNDO : Request.Type.REDO;
        int done = 0;
        while (done < most && client.takeBack(type, 1) > 0) {
            done++;
        }
        session.settle();
        if (done < most && client.hasJoined() && session.style().log() >= Style.LOG) {
            client.expectClose();
            client.pretend(type);
            session.settle();
            if (!client.isClosed()) {
                findings.add(Finding.Kind.UNDO, client + " has nothing to " + type + ", but the server did it");
            }
        }
    }
}
