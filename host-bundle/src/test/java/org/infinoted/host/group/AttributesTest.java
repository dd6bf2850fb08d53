// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.group;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Optional;
import org.infinoted.host.stream.FakeLink;
import org.infinoted.host.stream.ManualLoop;
import org.infinoted.protocol.ProtocolException;
import org.infinoted.protocol.UserError;
import org.infinoted.testdoubles.Xml;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("unit")
class AttributesTest {
    private final Client client =
            new Client(new FakeLink(new ManualLoop(), 1, "127.0.0.1:1"), 7, new FakeDirectoryEndpoint(), () -> {});

    @Test
    void aMissingAttributeIsNamed() {
        ProtocolException e =
                assertThrows(ProtocolException.class, () -> Attributes.required(Xml.element("<user-join/>"), "name"));

        assertEquals("INF_REQUEST_ERROR", e.error().domain());
        assertEquals(3, e.error().code());
        assertEquals("The attribute \"name\" of \"user-join\" is missing", e.getMessage());
    }

    @Test
    void numbersAreUnsignedAndHave32Bits() throws ProtocolException {
        assertEquals(0, Attributes.requiredNumber(Xml.element("<m n='0'/>"), "n"));
        assertEquals(-1, Attributes.requiredNumber(Xml.element("<m n='4294967295'/>"), "n"));
        assertEquals(Optional.empty(), Attributes.optionalNumber(Xml.element("<m/>"), "n"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "-1", "+1", "1x", "4294967296", "0.5", "99999999999999999999"})
    void whatIsNoSuchNumberIsRefused(String value) {
        ProtocolException e = assertThrows(
                ProtocolException.class, () -> Attributes.optionalNumber(Xml.element("<m n='" + value + "'/>"), "n"));

        assertEquals("INF_REQUEST_ERROR", e.error().domain());
        assertEquals(5, e.error().code());
    }

    @Test
    void answersNameTheConnectionAndTheRequest() throws ProtocolException {
        assertEquals("7/12", Attributes.seq(client, Xml.element("<m seq='12'/>")));
        assertEquals("7/4294967295", Attributes.seq(client, Xml.element("<m seq='4294967295'/>")));
        assertNull(Attributes.seq(client, Xml.element("<m/>")));
    }

    @Test
    void aFailureSaysCodeDomainSeqAndText() {
        var refusal = new ProtocolException(UserError.NOT_JOINED, "no");
        assertEquals(
                "<request-failed code=\"4\" domain=\"INF_USER_ERROR\" seq=\"1/2\">no</request-failed>",
                Attributes.failure(refusal, "1/2").toString());
        assertEquals(
                "<request-failed code=\"4\" domain=\"INF_USER_ERROR\">no</request-failed>",
                Attributes.failure(refusal, null).toString());
    }
}
