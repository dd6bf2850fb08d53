// SPDX-License-Identifier: Apache-2.0
package org.infinoted.launcher;

import java.util.List;

/** The server cannot start. Lists everything that is wrong, one message each. */
final class StartException extends Exception {
    private static final long serialVersionUID = 1L;

    private final ExitStatus status;
    private final transient List<String> messages;

    StartException(ExitStatus status, List<String> messages) {
        super(String.join("\n", messages));
        this.status = status;
        this.messages = List.copyOf(messages);
    }

    StartException(ExitStatus status, String message) {
        this(status, List.of(message));
    }

    ExitStatus status() {
        return status;
    }

    List<String> messages() {
        return messages;
    }
}
