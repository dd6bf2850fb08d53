// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.spi;

/**
 * A service has not answered: it has thrown, has run out of time, or was not asked. The message says which, for a person; a cause
 * is not kept, since it refers to the plugin's classes.
 */
final class NoAnswer extends Exception {
    private static final long serialVersionUID = 1L;

    NoAnswer(String message) {
        super(message, null, false, false);
    }
}
