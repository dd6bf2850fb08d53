// SPDX-License-Identifier: Apache-2.0
package org.infinoted.plugin;

/**
 * A plugin cannot work. The message is shown to the administrator: it names what is wrong and what to do, such as the option, its
 * value and what is allowed.
 */
public class PluginException extends Exception {
    private static final long serialVersionUID = 1L;

    public PluginException(String message) {
        super(message);
    }

    public PluginException(String message, Throwable cause) {
        super(message, cause);
    }
}
