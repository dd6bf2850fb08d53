// SPDX-License-Identifier: Apache-2.0
package org.infinoted.console.login;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Gate and login together, as a request meets them. */
@Tag("unit")
class ConsoleLoginTest {
    private final ManualThreads threads = new ManualThreads();
    private final ConsoleGate gate = new ConsoleGate(
            new AllowedHosts("console.example"),
            new Credentials("admin", PasswordHash.of("pä:ss", new SecureRandom(), 10)),
            threads,
            threads);
    private final ConsoleLogin login = new ConsoleLogin(gate, "admin");
    private final Map<String, Object> response = new HashMap<>();
    private Map<String, String> cookies = Map.of();

    private Object ask(String method, Map<String, String> headers) {
        return ask(method, headers, Map.of());
    }

    /** What the login has said to the request; null if the gate has not let it through. */
    private Object ask(String method, Map<String, String> headers, Map<String, String> query) {
        response.clear();
        AtomicReference<HttpServletRequest> request = new AtomicReference<>();
        AtomicReference<Object> verdict = new AtomicReference<>();
        HttpServletResponse answer = Requests.response(response);
        Runnable pass = () -> {
            try {
                gate.doFilter(
                        request.get(),
                        answer,
                        (r, a) -> verdict.set(login.authenticate((HttpServletRequest) r, (HttpServletResponse) a)));
            } catch (IOException | ServletException e) {
                throw new AssertionError(e);
            }
        };
        request.set(Requests.request(method, headers, cookies, query, pass));
        pass.run();
        threads.advance(Duration.ofMinutes(1));
        return verdict.get();
    }

    private static String basic(String credential) {
        return "Basic " + Base64.getEncoder().encodeToString(credential.getBytes(StandardCharsets.UTF_8));
    }

    @BeforeEach
    void takeTheToken() {
        assertNotNull(ask("GET", Map.of("Authorization", basic("admin:pä:ss"))));
        Cookie cookie = (Cookie) response.get("cookie");
        cookies = Map.of(cookie.getName(), cookie.getValue());
    }

