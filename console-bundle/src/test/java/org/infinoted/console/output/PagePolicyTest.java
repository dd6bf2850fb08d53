// SPDX-License-Identifier: Apache-2.0
package org.infinoted.console.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("unit")
class PagePolicyTest {
    /** The hash of {@code alert('Hello, world.');} is the example of the specification. */
    private static final String EXAMPLE = "'sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng='";

    @ParameterizedTest
    @ValueSource(strings = {"infinoted-plugins", "bundles", "vmstat"})
    void scriptWithinThePageIsNamedByItsHashAndNoOtherRuns(String label) {
        String policy = PagePolicy.of(label, "<script type=\"text/javascript\">alert('Hello, world.');</script>");
        assertTrue(policy.contains("script-src 'self'"), policy);
        assertTrue(policy.contains(EXAMPLE), policy);
        assertFalse(policy.contains("script-src 'self' 'unsafe-inline'"), policy);
    }

    @ParameterizedTest
    @ValueSource(strings = {"infinoted-plugins", "bundles", "vmstat", "licenses", ""})
    void nothingComesFromElsewhereOnAnyPage(String label) {
        String policy = PagePolicy.of(label, "<p>");
        assertTrue(policy.startsWith("default-src 'none'; base-uri 'none'; frame-ancestors 'none'"), policy);
        assertFalse(policy.contains("http") || policy.contains("*"), policy);
    }

    @Test
    void ourPagesNeedNothingThatIsUnsafe() {
        String policy = PagePolicy.of("infinoted-plugins", "<script>x</script><a onclick=\"x()\">");
        String scripts = policy.substring(policy.indexOf("script-src"));
        assertFalse(scripts.contains("unsafe") || scripts.contains("data:"), policy);
        assertFalse(policy.contains("unsafe-inline") || policy.contains("unsafe-eval"), policy);
        assertTrue(policy.contains("form-action 'none'"), policy);
    }

    @Test
    void scriptThatIsAResourceHasNoHash() {
        assertFalse(PagePolicy.of("bundles", "<script type=\"a\" src=\"b.js\"></script>")
                .contains("sha256"));
    }

    @Test
    void endsOfLinesAreHashedAsBrowsersReadThem() {
        assertEquals(
                PagePolicy.of("bundles", "<script>a\nb\n</script>"),
                PagePolicy.of("bundles", "<script>a\r\nb\r</script>"));
    }

    @Test
    void attributesRunOnlyWhereFelixNeedsThemAndOnlyFelixsOwn() {
        String own = "<input onclick=\"return confirm('Sure?');\"/>";
        assertTrue(PagePolicy.of("vmstat", own).contains("'unsafe-hashes' 'sha256-"));
        assertFalse(PagePolicy.of("vmstat", "<img onerror=\"alert(1)\"/>").contains("sha256"));
        assertFalse(PagePolicy.of("bundles", own).contains("unsafe-hashes"));
    }
}
