// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import org.infinoted.host.stream.FrameMemory;
import org.infinoted.session.User;
import org.infinoted.session.UserStatus;
import org.infinoted.xml.Element;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(FrameMemory.class)
@Tag("unit")
class JoinTest {
    private final SessionFixture fixture = new SessionFixture();

    @AfterEach
    void end() {
        fixture.end();
    }

    @Test
    void everySubscriberIsToldOfANewUserTheRequesterIncluded() {
        fixture.open();
        GroupClient alice = fixture.creator(fixture.left);
        GroupClient other = fixture.subscriber(fixture.right);

        fixture.send(alice, "<user-join seq='12' name='alice' status='inactive' time='3:4' caret='5'/>");

        List<String> told = List.of("<user-join id=\"1\" name=\"alice\" status=\"inactive\" time=\"3:4\" seq=\""
                + alice.client.sequenceId() + "/12\"/>");
        assertEquals(told, alice.take());
        assertEquals(told, other.take());
        assertEquals(
                List.of(User.present(1, "alice", UserStatus.INACTIVE, alice.link)),
                fixture.session.view().users());
    }

    @Test
    void someSubscribersAreToldOfAUserInAWayOfTheirOwn() {
        fixture.open();
        GroupClient alice = fixture.creator(fixture.left);
        GroupClient bob = fixture.creator(fixture.right);
        GroupClient carol = fixture.creator(fixture.home);
        GroupClient stranger = fixture.connect(fixture.left);
        fixture.note.apart = Set.of(alice.link, carol.link, stranger.link);

        fixture.send(alice, "<user-join seq='12' name='alice' time='3:4' caret='5'/>");

        assertEquals(List.of(described("user-join", "3:4 for 1")), alice.take());
        assertEquals(List.of(described("user-join", "3:4")), bob.take());
        assertEquals(List.of(described("user-join", "3:4 for 3")), carol.take());
        assertEquals(List.of(), stranger.take());

        fixture.send(alice, "<user-status-change id='1' status='unavailable'/>");
        bob.take();
        fixture.note.apart = Set.of(bob.link);
        fixture.send(alice, "<user-join seq='12' name='alice' time='5:6' caret='5'/>");

        assertEquals(List.of(described("user-rejoin", "5:6")), alice.take());
        assertEquals(List.of(described("user-rejoin", "5:6 for 2")), bob.take());
    }

    private static String described(String message, String time) {
        return "<" + message + " id=\"1\" name=\"alice\" status=\"active\" time=\"" + time + "\" seq=\"1/12\"/>";
    }

    @Test
    void withoutSeqThereIsNoneInTheAnswer() {
        fixture.open();
        GroupClient alice = fixture.creator(fixture.left);

        fixture.send(alice, "<user-join name='alice' time='' caret='0'/>");

        assertEquals(List.of("<user-join id=\"1\" name=\"alice\" status=\"active\" time=\"\"/>"), alice.take());
    }

    @Test
    void severalUsersMayJoinThroughOneConnection() {
        fixture.open();
        GroupClient client = fixture.creator(fixture.left);

        fixture.join(client, "alice");
        fixture.join(client, "bob");

        assertEquals(List.of("1 alice active", "2 bob active"), fixture.users());
    }

    @Test
    void namesMayDifferInCase() {
        fixture.open();
        GroupClient client = fixture.creator(fixture.left);

        fixture.join(client, "Bob");
        fixture.join(client, "bob");

        assertEquals(List.of("1 Bob active", "2 bob active"), fixture.users());
    }

