// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.plugin;

/**
 * A call into a plugin did not succeed. Its message is the reason, for a person; the cause has been logged and is not kept, since
 * it refers to the plugin's classes.
 */
final class CallFailure extends Exception {
    private static final long serialVersionUID = 1L;

    CallFailure(String message) {
        super(message, null, false, false);
    }
}
