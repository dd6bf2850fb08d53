// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext.adopted;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of one message.
 *
 * @param executions everything that was executed or tried, in order: the requests of the message first, then waiting
 *     requests of any user that these made executable
 * @param failure why the message was not, or not completely, executed; null unless the disposition says so. Failures of
 *     requests that had been waiting stand in their executions alone
 */
public record Outcome(
        Disposition disposition,
        List<Execution> executions,
        @Nullable Failure failure) {
    /** How far a message got. */
    public enum Disposition {
        /** All of its requests were executed. */
        EXECUTED,
        /** At least one of its requests waits for requests that are still missing; the others were executed. */
        DEFERRED,
        /**
         * A request could not be executed. The state the user is known to have reached has advanced all the same, as on every
         * other host. If the request affects the buffer its user is out of step from now on.
         */
        FAILED,
        /** The message does not fit the user; nothing was changed. It is to be dropped. */
        REJECTED,
        /**
         * The message is beyond a limit or claims an impossible state; nothing was changed. As its sender already counts it as
         * done, the sender is out of step and must synchronise again.
         */
        REFUSED
    }

    public Outcome {
        executions = List.copyOf(executions);
    }
}
