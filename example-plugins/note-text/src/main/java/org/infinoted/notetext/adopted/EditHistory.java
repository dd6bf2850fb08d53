// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext.adopted;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import org.infinoted.protocol.AdoptedAlgorithmError;

/**
 * The latest changes of the text, in order, so that an operation made for an earlier text can be transformed past them.
 * It is not the engine's log: it knows neither requests nor states, and forgets old changes.
 *
 * <p>Texts have versions: each change makes the next. To be used by one thread at a time.
 */
public final class EditHistory {
    private static final long BYTES_OF_STEP = 100;

    private final int capacity;
    private final long room;
    private final long steps;
    private final Deque<Step> recorded = new ArrayDeque<>();
    private long characters; // that the recorded changes hold
    private long version;
    private boolean recording;

    private record Step(int user, Elementary change) {}

    /**
     * @param capacity how many changes are remembered
     * @param room how many code points of text the remembered changes may hold
     * @param steps how many elementary transformations {@link #carryOver} may take
     */
    public EditHistory(int capacity, long room, long steps) {
        this.capacity = capacity;
        this.room = room;
        this.steps = steps;
    }

    /** The version of the present text. */
    public long version() {
        return version;
    }

    /** Turns recording on or off; turning it off forgets everything. */
    public void record(boolean on) {
        recording = on;
        if (!on) {
            recorded.clear();
            characters = 0;
        }
    }

    /** How much memory the remembered changes take, in bytes, roughly. */
    public long memory() {
        return recorded.size() * BYTES_OF_STEP + TextSize.memory(characters);
    }

    /** The text has changed in a way that is not known. */
    public void forget() {
        version++;
        recorded.clear();
        characters = 0;
    }

    /** Records a change of the text. */
    public void add(int user, TextChange change) {
        version++;
        if (!recording) {
            return;
        }
        // no transformation needs the text of a deletion
        recorded.add(new Step(
                user,
                change.kind() == TextChange.Kind.INSERTED
                        ? new Insert(change.position(), change.text())
                        : new RemoteDelete(change.position(), change.text().length())));
        characters += held(recorded.getLast());
        while (recorded.size() > capacity || characters > room) {
            characters -= held(recorded.remove());
        }
    }

    private static long held(Step step) {
        return step.change().inserts() ? step.change().length() : 0;
    }

    /**
     * Transforms an operation past all changes since.
     *
     * @param operation an insert, deletion or split, whose deletions know their text
     * @param user whose it is. As in the engine, an insert at the position of another gives way unless its user's id is larger
     * @param since the version of the text that it was made for
     * @return the operations to be executed one after the other
     * @throws AdoptedException if too much has happened since
     */
    public List<Elementary> carryOver(Operation operation, int user, long since) throws AdoptedException {
        if (since < version - recorded.size() || since > version) {
            throw tooOld("The text that the edit was made for is too old: " + (version - since)
                    + " changes have been made since, of which " + recorded.size() + " are known");
        }
        Operation result = operation;
        long taken = 0;
        for (Step step : latest((int) (version - since))) {
            taken += Transformation.cost(result, step.change());
            if (taken > steps) {
                throw tooOld("The text that the edit was made for is too old for an edit of that size: "
                        + (version - since) + " changes have been made since");
            }
            boolean stays = Integer.compareUnsigned(user, step.user()) > 0;
            result = Transformation.transform(result, step.change(), stays);
        }
        return Split.partsOf(result);
    }

    private List<Step> latest(int count) {
        List<Step> latest = new ArrayList<>(count);
        Iterator<Step> backwards = recorded.descendingIterator();
        for (int i = 0; i < count; i++) {
            latest.add(backwards.next());
        }
        Collections.reverse(latest);
        return latest;
    }

    private static AdoptedException tooOld(String message) {
        return new AdoptedException(AdoptedAlgorithmError.FAILED, message);
    }
}
