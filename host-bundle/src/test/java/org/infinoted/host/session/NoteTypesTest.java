// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.infinoted.note.Note;
import org.infinoted.note.NoteType;
import org.junit.jupiter.api.Test;

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
        NoteType low = new Type();
        NoteType high = new Type();
        types.add(1, "InfText", low);
        types.add(2, "InfText", high);

        assertSame(high, types.find("InfText").orElseThrow().type());
        assertEquals(Optional.empty(), types.find("InfChat"));
    }

    @Test
    void theNextCountsWhenTheFirstIsGoneAndListenersAreTold() {
        NoteType low = new Type();
        NoteType high = new Type();
        types.add(2, "InfText", high);
        types.add(1, "InfText", low);

        types.remove(high);

        assertSame(low, types.find("InfText").orElseThrow().type());
        assertEquals(List.of(high), gone);
    }

    @Test
    void theEndOfAProviderThatCountsNoMoreIsToldSinceDocumentsMayBeOpenWithIt() {
        NoteType low = new Type();
        types.add(1, "InfText", low);
        types.add(2, "InfText", new Type());
        types.add(3, "InfChat", new Type());

        types.remove(low);

        assertEquals(List.of(low), gone);
        assertEquals(List.of("InfChat", "InfText"), types.names());
    }

    @Test
    void theEndOfAProviderIsCompleteWhenNothingUsesItAnyMore() {
        NoteType type = new Type();
        types.add(1, "InfText", type);

        CompletableFuture<Void> removed = types.remove(type).toCompletableFuture();

        assertFalse(removed.isDone());
        closed.complete(null);
        assertTrue(removed.isDone());
    }

    @Test
    void theEndOfWhatWasNeverThereIsNotTold() {
        assertTrue(types.remove(new Type()).toCompletableFuture().isDone());
        assertEquals(List.of(), gone);
    }

    private static final class Type implements NoteType {
        @Override
        public List<String> sessionTypes() {
            return List.of();
        }

        @Override
        public Note create() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Note read(InputStream stored) {
            throw new UnsupportedOperationException();
        }
    }
}
