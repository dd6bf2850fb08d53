// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext.adopted;

import static org.infinoted.notetext.adopted.EngineFixture.assertDone;
import static org.infinoted.notetext.adopted.EngineFixture.assertFailed;
import static org.infinoted.notetext.adopted.EngineFixture.state;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.infinoted.protocol.AdoptedAlgorithmError;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class UndoTest {
    @Test
    void undoTakesBackTheLastOwnRequest() {
        var fixture = EngineFixture.of("", 2);
        fixture.insert(1, "", 0, "a");
        fixture.insert(2, "1:1", 1, "b");
        fixture.insert(1, "1:1;2:1", 2, "c");
        fixture.insert(2, "1:2;2:1", 3, "d");
        assertDone(fixture.undo(1, "1:2;2:2"));
        assertEquals("abd", fixture.text());
        assertDone(fixture.undo(1, "1:3;2:2"));
        assertEquals("bd", fixture.text());
    }

    @Test
    void redoRestoresWhatWasUndone() {
        var fixture = EngineFixture.of("", 1);
        fixture.insert(1, "", 0, "a");
        fixture.insert(1, "1:1", 1, "b");
        fixture.undo(1, "1:2");
        fixture.undo(1, "1:3");
        assertDone(fixture.redo(1, "1:4"));
        assertEquals("a", fixture.text());
        assertDone(fixture.redo(1, "1:5"));
        assertEquals("ab", fixture.text());
    }

    @Test
    void newRequestForgetsWhatCouldBeRedone() {
        var fixture = EngineFixture.of("", 1);
        fixture.insert(1, "", 0, "a");
        fixture.undo(1, "1:1");
        assertTrue(fixture.engine.canRedo(1));
        fixture.insert(1, "1:2", 0, "b");
        assertFalse(fixture.engine.canRedo(1));
        assertFailed(AdoptedAlgorithmError.NO_REDO, fixture.redo(1, "1:3"));
    }

    @Test
    void nothingToUndoFails() {
        var fixture = EngineFixture.of("", 1);
        assertFailed(AdoptedAlgorithmError.NO_UNDO, fixture.undo(1, ""));
        assertEquals("1:1", fixture.vector(1));
        assertEquals("", fixture.current());
    }

    @Test
    void undoRestoresTheAuthorsOfDeletedText() {
        var fixture = EngineFixture.of("", 3);
        fixture.insert(1, "", 0, "aaa");
        fixture.insert(2, "1:1", 3, "bbb");
        fixture.delete(3, "1:1;2:1", 1, 4);
        fixture.undo(3, "1:1;2:1;3:1");
        assertEquals("[1]aaa[2]bbb", fixture.runs());
    }

    @Test
    void textDeletedByTwoStaysDeletedUntilBothUndo() {
        var fixture = EngineFixture.of("abc", 2);
        fixture.delete(1, "", 1, 1);
        fixture.delete(2, "", 1, 1);
        fixture.undo(1, "1:1;2:1");
        assertEquals("ac", fixture.text());
        fixture.undo(2, "1:2;2:1");
        assertEquals("abc", fixture.text());
    }

    @Test
    void undoneInsertLeavesConcurrentTextInside() {
        var fixture = EngineFixture.of("", 2);
        fixture.insert(1, "", 0, "aaaa");
        fixture.insert(2, "1:1", 2, "B");
        fixture.undo(1, "1:1;2:1");
        assertEquals("B", fixture.text());
        fixture.redo(1, "1:2;2:1");
        assertEquals("[1]aa[2]B[1]aa", fixture.runs());
    }

    @Test
    void undoAndRedoAreFoldedWhenOthersPassThem() {
        var fixture = EngineFixture.of("abc", 2);
        fixture.delete(1, "", 0, 3);
        fixture.undo(1, "1:1");
        fixture.insert(2, "", 2, "X");
        assertEquals("abXc", fixture.text());
    }

    @Test
    void undoneRequestsOfOthersDoNotMoveAnything() {
        var fixture = EngineFixture.of("abc", 2);
        fixture.insert(1, "", 0, "12");
        fixture.undo(1, "1:1");
        fixture.redo(1, "1:2");
        fixture.delete(2, "", 1, 2);
        assertEquals("12a", fixture.text());
    }

    @Test
    void undoMadeBeforeAConcurrentRequestIsTransformed() {
        var fixture = EngineFixture.of("", 2);
        fixture.insert(1, "", 0, "a");
        fixture.insert(2, "1:1", 0, "B");
        assertDone(fixture.undo(1, "1:1"));
        assertEquals("B", fixture.text());
    }

    @Test
    void undoIsLimitedByTheDistanceOfAllRequests() {
        var fixture = EngineFixture.of("", 2, Limits.DEFAULTS.withLog(3));
        fixture.insert(1, "", 0, "a");
        fixture.insert(2, "1:1", 0, "b");
        assertTrue(fixture.engine.canUndo(1));
        fixture.insert(2, "1:1;2:1", 0, "c");
        // User 1 does not know of these, so it may still.
        assertTrue(fixture.engine.canUndo(1));
        fixture.noOp(1, "1:1;2:2");
        assertFalse(fixture.engine.canUndo(1));
        assertFailed(AdoptedAlgorithmError.NO_UNDO, fixture.undo(1, "1:1;2:2"));
    }

    @Test
    void undoCountsFromTheFirstRequestOfTheChain() {
        var fixture = EngineFixture.of("", 1, Limits.DEFAULTS.withLog(3));
        fixture.insert(1, "", 0, "a");
        fixture.undo(1, "1:1");
        assertTrue(fixture.engine.canRedo(1));
        fixture.redo(1, "1:2");
        assertFalse(fixture.engine.canUndo(1));
    }

    @Test
    void noLogMeansNoUndo() {
        var fixture = EngineFixture.of("", 1, Limits.DEFAULTS.withLog(0));
        fixture.insert(1, "", 0, "a");
        assertFalse(fixture.engine.canUndo(1));
    }

    @Test
    void unlimitedLogAlwaysAllowsUndo() {
        var fixture = EngineFixture.of("", 1, Limits.DEFAULTS.withLog(Limits.UNLIMITED));
        for (int i = 0; i < 5000; i++) {
            fixture.engine.receive(Request.of(1, fixture.engine.current(), new RemoteDelete(0, 0)), 1);
        }
        assertEquals(5000, fixture.logSize(1));
        assertTrue(fixture.engine.canUndo(1));
    }

    @Test
    void undoOfAGroupTakesBackSeveral() {
        var fixture = EngineFixture.of("", 1);
        for (var letter : "abc".split("")) {
            fixture.insert(1, fixture.current(), fixture.text().length(), letter);
        }
        assertDone(fixture.engine.receive(Request.undo(1, state("1:3")), 3));
        assertEquals("", fixture.text());
        assertDone(fixture.engine.receive(Request.redo(1, state("1:6")), 2));
        assertEquals("ab", fixture.text());
    }

    @Test
    void manyUndosAndRedosOfOneRequestNeedNoDeepStack() {
        var fixture = EngineFixture.of("", 2);
        fixture.insert(1, "", 0, "a");
        for (int i = 0; i < 300; i++) {
            fixture.undo(1, fixture.current());
            fixture.redo(1, fixture.current());
        }
        assertEquals("a", fixture.text());
        assertDone(fixture.insert(2, "", 0, "b"));
        assertEquals("ba", fixture.text());
    }

    @Test
    void savedTextIsUnmodifiedAgainAfterUndo() {
        var fixture = EngineFixture.of("", 1);
        fixture.insert(1, "", 0, "a");
        fixture.engine.markSaved();
        assertFalse(fixture.engine.isModified());
        fixture.insert(1, "1:1", 1, "b");
        fixture.insert(1, "1:2", 2, "c");
        assertTrue(fixture.engine.isModified());
        fixture.undo(1, "1:3");
        assertTrue(fixture.engine.isModified());
        fixture.undo(1, "1:4");
        assertFalse(fixture.engine.isModified());
        fixture.redo(1, "1:5");
        assertTrue(fixture.engine.isModified());
    }

    @Test
    void undoBeyondTheSavedStateIsAModification() {
        var fixture = EngineFixture.of("", 1);
        fixture.insert(1, "", 0, "a");
        fixture.engine.markSaved();
        fixture.undo(1, "1:1");
        assertTrue(fixture.engine.isModified());
        fixture.redo(1, "1:2");
        assertFalse(fixture.engine.isModified());
    }
}
