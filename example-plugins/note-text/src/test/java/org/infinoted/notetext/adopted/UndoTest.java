// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext.adopted;

import static org.infinoted.notetext.adopted.Host.assertDone;
import static org.infinoted.notetext.adopted.Host.assertFailed;
import static org.infinoted.notetext.adopted.Host.state;
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
        var host = Host.of("", 2);
        host.insert(1, "", 0, "a");
        host.insert(2, "1:1", 1, "b");
        host.insert(1, "1:1;2:1", 2, "c");
        host.insert(2, "1:2;2:1", 3, "d");
        assertDone(host.undo(1, "1:2;2:2"));
        assertEquals("abd", host.text());
        assertDone(host.undo(1, "1:3;2:2"));
        assertEquals("bd", host.text());
    }

    @Test
    void redoRestoresWhatWasUndone() {
        var host = Host.of("", 1);
        host.insert(1, "", 0, "a");
        host.insert(1, "1:1", 1, "b");
        host.undo(1, "1:2");
        host.undo(1, "1:3");
        assertDone(host.redo(1, "1:4"));
        assertEquals("a", host.text());
        assertDone(host.redo(1, "1:5"));
        assertEquals("ab", host.text());
    }

    @Test
    void newRequestForgetsWhatCouldBeRedone() {
        var host = Host.of("", 1);
        host.insert(1, "", 0, "a");
        host.undo(1, "1:1");
        assertTrue(host.engine.canRedo(1));
        host.insert(1, "1:2", 0, "b");
        assertFalse(host.engine.canRedo(1));
        assertFailed(AdoptedAlgorithmError.NO_REDO, host.redo(1, "1:3"));
    }

    @Test
    void nothingToUndoFails() {
        var host = Host.of("", 1);
        assertFailed(AdoptedAlgorithmError.NO_UNDO, host.undo(1, ""));
        assertEquals("1:1", host.vector(1));
        assertEquals("", host.current());
    }

    @Test
    void undoRestoresTheAuthorsOfDeletedText() {
        var host = Host.of("", 3);
        host.insert(1, "", 0, "aaa");
        host.insert(2, "1:1", 3, "bbb");
        host.delete(3, "1:1;2:1", 1, 4);
        host.undo(3, "1:1;2:1;3:1");
        assertEquals("[1]aaa[2]bbb", host.runs());
    }

    @Test
    void textDeletedByTwoStaysDeletedUntilBothUndo() {
        var host = Host.of("abc", 2);
        host.delete(1, "", 1, 1);
        host.delete(2, "", 1, 1);
        host.undo(1, "1:1;2:1");
        assertEquals("ac", host.text());
        host.undo(2, "1:2;2:1");
        assertEquals("abc", host.text());
    }

    @Test
    void undoneInsertLeavesConcurrentTextInside() {
        var host = Host.of("", 2);
        host.insert(1, "", 0, "aaaa");
        host.insert(2, "1:1", 2, "B");
        host.undo(1, "1:1;2:1");
        assertEquals("B", host.text());
        host.redo(1, "1:2;2:1");
        assertEquals("[1]aa[2]B[1]aa", host.runs());
    }

    @Test
    void undoAndRedoAreFoldedWhenOthersPassThem() {
        var host = Host.of("abc", 2);
        host.delete(1, "", 0, 3);
        host.undo(1, "1:1");
        host.insert(2, "", 2, "X");
        assertEquals("abXc", host.text());
    }

    @Test
    void undoneRequestsOfOthersDoNotMoveAnything() {
        var host = Host.of("abc", 2);
        host.insert(1, "", 0, "12");
        host.undo(1, "1:1");
        host.redo(1, "1:2");
        host.delete(2, "", 1, 2);
        assertEquals("12a", host.text());
    }

    @Test
    void undoMadeBeforeAConcurrentRequestIsTransformed() {
        var host = Host.of("", 2);
        host.insert(1, "", 0, "a");
        host.insert(2, "1:1", 0, "B");
        assertDone(host.undo(1, "1:1"));
        assertEquals("B", host.text());
    }

    @Test
    void undoIsLimitedByTheDistanceOfAllRequests() {
        var host = Host.of("", 2, Limits.DEFAULTS.withLog(3));
        host.insert(1, "", 0, "a");
        host.insert(2, "1:1", 0, "b");
        assertTrue(host.engine.canUndo(1));
        host.insert(2, "1:1;2:1", 0, "c");
        // User 1 does not know of these, so it may still.
        assertTrue(host.engine.canUndo(1));
        host.noOp(1, "1:1;2:2");
        assertFalse(host.engine.canUndo(1));
        assertFailed(AdoptedAlgorithmError.NO_UNDO, host.undo(1, "1:1;2:2"));
    }

    @Test
    void undoCountsFromTheFirstRequestOfTheChain() {
        var host = Host.of("", 1, Limits.DEFAULTS.withLog(3));
        host.insert(1, "", 0, "a");
        host.undo(1, "1:1");
        assertTrue(host.engine.canRedo(1));
        host.redo(1, "1:2");
        assertFalse(host.engine.canUndo(1));
    }

    @Test
    void noLogMeansNoUndo() {
        var host = Host.of("", 1, Limits.DEFAULTS.withLog(0));
        host.insert(1, "", 0, "a");
        assertFalse(host.engine.canUndo(1));
    }

    @Test
    void unlimitedLogAlwaysAllowsUndo() {
        var host = Host.of("", 1, Limits.DEFAULTS.withLog(Limits.UNLIMITED));
        for (int i = 0; i < 5000; i++) {
            host.engine.receive(Request.of(1, host.engine.current(), new RemoteDelete(0, 0)), 1);
        }
        assertEquals(5000, host.logSize(1));
        assertTrue(host.engine.canUndo(1));
    }

    @Test
    void undoOfAGroupTakesBackSeveral() {
        var host = Host.of("", 1);
        for (var letter : "abc".split("")) {
            host.insert(1, host.current(), host.text().length(), letter);
        }
        assertDone(host.engine.receive(Request.undo(1, state("1:3")), 3));
        assertEquals("", host.text());
        assertDone(host.engine.receive(Request.redo(1, state("1:6")), 2));
        assertEquals("ab", host.text());
    }

    @Test
    void manyUndosAndRedosOfOneRequestNeedNoDeepStack() {
        var host = Host.of("", 2);
        host.insert(1, "", 0, "a");
        for (int i = 0; i < 300; i++) {
            host.undo(1, host.current());
            host.redo(1, host.current());
        }
        assertEquals("a", host.text());
        assertDone(host.insert(2, "", 0, "b"));
        assertEquals("ba", host.text());
    }

    @Test
    void savedTextIsUnmodifiedAgainAfterUndo() {
        var host = Host.of("", 1);
        host.insert(1, "", 0, "a");
        host.engine.markSaved();
        assertFalse(host.engine.isModified());
        host.insert(1, "1:1", 1, "b");
        host.insert(1, "1:2", 2, "c");
        assertTrue(host.engine.isModified());
        host.undo(1, "1:3");
        assertTrue(host.engine.isModified());
        host.undo(1, "1:4");
        assertFalse(host.engine.isModified());
        host.redo(1, "1:5");
        assertTrue(host.engine.isModified());
    }

    @Test
    void undoBeyondTheSavedStateIsAModification() {
        var host = Host.of("", 1);
        host.insert(1, "", 0, "a");
        host.engine.markSaved();
        host.undo(1, "1:1");
        assertTrue(host.engine.isModified());
        host.redo(1, "1:2");
        assertFalse(host.engine.isModified());
    }
}
