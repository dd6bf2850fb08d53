// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.sandbox;

import java.util.Optional;
import org.infinoted.plugin.PluginException;
import org.jspecify.annotations.Nullable;

/**
 * The code of a plugin has thrown something. Its message is the text of what was thrown; the throwable itself has been logged and
 * is not kept, since it refers to the plugin's classes.
 */
public final class PluginCodeException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String text;
    private final @Nullable String forPeople;

    /** @param forPeople the message of a {@link PluginException}; null if it was none, or had none */
    PluginCodeException(String text, @Nullable String forPeople) {
        super(null, null, false, false);
        this.text = SafeText.reason(text);
        this.forPeople = forPeople == null ? null : SafeText.reason(forPeople);
    }

    @Override
    public String getMessage() {
        return text;
    }

    /** The plugin's message to people, if it has thrown a {@link PluginException} with a message. */
    Optional<String> forPeople() {
        return Optional.ofNullable(forPeople);
    }
}