    /** The row of the protocol's table that is wrong first decides, whatever else is wrong. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
        seq='x' id='1' status='odd'                                    | 5 | INF_REQUEST_ERROR
        seq='3' id='1' status='odd'                                    | 3 | INF_REQUEST_ERROR
        seq='3' name='alice' id='1' status='odd'                       | 0 | INF_USER_ERROR
        seq='3' name='bob' id='1' status='odd'                         | 4 | INF_REQUEST_ERROR
        seq='3' name='bob' status='unavailable'                        | 4 | INF_REQUEST_ERROR
        seq='3' name='bob' status='odd'                                | 4 | INF_REQUEST_ERROR
        seq='3' name='bob'                                             | 3 | INF_ADOPTED_SESSION_ERROR
        seq='3' name='bob' caret='0'                                   | 3 | INF_ADOPTED_SESSION_ERROR
        seq='3' name='bob' time=''                                     | 3 | INF_REQUEST_ERROR
        seq='3' name='bob' time='' caret='0' status='active'           | 6 | INF_REQUEST_ERROR
        """)
    void theFirstFaultIsAnsweredToTheRequesterAlone(String attributes, int code, String domain) {
        fixture.open();
        GroupClient client = fixture.creator(fixture.left);
        GroupClient other = fixture.creator(fixture.right);
        fixture.join(client, "alice", other);
        fixture.owner.mayJoin = false;

        fixture.send(client, "<user-join " + attributes + "/>");

        Element answer = client.takeElements().get(0);
        assertEquals("request-failed", answer.name());
        assertEquals("code", answer.attributeName(0));
        assertEquals("domain", answer.attributeName(1));
        assertEquals(Integer.toString(code), answer.attribute("code"));
        assertEquals(domain, answer.attribute("domain"));
        assertEquals(attributes.startsWith("seq='3'") ? "1/3" : null, answer.attribute("seq"));
        assertTrue(answer.text().length() > 5, answer.text());
        assertEquals(List.of(), other.take());
        assertEquals(List.of("1 alice active"), fixture.users());
        assertEquals(1, fixture.events.size(), "only the first user has joined");
    }

    @Test
    void anAbsentUserIsTakenOverWithItsIdAndTheNewProperties() {
        fixture.note.with(List.of(User.absent(7, "alice")));
        fixture.open();
        GroupClient client = fixture.creator(fixture.left);
        GroupClient other = fixture.creator(fixture.right);

        fixture.send(client, "<user-join seq='1' name='alice' status='inactive' time='7:2' caret='0'/>");

        List<String> told =
                List.of("<user-rejoin id=\"7\" name=\"alice\" status=\"inactive\" time=\"7:2\" seq=\"1/1\"/>");
        assertEquals(told, client.take());
        assertEquals(told, other.take());
        assertEquals(List.of("7 alice inactive"), fixture.users());
    }

    @Test
    void aUserWhoHasLeftMayBeTakenOverByAnotherConnection() {
        fixture.open();
        GroupClient first = fixture.creator(fixture.left);
        GroupClient second = fixture.creator(fixture.right);
        fixture.join(first, "alice", second);
        fixture.send(first, "<session-unsubscribe/>");
        second.take();

        fixture.send(second, "<user-join name='alice' time='1:1' caret='0'/>");

        assertEquals(List.of("<user-rejoin id=\"1\" name=\"alice\" status=\"active\" time=\"1:1\"/>"), second.take());
        assertTrue(fixture.session.view().users().get(0).isVia(second.link));
    }

    @Test
    void newIdsAreOneMoreThanTheLargest() {
        fixture.note.with(List.of(User.absent(7, "alice"), User.absent(3, "bob")));
        fixture.open();
        GroupClient client = fixture.creator(fixture.left);

        fixture.join(client, "carol");

        assertEquals(List.of("3 bob unavailable", "7 alice unavailable", "8 carol active"), fixture.users());
    }

    @Test
    void afterTheLargestIdThereIsFreeIdsAreGiven() {
        fixture.note.with(List.of(User.absent(-1, "last"), User.absent(1, "first")));
        fixture.open();
        GroupClient client = fixture.creator(fixture.left);

        fixture.join(client, "carol");
        fixture.join(client, "dave");

        assertEquals(
                List.of("1 first unavailable", "2 carol active", "3 dave active", "-1 last unavailable"),
                fixture.users());
    }

    @Test
    void moreUsersThanAllowedAreRefusedButThoseWhoAreThereMayComeBack() {
        fixture.note.with(List.of(
                User.absent(1, "a"),
                User.absent(2, "b"),
                User.absent(3, "c"),
                User.absent(4, "d"),
                User.absent(5, "e")));
        fixture.open();
        GroupClient client = fixture.creator(fixture.left);

        fixture.send(client, "<user-join name='f' time='' caret='0'/>");
        Element refused = client.takeElements().get(0);
        fixture.send(client, "<user-join name='e' time='' caret='0'/>");
        Element back = client.takeElements().get(0);

        assertEquals("request-failed", refused.name());
        assertEquals("6", refused.attribute("code"));
        assertEquals("INF_USER_ERROR", refused.attribute("domain"));
        assertEquals("user-rejoin", back.name());
    }

    @ParameterizedTest
    @ValueSource(strings = {"joined", "describe", "describedApart"})
    void aFailureOfTheNoteLeavesNobodyJoined(String method) {
        fixture.open();
        GroupClient client = fixture.creator(fixture.left);
        GroupClient other = fixture.creator(fixture.right);
        fixture.note.failures.put(method, new IllegalStateException("test"));

        fixture.send(client, "<user-join name='alice' time='' caret='0'/>");

        assertEquals(List.of(), fixture.users());
        assertEquals(List.of(), other.take());
        fixture.note.failures.clear();
        fixture.send(client, "<user-join name='alice' time='' caret='0'/>");
        assertEquals(List.of("1 alice active"), fixture.users());
        assertEquals(1, other.take().size());
    }
}
