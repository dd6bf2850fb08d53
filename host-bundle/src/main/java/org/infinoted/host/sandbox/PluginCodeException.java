// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.sandbox;

import java.util.Optional;
import org.infinoted.plugin.PluginException;

/**
 * The code of a plugin has thrown something. Its message is the text of what was thrown; the throwable itself has been logged and
 * is not kept, since it refers to the plugin's classes.
 */
public final class PluginCodeException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String forPeople;

    /** @param forPeople the message of a {@link PluginException}; null if it was none, or had none */
    PluginCodeException(String text, String forPeople) {
        super(SafeText.reason(text), null, false, false);
        this.forPeople = forPeople == null ? null : SafeText.reason(forPeople);
    }

    /** The plugin's message to people, if it has thrown a {@link PluginException} with a message. */
    Optional<String> forPeople() {
        return Optional.ofNullable(forPeople);
    }
}
