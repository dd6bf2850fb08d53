// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.stream;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * What connections are counted by. Whoever has one address of IPv6 has at least 64 bits of them, so it is the first 64 bits that count;
 * an address of IPv4 is the same however it is written.
 */
final class ClientAddress {
    private static final int IPV4 = 4;
    private static final int IPV6 = 16;
    /** ::ffff:0:0/96, addresses of IPv4 as a socket for both kinds has them. */
    private static final byte[] MAPPED = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1};

    private ClientAddress() {}

    /** The first 64 bits of an address of IPv6. */
    private record Network(long prefix) {}

    private record Host(int address) {}

    /** The key of an address. */
    static Object of(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (bytes.length != IPV6) {
            return new Host(ByteBuffer.wrap(bytes).getInt());
        }
        if (Arrays.equals(bytes, 0, MAPPED.length, MAPPED, 0, MAPPED.length)) {
            return new Host(ByteBuffer.wrap(bytes, MAPPED.length, IPV4).getInt());
        }
        return new Network(ByteBuffer.wrap(bytes).getLong());
    }

    /** The key of what a transport gives as an address: if it is one of IP, counted with those of sockets; or else any text. */
    static Object of(String address) {
        int colon = address.lastIndexOf(':');
        String host = colon < 0 ? address : address.substring(0, colon);
        InetAddress internet = NetUtil.createInetAddressFromIpAddressString(host);
        return internet == null ? host : of(internet);
    }
}
