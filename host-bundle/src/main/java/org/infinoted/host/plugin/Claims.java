// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.plugin;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.infinoted.host.sandbox.SafeText;
import org.infinoted.plugin.PluginException;

/** Records which plugin holds which exclusive resource. Thread-safe. */
final class Claims {
    private final ConcurrentMap<String, Claim> claims = new ConcurrentHashMap<>();

    /**
     * Gives the resource to a plugin.
     *
     * @param holder the identity of the plugin
     * @throws PluginException if it is held already; names the holder
     */
    Claim take(String resource, String holder) throws PluginException {
        var claim = new Claim(resource, holder);
        Claim other = claims.putIfAbsent(resource, claim);
        if (other != null) {
            throw new PluginException("The resource \"" + SafeText.of(resource) + "\" is held by the plugin \""
                    + other.holder + "\": let only one of them use it, then retry");
        }
        return claim;
    }

    /** A plugin's hold of a resource. */
    final class Claim {
        private final String resource;
        private final String holder;

        private Claim(String resource, String holder) {
            this.resource = resource;
            this.holder = holder;
        }

        /** Releases the resource. Does nothing the second time, even if another plugin holds it by then. */
        void close() {
            claims.remove(resource, this);
        }
    }
}
