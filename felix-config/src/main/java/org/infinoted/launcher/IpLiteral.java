// SPDX-License-Identifier: Apache-2.0
package org.infinoted.launcher;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/** Addresses written as numbers. Names are never looked up: a slow resolver must not delay the start. */
final class IpLiteral {
    private static final Pattern BYTE = Pattern.compile("[0-9]{1,3}");

    private IpLiteral() {}

    static boolean isValid(String text) {
        return text.indexOf(':') >= 0 ? isVersion6(text) : isVersion4(text);
    }

    private static boolean isVersion4(String text) {
        String[] parts = text.split("\\.", -1);
        for (String part : parts) {
            if (!BYTE.matcher(part).matches() || Integer.parseInt(part) > 255) {
                return false;
            }
        }
        return parts.length == 4;
    }

    private static boolean isVersion6(String text) {
        if (!text.matches("[0-9A-Fa-f:.]+")) {
            return false;
        }
        try {
            // A text with a colon is parsed and never looked up.
            InetAddress.getByName(text);
            return true;
        } catch (UnknownHostException e) {
            return false;
        }
    }

    /** The address as it is written before a port. */
    static String withPort(String address, int port) {
        return (address.indexOf(':') >= 0 ? "[" + address + "]" : address) + ":" + port;
    }
}