    @Test
    void rightCredentialIsLoggedInAgainAndAgain() {
        for (int i = 0; i < 3; i++) {
            assertEquals("admin", ask("GET", Map.of("Authorization", basic("admin:pä:ss"))));
        }
        assertNull(response.get("status"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"admin:wrong", "admin:", "admin", "", "root:pä:ss", ":pä:ss", "admin:pä:ss ", "pä:ss"})
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

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE"})
    void changeWithoutTheTokenIsForbidden(String method) {
        String name = cookies.keySet().iterator().next();
        for (Map<String, String> other : List.of(Map.<String, String>of(), Map.of(name, "guess"), Map.of(name, ""))) {
            cookies = other;
            assertNull(ask(method, Map.of("Authorization", basic("admin:pä:ss"), "Origin", "http://127.0.0.1:8181")));
            assertEquals(403, response.get("status"));
        }
    }

    @Test
    void readingRequestThatFelixTakesForAChangeNeedsTheTokenToo() {
        Map<String, String> query = Map.of("post", "true");
        Map<String, String> own = Map.of("Authorization", basic("admin:pä:ss"));
        assertEquals("admin", ask("GET", own, query));
        assertNull(ask("GET", Map.of("Authorization", basic("admin:pä:ss"), "Sec-Fetch-Site", "cross-site"), query));
        assertEquals(403, response.get("status"));
        cookies = Map.of();
        assertNull(ask("GET", own, query));
        assertEquals(403, response.get("status"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"TRACE", "OPTIONS", "PATCH", "CONNECT", "post"})
    void methodThatNoPageNeedsIsRefused(String method) {
        assertNull(ask(method, Map.of("Authorization", basic("admin:pä:ss"))));
        assertEquals(405, response.get("status"));
    }

    @Test
    void tokenIsForTheConsolesOwnSiteAndForNoScript() {
        cookies = Map.of();
        ask("GET", Map.of("Authorization", basic("admin:pä:ss")));
        Cookie cookie = (Cookie) response.get("cookie");
        assertEquals("Strict", cookie.getAttribute("SameSite"));
        assertTrue(cookie.isHttpOnly());
        assertEquals("infinoted-console-8181", cookie.getName());
    }

    @ParameterizedTest
    @ValueSource(strings = {"admin:wrong", ""})
    void nobodyGetsTheTokenWithoutThePassword(String credential) {
        cookies = Map.of();
        ask("GET", Map.of("Authorization", basic(credential)));
        assertNull(response.get("cookie"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example",
                "evil.example:8181",
                "localhost",
                "localhost:80",
                "127.0.0.1",
                "127.0.0.1:8182",
                "127.0.0.1.evil.example:8181",
                "localhost.evil.example:8181",
                "localhost:8181.evil.example",
                "localhost:8181@evil.example",
                "0.0.0.0:8181",
                "[::]:8181",
                "console.example:8181",
                "xconsole.example",
                ""
            })
    void requestForAnotherHostIsRefusedBeforeAnythingElse(String host) {
        for (String method : new String[] {"GET", "POST"}) {
            assertNull(ask(
                    method, Map.of("Authorization", basic("admin:pä:ss"), "Host", host, "Origin", "http://" + host)));
            assertEquals(421, response.get("status"));
        }
    }

    @Test
    void requestThatNamesNoHostIsForNoneThatIsAllowed() {
        assertFalse(new AllowedHosts("console.example").allow(null, 8181));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost:8181",
                "LocalHost:8181",
                "127.0.0.1:8181",
                "127.1.2.3:8181",
                "[::1]:8181",
                "console.example",
                "Console.Example"
            })
    void requestForTheConsolesOwnHostOrAConfiguredOneIsAnswered(String host) {
        assertEquals("admin", ask("GET", Map.of("Authorization", basic("admin:pä:ss"), "Host", host)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://console.example", "a b", "console.example/", "*", "console.example:0", "-", "a,b"})
    void hostThatNoBrowserSendsIsRefusedAsAnOption(String host) {
        assertThrows(IllegalArgumentException.class, () -> new AllowedHosts(host));
    }

    @Test
    void requestThatHasNotComeThroughTheGateIsNotLetIn() {
        Map<String, String> headers = Map.of("Authorization", basic("admin:pä:ss"));
        assertNull(login.authenticate(
                Requests.request("GET", headers, cookies, Map.of(), () -> {}), Requests.response(response)));
        assertEquals(401, response.get("status"));
    }

    @Test
    void linkFromAnotherSiteMayLook() {
        assertEquals(
                "admin", ask("GET", Map.of("Authorization", basic("admin:pä:ss"), "Sec-Fetch-Site", "cross-site")));
    }

    @Test
    void noOtherSiteMayShowAPageInAFrame() {
        ask("GET", Map.of("Authorization", basic("admin:pä:ss")));
        assertTrue(response.get("Content-Security-Policy").toString().contains("frame-ancestors 'none'"));
    }

    @ParameterizedTest
    @CsvSource({
        "GET,127.0.0.1:8181,admin:pä:ss",
        "GET,127.0.0.1:8181,admin:wrong",
        "POST,evil,",
        "TRACE,localhost:8181,"
    })
    void everyAnswerTellsTheBrowserToRunAndKeepNothing(String method, String host, String credential) {
        ask(method, Map.of("Host", host, "Authorization", credential == null ? "" : basic(credential)));
        assertEquals(SecurityHeaders.NOTHING, response.get("Content-Security-Policy"));
        assertEquals("nosniff", response.get("X-Content-Type-Options"));
        assertEquals("DENY", response.get("X-Frame-Options"));
        assertEquals("no-referrer", response.get("Referrer-Policy"));
        assertEquals("no-store", response.get("Cache-Control"));
    }

    @Test
    void configurationWithoutAHashIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> PasswordHash.parse("admin"));
    }
}
