// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.net.Inet6Address;
import java.net.InetAddress;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class ClientAddressTest {
    @Test
    void addressesOfOneNetworkOfIpv6AreCountedTogether() throws Exception {
        Object one = ClientAddress.of(InetAddress.getByName("2001:db8:1:2::1"));
        assertEquals(one, ClientAddress.of(InetAddress.getByName("2001:db8:1:2:ffff:ffff:ffff:ffff")));
        assertNotEquals(one, ClientAddress.of(InetAddress.getByName("2001:db8:1:3::1")));
    }

    @Test
    void addressesOfIpv4AreCountedSingly() throws Exception {
        Object one = ClientAddress.of(InetAddress.getByName("192.0.2.1"));
        assertEquals(one, ClientAddress.of(InetAddress.getByName("192.0.2.1")));
        assertNotEquals(one, ClientAddress.of(InetAddress.getByName("192.0.2.2")));
    }

    @Test
    void anAddressOfIpv4InIpv6IsThatOfIpv4() throws Exception {
        byte[] mapped = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1, (byte) 192, 0, 2, 1};
        Object one = ClientAddress.of(InetAddress.getByName("192.0.2.1"));
        assertEquals(one, ClientAddress.of(Inet6Address.getByAddress(null, mapped, 0)));
        assertEquals(one, ClientAddress.of("[::ffff:192.0.2.1]:6523"));
        assertEquals(one, ClientAddress.of("192.0.2.1:1"));
    }

    @Test
    void whatATransportCallsAnAddressIsCountedAsItIs() {
        assertEquals(ClientAddress.of("room 7:1"), ClientAddress.of("room 7:2"));
        assertNotEquals(ClientAddress.of("room 7"), ClientAddress.of("room 8"));
        assertEquals(ClientAddress.of("[2001:db8::1]:5"), ClientAddress.of("2001:db8::2:6"));
    }
}
