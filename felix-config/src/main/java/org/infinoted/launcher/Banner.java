// SPDX-License-Identifier: Apache-2.0
package org.infinoted.launcher;

import java.io.PrintStream;
import java.util.Dictionary;
import org.infinoted.launcher.Readiness.Endpoint;

/** The lines that a started server prints. */
final class Banner {
    private final PrintStream out;

    Banner(PrintStream out) {
        this.out = out;
    }

    /** @param host the configuration that the host finally got */
    void print(Endpoint endpoint, Dictionary<String, Object> host, ServerHome home, Console console) {
        String address = IpLiteral.withPort(endpoint.address(), endpoint.port());
        out.println("Infinoted for OSGi " + Help.version());
        out.println("  clients   " + address + " (no TLS) - in Gobby: Connect to Server \"" + address + "\"");
        out.println("  documents " + host.get("root-directory"));
        out.println("  plugins   "
                + String.join(", ", CommandLineConfiguration.names(host.get("required-plugins")))
                + "; drop jars into " + home.plugins());
        out.println("  console   " + console.description());
        out.flush();
    }
}
