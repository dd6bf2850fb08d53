// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.infinoted.connection.Connection;
import org.infinoted.host.loop.Loop;
import org.infinoted.protocol.AuthenticationDetailError;
import org.infinoted.xml.Element;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("unit")
class StreamProtocolTest {
    private static final String CLIENT_HEADER = "<stream:stream version=\"1.0\" xmlns=\"jabber:client\""
            + " xmlns:stream=\"http://etherx.jabber.org/streams\" to=\"127.0.0.1\">";
    private static final String SERVER_HEADER = "<stream:stream xmlns:stream=\"http://etherx.jabber.org/streams\""
            + " xmlns=\"jabber:client\" version=\"1.0\" from=\"srv.example\">";
    private static final String FEATURES = "<stream:features><mechanisms xmlns=\"urn:ietf:params:xml:ns:xmpp-sasl\">"
            + "<mechanism>ANONYMOUS</mechanism></mechanisms></stream:features>";
    private static final String AUTH = "<auth xmlns=\"urn:ietf:params:xml:ns:xmpp-sasl\" mechanism=\"ANONYMOUS\"/>";
    private static final String CHALLENGE = "<challenge xmlns=\"urn:ietf:params:xml:ns:xmpp-sasl\"/>";
    private static final String RESPONSE = "<response xmlns=\"urn:ietf:params:xml:ns:xmpp-sasl\">dXNlcg==</response>";
    private static final String SUCCESS = "<success xmlns=\"urn:ietf:params:xml:ns:xmpp-sasl\"/>";
    private static final String ABORT = "<abort xmlns=\"urn:ietf:params:xml:ns:xmpp-sasl\"/>";
    private static final String END = "</stream:stream>";

    private final ManualLoop loop = new ManualLoop();
    private final FakeLink link = new FakeLink(loop, 1, "127.0.0.1:36872");
    private Conversation conversation = new Conversation(new AnonymousMechanism(LoginPolicy.EVERYBODY));

    @Test
    void anAnonymousClientIsLoggedInStepByStep() {
        assertEquals(SERVER_HEADER + FEATURES, say(CLIENT_HEADER));
        assertEquals(CHALLENGE, say(AUTH));
        assertEquals(SUCCESS, say(RESPONSE));
        assertEquals(SERVER_HEADER + "<stream:features/>(ready)", say(CLIENT_HEADER));
        assertEquals(
                "(<group publisher=\"you\" name=\"G\"><a/></group>)",
                say("<group publisher=\"you\" name=\"G\"><a/></group>"));
        assertEquals(END + "(end)", say(END));
    }

    @Test
    void theStepsAreTheSameHoweverTheBytesAreCut() {
        String client = CLIENT_HEADER + AUTH + RESPONSE + CLIENT_HEADER + "<a/>" + END;
        StringBuilder answer = new StringBuilder();
        for (int i = 0; i < client.length(); i++) {
            answer.append(say(client.substring(i, i + 1)));
        }
        String expected = SERVER_HEADER + FEATURES + CHALLENGE + SUCCESS + SERVER_HEADER
                + "<stream:features/>(ready)(<a/>)" + END + "(end)";
        assertEquals(expected, answer.toString());
        assertEquals(
                expected, new Conversation(new AnonymousMechanism(LoginPolicy.EVERYBODY)).say(client), "in one piece");
    }

    @Test
    void theHeaderIsAnsweredAtItsStartTagAndNotBefore() {
        assertEquals("", say(CLIENT_HEADER.substring(0, CLIENT_HEADER.length() - 1)));
        assertEquals(SERVER_HEADER + FEATURES, say(">"));
    }

    @Test
    void aHeaderWithNoneOfItsAttributesIsGoodEnough() {
        assertEquals(SERVER_HEADER + FEATURES, say("<?xml version='1.0'?>\n<stream:stream>"));
    }

    @Test
    void theHostNameIsEscaped() {
        String header = StreamProtocol.header("a\"<&\u00FC");
        assertEquals("from=\"a&quot;&lt;&amp;&#xFC;\">", header.substring(header.indexOf("from")));
    }

