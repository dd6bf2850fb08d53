// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
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
    private final SessionFixture world = new SessionFixture();

    @AfterEach
    void end() {
        world.end();
    }

    @Test
    void everySubscriberIsToldOfANewUserTheRequesterIncluded() {
        world.open();
        GroupClient alice = world.creator(world.left);
        GroupClient other = world.subscriber(world.right);

        world.send(alice, "<user-join seq='12' name='alice' status='inactive' time='3:4' caret='5'/>");

        List<String> told = List.of("<user-join id=\"1\" name=\"alice\" status=\"inactive\" time=\"3:4\" seq=\""
                + alice.client.sequenceId() + "/12\"/>");
        assertEquals(told, alice.take());
        assertEquals(told, other.take());
        assertEquals(
                List.of(User.present(1, "alice", UserStatus.INACTIVE, alice.link)),
                world.session.view().users());
    }

    @Test
    void withoutSeqThereIsNoneInTheAnswer() {
        world.open();
        GroupClient alice = world.creator(world.left);

        world.send(alice, "<user-join name='alice' time='' caret='0'/>");

        assertEquals(List.of("<user-join id=\"1\" name=\"alice\" status=\"active\" time=\"\"/>"), alice.take());
    }

    @Test
    void severalUsersMayJoinThroughOneConnection() {
        world.open();
        GroupClient client = world.creator(world.left);

        world.join(client, "alice");
        world.join(client, "bob");

        assertEquals(List.of("1 alice active", "2 bob active"), world.users());
    }

    @Test
    void namesMayBeEmptyAndDifferInCase() {
        world.open();
        GroupClient client = world.creator(world.left);

        world.join(client, "");
        world.join(client, "Bob");
        world.join(client, "bob");

        assertEquals(List.of("1  active", "2 Bob active", "3 bob active"), world.users());
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
        world.open();
        GroupClient client = world.creator(world.left);
        GroupClient other = world.creator(world.right);
        world.join(client, "alice", other);
        world.owner.mayJoin = false;

        world.send(client, "<user-join " + attributes + "/>");

        Element answer = client.takeElements().get(0);
        assertEquals("request-failed", answer.name());
        assertEquals("code", answer.attributeName(0));
        assertEquals("domain", answer.attributeName(1));
        assertEquals(Integer.toString(code), answer.attribute("code"));
        assertEquals(domain, answer.attribute("domain"));
        assertEquals(attributes.startsWith("seq='3'") ? "1/3" : null, answer.attribute("seq"));
        assertTrue(answer.text().length() > 5, answer.text());
        assertEquals(List.of(), other.take());
        assertEquals(List.of("1 alice active"), world.users());
        assertEquals(1, world.events.size(), "only the first user has joined");
    }

    @Test
    void anAbsentUserIsTakenOverWithItsIdAndTheNewProperties() {
        world.note.with(List.of(User.absent(7, "alice")));
        world.open();
        GroupClient client = world.creator(world.left);
        GroupClient other = world.creator(world.right);

        world.send(client, "<user-join seq='1' name='alice' status='inactive' time='7:2' caret='0'/>");

        List<String> told =
                List.of("<user-rejoin id=\"7\" name=\"alice\" status=\"inactive\" time=\"7:2\" seq=\"1/1\"/>");
        assertEquals(told, client.take());
        assertEquals(told, other.take());
        assertEquals(List.of("7 alice inactive"), world.users());
    }

    @Test
    void aUserWhoHasLeftMayBeTakenOverByAnotherConnection() {
        world.open();
        GroupClient first = world.creator(world.left);
        GroupClient second = world.creator(world.right);
        world.join(first, "alice", second);
        world.send(first, "<session-unsubscribe/>");
        second.take();

        world.send(second, "<user-join name='alice' time='1:1' caret='0'/>");

        assertEquals(List.of("<user-rejoin id=\"1\" name=\"alice\" status=\"active\" time=\"1:1\"/>"), second.take());
        assertTrue(world.session.view().users().get(0).isVia(second.link));
    }

    @Test
    void newIdsAreOneMoreThanTheLargest() {
        world.note.with(List.of(User.absent(7, "alice"), User.absent(3, "bob")));
        world.open();
        GroupClient client = world.creator(world.left);

        world.join(client, "carol");

        assertEquals(List.of("3 bob unavailable", "7 alice unavailable", "8 carol active"), world.users());
    }

    @Test
    void afterTheLargestIdThereIsFreeIdsAreGiven() {
        world.note.with(List.of(User.absent(-1, "last"), User.absent(1, "first")));
        world.open();
        GroupClient client = world.creator(world.left);

        world.join(client, "carol");
        world.join(client, "dave");

        assertEquals(
                List.of("1 first unavailable", "2 carol active", "3 dave active", "-1 last unavailable"),
                world.users());
    }

    @Test
    void moreUsersThanAllowedAreRefusedButThoseWhoAreThereMayComeBack() {
        world.note.with(List.of(
                User.absent(1, "a"),
                User.absent(2, "b"),
                User.absent(3, "c"),
                User.absent(4, "d"),
                User.absent(5, "e")));
        world.open();
        GroupClient client = world.creator(world.left);

        world.send(client, "<user-join name='f' time='' caret='0'/>");
        Element refused = client.takeElements().get(0);
        world.send(client, "<user-join name='e' time='' caret='0'/>");
        Element back = client.takeElements().get(0);

        assertEquals("request-failed", refused.name());
        assertEquals("6", refused.attribute("code"));
        assertEquals("INF_USER_ERROR", refused.attribute("domain"));
        assertEquals("user-rejoin", back.name());
    }

    @ParameterizedTest
    @ValueSource(strings = {"joined", "describe"})
    void aFailureOfTheNoteLeavesNobodyJoined(String method) {
        world.open();
        GroupClient client = world.creator(world.left);
        GroupClient other = world.creator(world.right);
        world.note.failures.put(method, new IllegalStateException("test"));

        world.send(client, "<user-join name='alice' time='' caret='0'/>");

        assertEquals(List.of(), world.users());
        assertEquals(List.of(), other.take());
        world.note.failures.clear();
        world.send(client, "<user-join name='alice' time='' caret='0'/>");
        assertEquals(List.of("1 alice active"), world.users());
        assertEquals(1, other.take().size());
    }
}
