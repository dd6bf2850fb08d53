// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.stream;

import java.lang.management.ManagementFactory;
import javax.management.JMException;
import javax.management.ObjectName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How many files and sockets the system lets this process have. A Java process that has none left may not even be able
 * to load a class or write to a log, so connections must not use them all.
 */
final class Descriptors {
    private static final Logger LOG = LoggerFactory.getLogger(Descriptors.class);
    /** Kept for everything but connections, if there are enough. */
    private static final int RESERVED = 512;

    private Descriptors() {}

    /** How many of them connections may use. */
    static int forConnections() {
        int all = all();
        return all - Math.min(RESERVED, all / 2);
    }

    private static int all() {
        try {
            // by name, because the interface is in a package that a framework need not offer
            Object count = ManagementFactory.getPlatformMBeanServer()
                    .getAttribute(new ObjectName("java.lang:type=OperatingSystem"), "MaxFileDescriptorCount");
            return (int) Math.min(Integer.MAX_VALUE, ((Number) count).longValue());
        } catch (JMException e) {
            LOG.debug("This system does not tell how many files a process may open", e);
            return Integer.MAX_VALUE;
        }
    }
}
