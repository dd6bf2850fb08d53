// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext.adopted;

/** A request cannot be translated to a state, or only at too high a cost. */
final class TranslationException extends Exception {
    private static final long serialVersionUID = 1;

    private final String reason;

    TranslationException(String reason) {
        super(reason);
        this.reason = reason;
    }

    @Override
    public String getMessage() {
        return reason;
    }
}
