// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext.sim;

import java.util.ArrayList;
import java.util.List;
import org.infinoted.notetext.adopted.AdoptedException;
import org.infinoted.notetext.adopted.EngineBuilder;
import org.infinoted.notetext.adopted.Insert;
import org.infinoted.notetext.adopted.Limits;
import org.infinoted.notetext.adopted.Participant;
import org.infinoted.notetext.adopted.RemoteDelete;
import org.infinoted.notetext.adopted.Request;
import org.infinoted.notetext.adopted.StateVector;
import org.infinoted.notetext.adopted.Status;
import org.infinoted.notetext.adopted.TextEngine;
import org.infinoted.notetext.file.Hue;
import org.infinoted.notetext.rope.AuthoredText;
import org.infinoted.notetext.wire.SyncWriter;
import org.infinoted.session.User;
import org.infinoted.session.UserStatus;
import org.infinoted.xml.Element;

/** A document that the first client has written alone, before it uploads it. */
final class Uploaded {
    /** The client's user, who stays, and one who has gone. */
    private static final int PRESENT = 1;

    private static final int ABSENT = 2;

    private final TextEngine engine;
    private final Roster roster = new Roster();
    private final List<Element> descriptions = new ArrayList<>();

    /** @param history whether all that was done is in the log */
    Uploaded(OwnUser own, Limits limits, boolean history) {
        try {
            engine = written(limits, history);
        } catch (AdoptedException e) {
            throw new IllegalStateException(e);
        }
        describe(own.name(), own.hue(), engine.participant(PRESENT));
        describe("somebody", 0.5, engine.participant(ABSENT));
    }

    private static TextEngine written(Limits limits, boolean history) throws AdoptedException {
        TextEngine first = new EngineBuilder(limits)
                .user(new Participant(PRESENT, Status.ACTIVE, StateVector.EMPTY, 0, 0))
                .user(new Participant(ABSENT, Status.ACTIVE, StateVector.EMPTY, 0, 0))
                .build();
        execute(first, Request.of(PRESENT, first.current(), new Insert(0, AuthoredText.of(PRESENT, "abcdef"))));
        execute(first, Request.of(ABSENT, first.current(), new Insert(3, AuthoredText.of(ABSENT, "ghijkl"))));
        execute(first, Request.of(PRESENT, first.current(), new RemoteDelete(2, 4)));
        execute(first, Request.of(ABSENT, first.current(), new Insert(1, AuthoredText.of(ABSENT, "xyz"))));
        execute(first, Request.undo(PRESENT, first.current()));
        execute(first, Request.undo(ABSENT, first.current()));
        execute(first, Request.redo(ABSENT, first.current()));
        first.setStatus(ABSENT, Status.UNAVAILABLE);
        if (history) {
            return first;
        }
        return new EngineBuilder(limits)
                .user(new Participant(PRESENT, Status.ACTIVE, StateVector.EMPTY, 0, 0))
                .user(new Participant(ABSENT, Status.UNAVAILABLE, StateVector.EMPTY, 0, 0))
                .append(first.text())
                .build();
    }

    private static void execute(TextEngine engine, Request request) {
        engine.receive(request, 1);
    }

    private void describe(String name, double hue, Participant participant) {
        Element description = Element.named("sync-user")
                .attribute("id", participant.id())
                .attribute("name", name)
                .attribute("status", participant.status() == Status.ACTIVE ? "active" : "unavailable")
                .attribute("time", participant.vector().toString())
                .attribute("caret", participant.caret())
                .attribute("selection", participant.selection())
                .attribute("hue", Hue.print(hue))
                .build();
        descriptions.add(description);
        roster.put(participant.id(), description);
    }

    /** The client's own copy. */
    TextEngine engine() {
        return engine;
    }

    Roster roster() {
        return roster;
    }

    /** The client's own user. */
    Participant present() {
        return engine.participant(PRESENT);
    }

    List<User> users(SimulatedConnection via) {
        return List.of(
                User.present(PRESENT, descriptions.get(0).attribute("name"), UserStatus.ACTIVE, via),
                User.absent(ABSENT, descriptions.get(1).attribute("name")));
    }

    List<Element> descriptions() {
        return descriptions;
    }

    List<Element> content() {
        var log = new ArrayList<>(engine.log(PRESENT));
        log.addAll(engine.log(ABSENT));
        return SyncWriter.write(log, engine.text());
    }
}