    @Test
    void aSelfClosedHeaderIsAnsweredAndClosed() {
        assertEquals(SERVER_HEADER + FEATURES + END + "(end)", say("<stream:stream/>"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<a></b>",
                "<stream/>",
                "<s:stream xmlns:s='http://etherx.jabber.org/streams'>",
                "<starttls/>",
                "<auth mechanism='ANONYMOUS'/>",
                "</stream:stream>",
                "GET / HTTP/1.0\r\n\r\n",
                "<!DOCTYPE x>",
                "\u0016\u0003\u0001"
            })
    void beforeAHeaderWasAnsweredTheConnectionIsClosedInSilence(String input) {
        assertEquals("(silence)", say(input));
        Conversation second = new Conversation(new AnonymousMechanism(LoginPolicy.EVERYBODY));
        second.say(CLIENT_HEADER + AUTH + RESPONSE);
        assertEquals("(silence)", second.say(input));
    }

    @Test
    void illFormedXmlAfterTheHeaderIsABadFormat() {
        say(CLIENT_HEADER);
        assertEquals(error("bad-format") + END + "(end)", say("<a></b>"));
    }

    @Test
    void illFormedXmlWhenReadyIsABadFormat() {
        say(CLIENT_HEADER + AUTH + RESPONSE + CLIENT_HEADER);
        assertEquals(error("bad-format") + END + "(end)", say("<a></b>"));
    }

    @Test
    void illFormedXmlDuringTheLoginAlsoAbortsTheLogin() {
        say(CLIENT_HEADER + AUTH);
        assertEquals(error("bad-format") + ABORT + END + "(end)", say("<a></b>"));
    }

    @Test
    void theEndTagDuringTheLoginAlsoAbortsTheLogin() {
        say(CLIENT_HEADER + AUTH);
        assertEquals(ABORT + END + "(end)", say(END));
    }

    @Test
    void theEndTagBeforeTheLoginIsAnswered() {
        say(CLIENT_HEADER);
        assertEquals(END + "(end)", say(END));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<group name='InfDirectory' publisher='you'><explore-node id='0' seq='0'/></group>",
                "<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>",
                "<response>dXNlcg==</response>",
                "<abort/>",
                "<sasl:auth mechanism='ANONYMOUS'/>"
            })
    void allButALoginIsRefusedBeforeTheLogin(String input) {
        say(CLIENT_HEADER);
        assertEquals(error("not-authorized") + END + "(end)", say(input));
    }

    @Test
    void aRefusalComesWhenTheElementIsComplete() {
        say(CLIENT_HEADER);
        assertEquals("", say("<group>"));
        assertEquals(error("not-authorized") + END + "(end)", say("</group>"));
    }

    @Test
    void anotherHeaderInTheStreamIsAnOrdinaryElement() {
        say(CLIENT_HEADER);
        assertEquals("", say(CLIENT_HEADER));
    }

    @Test
    void anErrorFromTheClientHasNoEffect() {
        say(CLIENT_HEADER);
        assertEquals("", say("<stream:error><bad-format/></stream:error>"));
        assertEquals(CHALLENGE, say(AUTH));
    }

    @Test
    void theContentOfAuthIsIgnored() {
        say(CLIENT_HEADER);
        assertEquals(CHALLENGE, say("<auth mechanism='ANONYMOUS'>dXNlcg==</auth>"));
    }

