// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.group;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Optional;
import org.infinoted.host.stream.FakeLink;
import org.infinoted.host.stream.ManualLoop;
import org.infinoted.host.stream.Xml;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AttributesTest {
    private final Client client =
            new Client(new FakeLink(new ManualLoop(), 1, "127.0.0.1:1"), 7, new FakeDirectory(), () -> {});

    @Test
    void aMissingAttributeIsNamed() {
        RequestException e =
                assertThrows(RequestException.class, () -> Attributes.required(Xml.element("<user-join/>"), "name"));

        assertEquals("INF_REQUEST_ERROR", e.domain());
        assertEquals(3, e.code());
        assertEquals("The attribute \"name\" of \"user-join\" is missing", e.getMessage());
    }

    @Test
    void numbersAreUnsignedAndHave32Bits() throws RequestException {
        assertEquals(0, Attributes.requiredNumber(Xml.element("<m n='0'/>"), "n"));
        assertEquals(-1, Attributes.requiredNumber(Xml.element("<m n='4294967295'/>"), "n"));
        assertEquals(Optional.empty(), Attributes.optionalNumber(Xml.element("<m/>"), "n"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "-1", "+1", "1x", "4294967296", "0.5", "99999999999999999999"})
    void whatIsNoSuchNumberIsRefused(String value) {
        RequestException e = assertThrows(
                RequestException.class, () -> Attributes.optionalNumber(Xml.element("<m n='" + value + "'/>"), "n"));

        assertEquals("INF_REQUEST_ERROR", e.domain());
        assertEquals(5, e.code());
    }

    @Test
    void answersNameTheConnectionAndTheRequest() throws RequestException {
        assertEquals("7/12", Attributes.seq(client, Xml.element("<m seq='12'/>")));
        assertEquals("7/4294967295", Attributes.seq(client, Xml.element("<m seq='4294967295'/>")));
        assertNull(Attributes.seq(client, Xml.element("<m/>")));
    }

    @Test
    void aFailureSaysCodeDomainSeqAndText() {
        assertEquals(
                "<request-failed code=\"4\" domain=\"D\" seq=\"1/2\">no</request-failed>",
                Attributes.failure("D", 4, "no", "1/2").toString());
        assertEquals(
                "<request-failed code=\"4\" domain=\"D\">no</request-failed>",
                Attributes.failure("D", 4, "no", null).toString());
    }
}
