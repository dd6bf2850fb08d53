// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.directory;

import java.util.List;

/** The documents whose last changes are not in the store, for the last resort. Methods may be called from any thread. */
public interface UnsavedDocuments {
    /**
     * The documents that have changed since they were saved, as they are now, whatever the loops do: they would save them themselves
     * if they could. One that cannot say what is to be saved is {@link #lost}.
     */
    List<UnsavedDocument> unsaved();

    /** One of {@link #unsaved} has been saved. */
    void saved(UnsavedDocument document);

    /** The paths of the documents that were to be saved and closed, and could not be saved, nor since then. */
    List<String> lost();
}
