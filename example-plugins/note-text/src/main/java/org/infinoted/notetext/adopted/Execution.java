// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext.adopted;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of one request when it was due.
 *
 * @param request the request as received
 * @param operation what it was, transformed to the state at that moment; null if it could not be transformed
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
