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
            description = "Names of plugins. The server does not listen before all of them run.")
    String[] required$_$plugins() default {};

    @AttributeDefinition(
            name = "Grace for required plugins",
            description =
                    "Seconds. When a required plugin goes, as it does while it is replaced, new clients wait for so long; 0: the"
                            + " policy applies at once",
            min = "0")
    int required$_$plugins$_$grace() default 10;

    @AttributeDefinition(
            name = "Policy for required plugins",
            description = "What happens when a required plugin is not back in time",
            options = {
                @Option(label = "accept nobody until it is back", value = "close-listeners"),
                @Option(label = "also close all connections", value = "close-connections"),
                @Option(label = "go on without it", value = "go-on")
            })
    String required$_$plugins$_$policy() default "close-listeners";

    @AttributeDefinition(
            name = "Roll back after",
            description =
                    "Seconds that a new version of a plugin has until it runs; then the version that ran before is put back",
            min = "1")
    int rollback$_$after() default 15;

    @AttributeDefinition(
            name = "Note type grace",
            description =
                    "Seconds for which open documents wait for another provider of their note type when theirs goes."
                            + " They are saved when it goes, and closed if none comes.",
            min = "0",
            max = "3600")
    int note$_$type$_$grace() default 30;

    @AttributeDefinition(
            name = "Authentication timeout",
            description = "How many seconds plugins may take to decide whether a client may log in",
            min = "1",
            max = "30")
    int authentication$_$timeout() default 5;

    @AttributeDefinition(
            name = "Event loops",
            description = "How many threads serve clients; 0: one for every two processors",
            min = "0",
            max = "1024")
    int event$_$loops() default 0;

    @AttributeDefinition(
            name = "Client memory",
            description =
                    "MiB that everything kept for clients may take in all: output that they have not read, input that is not"
                            + " complete or not handled, uploads. When it is more, the connection with the most is ended with the"
                            + " stream error resource-constraint. 0: half of the maximum heap",
            min = "0",
            max = "1048576")
    int client$_$memory() default 0;

    @AttributeDefinition(
            name = "Plugin call budget",
            description = "Seconds that a callback of a plugin may take before the log says where it is",
            min = "1",
            max = "3600")
    int plugin$_$call$_$budget() default 5;

    @AttributeDefinition(
            name = "Plugin call limit",
            description =
                    "Seconds after which a callback is interrupted and its plugin quarantined; not less than the budget",
            min = "1",
            max = "86400")
    int plugin$_$call$_$limit() default 30;

    @AttributeDefinition(
            name = "Plugin stop time",
            description = "Seconds that a plugin has to end before it is abandoned",
            min = "1",
            max = "3600")
    int plugin$_$stop$_$time() default 5;

    @AttributeDefinition(
            name = "Plugin backlog",
            description = "How many callbacks may wait for a plugin; with one more it is quarantined",
            min = "1",
            max = "10000000")
    int plugin$_$backlog() default 100_000;

    @AttributeDefinition(
            name = "Plugin threads",
            description =
                    "How many threads that a plugin's callbacks have made may live; one more is refused, and the plugin quarantined",
            min = "1",
            max = "10000")
    int plugin$_$threads() default 256;
}
