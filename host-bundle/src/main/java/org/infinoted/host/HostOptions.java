// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** The options of the server itself. The names are those of the original. A change restarts the server. */
@ObjectClassDefinition(
        name = "Infinoted server",
        description =
                "Where the server listens and where it keeps documents. A change restarts it: documents are saved, and"
                        + " clients have to connect again.")
public @interface HostOptions {
    @AttributeDefinition(
            name = "Port",
            description = "TCP port for clients, 0 for any that is free",
            min = "0",
            max = "65535")
    int port() default 6523;

    @AttributeDefinition(
            name = "Listen address",
            description = "IP address to listen on; 0.0.0.0 for all of IPv4, :: for all")
    String listen$_$address() default "127.0.0.1";

    @AttributeDefinition(
            name = "Security policy",
            description = "Whether clients must encrypt. So far there is no TLS.",
            options = @Option(label = "no TLS", value = "no-tls"))
    String security$_$policy() default "no-tls";

    @AttributeDefinition(
            name = "Root directory",
            description = "The folder in which documents are kept, in infinoted's format")
    String root$_$directory();

    @AttributeDefinition(
            name = "Required plugins",
            description = "Names of plugins. While one of them does not run, the server does not listen.")
    String[] required$_$plugins() default {};

    @AttributeDefinition(
            name = "Event loops",
            description = "How many threads serve clients; 0: one for every two processors",
            min = "0",
            max = "1024")
    int event$_$loops() default 0;
}
