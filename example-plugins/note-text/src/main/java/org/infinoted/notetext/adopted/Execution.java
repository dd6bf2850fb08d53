// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext.adopted;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of one request whose time had come.
 *
 * @param request the request as received
 * @param operation what it amounted to in the state at that moment; null if that could not be found out
 * @param changes what it changed in the document, in order. A failed request may have made some of its changes
 * @param activated whether the user was inactive and became active by this
 * @param failure why it was not executed; null if it was
 */
public record Execution(
        Request request,
        @Nullable Operation operation,
        List<TextChange> changes,
        boolean activated,
        @Nullable Failure failure) {
    public Execution {
        changes = List.copyOf(changes);
    }
}
