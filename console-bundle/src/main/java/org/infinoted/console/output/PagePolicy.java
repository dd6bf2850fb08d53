// SPDX-License-Identifier: Apache-2.0
package org.infinoted.console.output;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a page's Content-Security-Policy allows. The scripts within a page as the server has sent it are named by their
 * hashes, so a script that gets into the page later does not run. Our pages need no more. Felix's sort their tables
 * with {@code eval}, and write their styles into their markup; two of them need more still.
 */
final class PagePolicy {
    private static final String ALL = "default-src 'none'; base-uri 'none'; frame-ancestors 'none'; font-src 'self';"
            + " img-src 'self' data:; connect-src 'self'";
    private static final String OURS = "infinoted-";

    /** Its links are scripts ({@code javascript:}), which have no hashes. */
    private static final String LICENSES = "licenses";

    /** The attributes of Felix's pages that are scripts. */
    private static final Map<String, Pattern> HANDLERS =
            Map.of("vmstat", Pattern.compile("\\sonclick=\"((?:return confirm|abort)\\('[^'\"]*'\\);?)\""));

    /** The console's frame around our pages has one. */
    private static final Pattern STYLE = Pattern.compile("\\sstyle=\"([^\"]*)\"");

    private static final Pattern SCRIPT =
            Pattern.compile("<script(?![^>]*\\ssrc=)[^>]*>(.*?)</script>", Pattern.DOTALL | Pattern.CASE_INSENSITIVE);

    private PagePolicy() {}

    /** @param label the console's name for the page, the first part of its path */
    static String of(String label, String html) {
        if (label.startsWith(OURS)) {
            return ALL + "; form-action 'none'; style-src 'self'; style-src-attr 'unsafe-hashes'" + hashes(STYLE, html)
                    + "; script-src 'self'" + hashes(SCRIPT, html);
        }
        String felix = ALL + "; style-src 'self'; style-src-attr 'unsafe-inline'; form-action 'self'; ";
        if (label.equals(LICENSES)) {
            return felix + "script-src 'self' 'unsafe-inline'; script-src-attr 'none'";
        }
        Pattern handlers = HANDLERS.get(label);
        return felix + "script-src 'self' 'unsafe-eval'" + hashes(SCRIPT, html)
                + (handlers == null ? "" : " 'unsafe-hashes'" + hashes(handlers, html));
    }

    private static String hashes(Pattern script, String html) {
        Set<String> all = new LinkedHashSet<>();
        Matcher matcher = script.matcher(html);
        while (matcher.find()) {
            all.add(" 'sha256-" + hash(matcher.group(1)) + "'");
        }
        return String.join("", all);
    }

    /** Browsers hash what they have read, and they read each end of a line as a line feed. */
    private static String hash(String script) {
        String read = script.replace("\r\n", "\n").replace('\r', '\n');
        try {
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("SHA-256").digest(read.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }
}
