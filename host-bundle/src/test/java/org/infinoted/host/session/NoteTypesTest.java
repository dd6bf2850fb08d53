// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.infinoted.note.NoteType;
import org.infinoted.testdoubles.FakeNoteType;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class NoteTypesTest {
    private final NoteTypes types = new NoteTypes();
    private final List<NoteType> gone = new ArrayList<>();
    private final CompletableFuture<Void> closed = new CompletableFuture<>();

    NoteTypesTest() {
        types.onRemoval(type -> {
            gone.add(type.type());
            return closed;
        });
    }

    @Test
    void theProviderOfHighestRankCounts() {
        NoteType low = new FakeNoteType(List.of());
        NoteType high = new FakeNoteType(List.of());
        types.add(1, "InfText", low);
        types.add(2, "InfText", high);

        assertSame(high, types.find("InfText").orElseThrow().type());
        assertEquals(Optional.empty(), types.find("InfChat"));
    }

    @Test
    void theNextCountsWhenTheFirstIsGoneAndListenersAreTold() {
        NoteType low = new FakeNoteType(List.of());
        NoteType high = new FakeNoteType(List.of());
        types.add(2, "InfText", high);
        types.add(1, "InfText", low);

        types.remove(high);

        assertSame(low, types.find("InfText").orElseThrow().type());
        assertEquals(List.of(high), gone);
    }

    @Test
    void theEndOfAProviderThatCountsNoMoreIsToldSinceDocumentsMayBeOpenWithIt() {
        NoteType low = new FakeNoteType(List.of());
        types.add(1, "InfText", low);
        types.add(2, "InfText", new FakeNoteType(List.of()));
        types.add(3, "InfChat", new FakeNoteType(List.of()));

        types.remove(low);

        assertEquals(List.of(low), gone);
        assertEquals(List.of("InfChat", "InfText"), types.names());
    }

    @Test
    void theEndOfAProviderIsCompleteWhenNothingUsesItAnyMore() {
        NoteType type = new FakeNoteType(List.of());
        types.add(1, "InfText", type);

        CompletableFuture<Void> removed = types.remove(type).toCompletableFuture();

        assertFalse(removed.isDone());
        closed.complete(null);
        assertTrue(removed.isDone());
    }

    @Test
    void theEndOfWhatWasNeverThereIsNotTold() {
        assertTrue(
                types.remove(new FakeNoteType(List.of())).toCompletableFuture().isDone());
        assertEquals(List.of(), gone);
    }
}
