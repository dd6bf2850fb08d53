// SPDX-License-Identifier: Apache-2.0
package org.infinoted.console.web;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * A secret that only one page of ours knows: a request with it comes from that page. It is valid as long as the page's
 * component.
 */
final class CsrfToken {
    /** The header that carries it. A form of another site cannot set a header. */
    static final String HEADER = "X-Infinoted-Token";

    private static final int BYTES = 32;

    private final String text;

    CsrfToken(SecureRandom random) {
        var bytes = new byte[BYTES];
        random.nextBytes(bytes);
        text = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Letters, digits, hyphens and underscores. */
    String text() {
        return text;
    }

    /** Takes as long for a wrong one as for the right one. */
    boolean matches(@Nullable String other) {
        return other != null
                && MessageDigest.isEqual(text.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }
}
