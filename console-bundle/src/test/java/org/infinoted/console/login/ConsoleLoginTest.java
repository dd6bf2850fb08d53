// SPDX-License-Identifier: Apache-2.0
package org.infinoted.console.login;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("unit")
class ConsoleLoginTest {
    private final ConsoleLogin login = new ConsoleLogin(
            "admin", PasswordHash.of("pä:ss", new SecureRandom(), 10).toString(), Clock.systemUTC());
    private final Map<String, Object> response = new HashMap<>();

    private Object ask(String method, Map<String, String> headers) {
        return login.authenticate(Requests.request(method, headers), Requests.response(response));
    }

    private static String basic(String credential) {
        return "Basic " + Base64.getEncoder().encodeToString(credential.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void rightCredentialIsLoggedInAgainAndAgain() {
        for (int i = 0; i < 3; i++) {
            assertEquals("admin", ask("GET", Map.of("Authorization", basic("admin:pä:ss"))));
        }
        assertNull(response.get("status"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"admin:wrong", "admin:", "admin", "", "root:pä:ss", ":pä:ss", "admin:pä:ss "})
    void wrongCredentialIsAskedForAgainAlsoAfterARightOne(String credential) {
        assertNotNull(ask("GET", Map.of("Authorization", basic("admin:pä:ss"))));
        assertNull(ask("GET", Map.of("Authorization", basic(credential))));
        assertEquals(401, response.get("status"));
        assertNotNull(response.get("WWW-Authenticate"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer abc", "Basic", "Basic !!!", ""})
    void headerThatIsNoCredentialIsAskedForAgain(String header) {
        assertNull(ask("GET", Map.of("Authorization", header)));
        assertEquals(401, response.get("status"));
    }

    @ParameterizedTest
    @CsvSource({
        "Sec-Fetch-Site,cross-site",
        "Sec-Fetch-Site,same-site",
        "Sec-Fetch-Site,none",
        "Origin,http://evil.example",
        "Origin,null",
        "Origin,https://127.0.0.1:8181"
    })
    void changeThatAnotherSiteAsksForIsForbiddenInSpiteOfTheCredential(String header, String value) {
        assertNull(ask("POST", Map.of("Authorization", basic("admin:pä:ss"), "Host", "127.0.0.1:8181", header, value)));
        assertEquals(403, response.get("status"));
    }

    @ParameterizedTest
    @CsvSource({"Sec-Fetch-Site,same-origin", "Origin,http://127.0.0.1:8181", "Accept,*/*"})
    void changeFromTheConsoleItselfOrAScriptIsAllowed(String header, String value) {
        assertEquals(
                "admin",
                ask("POST", Map.of("Authorization", basic("admin:pä:ss"), "Host", "127.0.0.1:8181", header, value)));
    }

    @Test
    void linkFromAnotherSiteMayLook() {
        assertEquals(
                "admin", ask("GET", Map.of("Authorization", basic("admin:pä:ss"), "Sec-Fetch-Site", "cross-site")));
    }

    @Test
    void noOtherSiteMayShowAPageInAFrame() {
        ask("GET", Map.of("Authorization", basic("admin:pä:ss")));
        assertEquals("frame-ancestors 'none'", response.get("Content-Security-Policy"));
    }

    @Test
    void configurationWithoutAHashIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> new ConsoleLogin("admin", "admin", Clock.systemUTC()));
    }
}
