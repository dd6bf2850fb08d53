// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.sandbox;

import org.infinoted.plugin.PluginReason;

/**
 * A call into a plugin did not succeed. Its message is the reason, for a person; the cause has been logged and is not kept, since
 * it refers to the plugin's classes.
 */
public final class CallFailure extends Exception {
    private static final long serialVersionUID = 1L;

    private final String callback;
    private final String message;

    /** @param callback the name of the callback */
    CallFailure(String callback, String message) {
        super(message, null, false, false);
        this.callback = callback;
        this.message = message;
    }

    @Override
    public String getMessage() {
        return message;
    }

    public PluginReason reason() {
        return new PluginReason(PluginReason.Kind.CALLBACK, callback, message);
    }
}