    @Test
    void whatDoesNotBelongIntoALoginIsIgnored() {
        say(CLIENT_HEADER + AUTH);
        assertEquals("", say(AUTH + "<group/><starttls/>" + CLIENT_HEADER + END));
        assertEquals(SUCCESS, say(RESPONSE));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"<auth/>", "<auth mechanism=''/>", "<auth mechanism='PLAIN'/>", "<auth mechanism='anonymous'/>"})
    void aMechanismThatIsNotOfferedIsInvalidAndTheClientMayTryAgain(String auth) {
        say(CLIENT_HEADER);
        assertEquals(failure("<invalid-mechanism/>"), say(auth));
        assertEquals(CHALLENGE, say(AUTH));
    }

    @ParameterizedTest
    @CsvSource({
        "'',invalid-mechanism",
        "dXNlcg,incorrect-encoding",
        "dXNlcg=,incorrect-encoding",
        "' dXNlcg==',incorrect-encoding",
        "'dXNl\ncg==',incorrect-encoding",
        "dXN_cg==,incorrect-encoding",
        "====,incorrect-encoding",
        "\u00E4\u00E4\u00E4\u00E4,incorrect-encoding"
    })
    void aResponseThatIsNotAcceptableFailsAndTheClientMayTryAgain(String base64, String condition) {
        say(CLIENT_HEADER + AUTH);
        assertEquals(failure("<" + condition + "/>"), say("<response>" + base64 + "</response>"));
        assertEquals(CHALLENGE + SUCCESS, say(AUTH + RESPONSE));
    }

    @ParameterizedTest
    @CsvSource({"1,true", "2,true", "1020,true", "0,false", "1021,false"})
    void aTokenOfAnyBytesUpTo1020IsAccepted(int length, boolean accepted) {
        say(CLIENT_HEADER + AUTH);
        String base64 = Base64.getEncoder().encodeToString(new byte[length]);
        assertEquals(accepted ? SUCCESS : failure("<invalid-mechanism/>"), say("<response>" + base64 + "</response>"));
    }

    @Test
    void anAbortedLoginFailsAndTheClientMayTryAgain() {
        say(CLIENT_HEADER + AUTH);
        assertEquals(failure("<aborted/>"), say("<abort/>"));
        assertEquals(CHALLENGE + SUCCESS, say(AUTH + RESPONSE));
    }

    @Test
    void tooManyFailedLoginsEndTheStream() {
        say(CLIENT_HEADER);
        for (int i = 1; i < StreamLimits.DEFAULT.failedLogins(); i++) {
            assertEquals(failure("<invalid-mechanism/>"), say("<auth/>"));
        }
        assertEquals(failure("<invalid-mechanism/>") + error("policy-violation") + END + "(end)", say("<auth/>"));
    }

    @Test
    void elementsMayBeLargeAfterTheLoginOnly() {
        String large = "<a>" + "x".repeat(StreamLimits.DEFAULT.beforeLogin().bytes()) + "</a>";
        say(CLIENT_HEADER);
        assertEquals(error("policy-violation") + END + "(end)", say(large));
        conversation = new Conversation(new AnonymousMechanism(LoginPolicy.EVERYBODY));
        say(CLIENT_HEADER + AUTH + RESPONSE + CLIENT_HEADER);
        assertEquals("(" + large + ")", say(large));
    }

    @Test
    void whatComesTooEarlyBehindTheResponseIsTheNextStream() {
        say(CLIENT_HEADER + AUTH);
        assertEquals(SUCCESS + "(silence)", say(RESPONSE + "<foo>"));
    }

    @Test
    void aRefusedClientIsToldSoAfterItsHeader() {
        conversation.protocol.refuse();
        assertEquals(SERVER_HEADER + FEATURES + error("resource-constraint") + END + "(end)", say(CLIENT_HEADER));
    }

    @Test
    void aMechanismMayJudgeLater() {
        LaterMechanism later = login(CLIENT_HEADER + AUTH + "<response>AHVzZXIAeA==</response>");
        assertEquals("\0user\0x", later.response);
        later.verdict.accept(new SaslVerdict.Accepted());
        loop.runAll();
        assertEquals(SUCCESS, conversation.heard());
        assertEquals(SERVER_HEADER + "<stream:features/>(ready)", say(CLIENT_HEADER));
    }

    @Test
    void theDetailOfAFailureIsInsideItsCondition() {
        LaterMechanism later = login(CLIENT_HEADER + AUTH + RESPONSE);
        later.verdict.accept(new SaslVerdict.Failed(
                "not-authorized",
                Optional.of(
                        new SaslVerdict.Detail(AuthenticationDetailError.AUTHENTICATION_FAILED, "No <such> user."))));
        loop.runAll();
        assertEquals(
                failure("<not-authorized><error code=\"0\" domain=\"INF_AUTHENTICATION_DETAIL_ERROR\">"
                        + "No &lt;such&gt; user.</error></not-authorized>"),
                conversation.heard());
    }

    @Test
    void aMechanismMayAskAgain() {
        LaterMechanism later = login(CLIENT_HEADER + AUTH + "<response/>");
        later.verdict.accept(new SaslVerdict.AskAgain());
        loop.runAll();
        assertEquals(CHALLENGE, conversation.heard());
        say(RESPONSE);
        assertEquals("user", later.response);
    }

    @Test
    void aSecondResponseWhileTheFirstIsJudgedFailsAndItsVerdictIsIgnored() {
        LaterMechanism later = login(CLIENT_HEADER + AUTH + RESPONSE);
        assertEquals(failure("<temporary-auth-failure/>"), say(RESPONSE));
        later.verdict.accept(new SaslVerdict.Accepted());
        loop.runAll();
        assertEquals("", conversation.heard());
        assertEquals(CHALLENGE, say(AUTH));
    }

    @Test
    void aVerdictAfterTheEndIsIgnored() {
        LaterMechanism later = login(CLIENT_HEADER + AUTH + RESPONSE);
        assertEquals(ABORT + END + "(end)", say(END));
        later.verdict.accept(new SaslVerdict.Accepted());
        loop.runAll();
        assertEquals("", conversation.heard());
    }

    @Test
    void aMechanismThatThrowsIsATemporaryFailure() {
        conversation = new Conversation(new LaterMechanism() {
            @Override
            public void judge(Connection connection, byte[] bytes, Consumer<SaslVerdict> answer) {
                throw new IllegalStateException("out of order");
            }
        });
        assertEquals(
                SERVER_HEADER + FEATURES + CHALLENGE + failure("<temporary-auth-failure/>"),
                say(CLIENT_HEADER + AUTH + RESPONSE));
    }

    private LaterMechanism login(String input) {
        LaterMechanism later = new LaterMechanism();
        conversation = new Conversation(later);
        assertEquals(SERVER_HEADER + FEATURES + CHALLENGE, say(input));
        return later;
    }

    private String say(String input) {
        return conversation.say(input);
    }

    private static String error(String condition) {
        return "<stream:error><" + condition + " xmlns=\"urn:ietf:params:xml:ns:xmpp-streams\"/></stream:error>";
    }

    private static String failure(String content) {
        return "<failure xmlns=\"urn:ietf:params:xml:ns:xmpp-sasl\">" + content + "</failure>";
    }

    private static class LaterMechanism implements SaslMechanism {
        private String response;
        private Consumer<SaslVerdict> verdict;

        @Override
        public String name() {
            return "ANONYMOUS";
        }

        @Override
        public void judge(Connection connection, byte[] bytes, Consumer<SaslVerdict> answer) {
            response = new String(bytes, StandardCharsets.UTF_8);
            verdict = answer;
        }
    }

    /** One connection; what happens on it becomes one string. */
    private final class Conversation implements StreamProtocol.Line {
        private final List<String> heard = new ArrayList<>();
        private final StreamProtocol protocol;
        private boolean ended;

        Conversation(SaslMechanism mechanism) {
            protocol = new StreamProtocol(
                    StreamProtocol.header("srv.example"), mechanism, StreamLimits.DEFAULT, new StringCache(64), this);
        }

        String say(String input) {
            byte[] bytes = input.getBytes(StandardCharsets.UTF_8);
            loop.call(() -> protocol.input(bytes, 0, bytes.length));
            return heard();
        }

        String heard() {
            String all = String.join("", heard);
            heard.clear();
            return all;
        }

        @Override
        public Loop loop() {
            return loop;
        }

        @Override
        public Connection connection() {
            return link;
        }

        @Override
        public void send(String xml) {
            heard.add(xml);
        }

        @Override
        public void ready() {
            heard.add("(ready)");
        }

        @Override
        public void received(Element element) {
            heard.add("(" + element + ")");
        }

        @Override
        public void finished() {
            end(null);
        }

        @Override
        public void violated(String condition, String reason) {
            end(condition);
        }

        private void end(String condition) {
            assertEquals(false, ended, "ended twice");
            ended = true;
            String farewell = protocol.farewell(condition);
            protocol.stop();
            heard.add(farewell.isEmpty() ? "(silence)" : farewell + "(end)");
        }
    }
}
