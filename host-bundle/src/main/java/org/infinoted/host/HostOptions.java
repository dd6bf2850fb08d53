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
            name = "Plugin signatures",
            description =
                    "Which jars of plugins are taken: all, or only those whose entries are all signed by one of the plugin"
                            + " signers. The stock plugins need no signature",
            options = {@Option(label = "all", value = "none"), @Option(label = "only signed ones", value = "required")})
    String plugin$_$signatures() default "none";

    @AttributeDefinition(
            name = "Plugin signers",
            description =
                    "A file with the certificates of those whose signature counts, X.509 in PEM form one after the other; a"
                            + " relative path begins at the home",
            required = false)
    String plugin$_$signers() default "";

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
                            + " stream error resource-constraint. 0: a third of the maximum heap",
            min = "0",
            max = "1048576")
    int client$_$memory() default 0;

    @AttributeDefinition(
            name = "Client output",
            description =
                    "MiB of output that may wait for one client to read it; a client that opens a document is sent all of it. One for"
                            + " which more waits is disconnected. 0: a quarter of the maximum heap, and at least 64",
            min = "0",
            max = "1048576")
    int client$_$output() default 0;

    @AttributeDefinition(
            name = "Users in a document",
            description =
                    "How many users an open document may know, absent ones included. A client that brings another one is told"
                            + " that there are too many; those of a stored document are always known",
            min = "1",
            max = "1000000")
    int document$_$users() default 10_000;

    @AttributeDefinition(
            name = "Users of a connection",
            description =
                    "How many users one connection may have in a document, and how many new ones it may bring into it; a further one"
                            + " is refused. Editors have one",
            min = "1",
            max = "1000000")
    int connection$_$users() default 100;

    @AttributeDefinition(
            name = "Size of a user's name",
            description =
                    "Bytes of UTF-8 that the name of a new user may have; the client is told to choose a shorter one",
            min = "1",
            max = "65536")
    int user$_$name$_$size() default 256;

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

    @AttributeDefinition(
            name = "Connections",
            description =
                    "How many clients may be connected that have logged in; one more is told that there are too many",
            min = "1",
            max = "1000000")
    int connections() default 10_000;

    @AttributeDefinition(
            name = "Connections per address",
            description = "How many of them may come from one address, or from one /64 network of IPv6",
            min = "1",
            max = "1000000")
    int connections$_$per$_$address() default 1000;

    @AttributeDefinition(
            name = "New connections per second",
            description = "How many connections one address may open a second; 0: any number",
            min = "0",
            max = "1000000")
    int connections$_$per$_$second() default 500;

    @AttributeDefinition(
            name = "Burst of new connections",
            description = "How many connections one address may open at once",
            min = "1",
            max = "1000000")
    int connections$_$burst() default 5000;

    @AttributeDefinition(
            name = "Clients logging in",
            description =
                    "How many connections may be open that have not logged in; for one more the oldest that has said nothing is closed",
            min = "1",
            max = "1000000")
    int logging$_$in() default 2000;

    @AttributeDefinition(
            name = "Clients logging in per address",
            description = "How many of these connections may come from one address, or from one /64 network of IPv6",
            min = "1",
            max = "1000000")
    int logging$_$in$_$per$_$address() default 250;

    @AttributeDefinition(
            name = "Login timeout",
            description = "Seconds from connecting to being logged in",
            min = "1",
            max = "3600")
    int login$_$timeout() default 30;

    @AttributeDefinition(
            name = "Logins per second",
            description =
                    "How many logins one address may try a second; more wait, and are refused if they would have to wait for more than 10 seconds; 0: any number",
            min = "0",
            max = "1000000")
    int logins$_$per$_$second() default 100;

    @AttributeDefinition(
            name = "Burst of logins",
            description = "How many logins one address may try at once",
            min = "1",
            max = "1000000")
    int logins$_$burst() default 2000;

    @AttributeDefinition(
            name = "Cost of a failed login",
            description = "For how many logins one counts that has failed",
            min = "1",
            max = "1000")
    int failed$_$login$_$cost() default 20;

    @AttributeDefinition(
            name = "Bytes before the login",
            description = "How many bytes a client may send before it has logged in",
            min = "1024",
            max = "16777216")
    int bytes$_$before$_$login() default 65_536;

    @AttributeDefinition(
            name = "Bytes per second",
            description = "How many bytes a second are read from one client; 0: as many as come",
            min = "0",
            max = "1073741824")
    int bytes$_$per$_$second() default 16_777_216;

    @AttributeDefinition(
            name = "Burst of bytes",
            description = "How many bytes are read from one client at once",
            min = "16384",
            max = "1073741824")
    int bytes$_$burst() default 67_108_864;

    @AttributeDefinition(
            name = "Messages per second",
            description = "How many messages a second one client may send; 0: any number",
            min = "0",
            max = "1000000")
    int messages$_$per$_$second() default 200_000;

    @AttributeDefinition(
            name = "Burst of messages",
            description = "How many messages one client may send at once",
            min = "1",
            max = "10000000")
    int messages$_$burst() default 500_000;

    @AttributeDefinition(
            name = "Errors per second",
            description = "How many requests a second of one client may fail, invalid messages included; 0: any number",
            min = "0",
            max = "1000000")
    int errors$_$per$_$second() default 20;

    @AttributeDefinition(
            name = "Burst of errors",
            description = "How many requests of one client may fail at once",
            min = "1",
            max = "1000000")
    int errors$_$burst() default 200;

    @AttributeDefinition(
            name = "Joins per second",
            description =
                    "How many subscriptions, explored folders and users that join one client may ask for a second; 0: any number",
            min = "0",
            max = "1000000")
    int joins$_$per$_$second() default 50;

    @AttributeDefinition(
            name = "Burst of joins",
            description = "How many of these one client may ask for at once",
            min = "1",
            max = "1000000")
    int joins$_$burst() default 1000;

    @AttributeDefinition(
            name = "Nodes per second",
            description =
                    "How many folders and documents one client may create, upload, remove or save a second; 0: any number",
            min = "0",
            max = "1000000")
    int nodes$_$per$_$second() default 20;

    @AttributeDefinition(
            name = "Burst of nodes",
            description = "How many of these one client may ask for at once",
            min = "1",
            max = "1000000")
    int nodes$_$burst() default 500;

    @AttributeDefinition(
            name = "Slow-down time",
            description =
                    "Seconds for which a client that exceeds a rate is read from more slowly before it is disconnected",
            min = "0",
            max = "3600")
    int slow$_$down$_$time() default 30;

    @AttributeDefinition(
            name = "Time for an element",
            description =
                    "Seconds that a message may take from its first byte to its last, however slow the line; 0: any time",
            min = "0",
            max = "86400")
    int element$_$time() default 30;

    @AttributeDefinition(
            name = "Slowest element",
            description = "Bytes a second at which a message may take longer than that",
            min = "1",
            max = "1073741824")
    int element$_$bytes$_$per$_$second() default 1024;

    @AttributeDefinition(
            name = "Group access",
            description =
                    "What the group of the root directory may do with the files that the server makes there; others may do"
                            + " nothing. What is there keeps its permissions.",
            options = {
                @Option(label = "nothing (files 0600, folders 0700)", value = "none"),
                @Option(label = "read (files 0640, folders 2750)", value = "read"),
                @Option(label = "read and write (files 0660, folders 2770)", value = "write")
            })
    String group$_$access() default "none";

    @AttributeDefinition(
            name = "Nodes",
            description =
                    "How many documents and folders there may be in all; one more is refused. Those that are there are used,"
                            + " however many they are.",
            min = "1",
            max = "100000000")
    int nodes() default 100_000;

    @AttributeDefinition(
            name = "Disk space",
            description =
                    "MiB that all files in the root directory may take; then no document or folder is made, and no upload"
                            + " taken. What is there is still saved.",
            min = "1",
            max = "1000000000")
    int disk$_$space() default 10_240;

    @AttributeDefinition(
            name = "Disk reserve",
            description =
                    "MiB of its disk that the server leaves free for saving what is there, but at most a twentieth of the"
                            + " disk: with less, no document or folder is made, and no upload taken",
            min = "0",
            max = "1000000")
    int disk$_$reserve() default 64;

    @AttributeDefinition(
            name = "Nodes per connection",
            description =
                    "How many of the documents and folders that one connection has made there may be; one more is refused",
            min = "1",
            max = "100000000")
    int nodes$_$per$_$connection() default 10_000;

    @AttributeDefinition(
            name = "Subscriptions per connection",
            description =
                    "How many documents and chats one connection may be subscribed to, uploads included; one more is refused",
            min = "1",
            max = "1000000")
    int subscriptions$_$per$_$connection() default 1000;

    @AttributeDefinition(
            name = "Explored folders per connection",
            description = "How many folders one connection may be told the changes of; one more is refused",
            min = "1",
            max = "100000000")
    int explored$_$folders$_$per$_$connection() default 10_000;

    @AttributeDefinition(
            name = "Upload size",
            description = "MiB of XML that an uploaded document may be; a larger one is cancelled, and the client told",
            min = "1",
            max = "1000000")
    int upload$_$size() default 64;

    @AttributeDefinition(
            name = "Upload time",
            description = "Seconds that an upload may take; then it is cancelled, and the client told",
            min = "1",
            max = "604800")
    int upload$_$time() default 3600;

    @AttributeDefinition(
            name = "Upload stall time",
            description = "Seconds for which nothing may come of an upload; then it is cancelled, and the client told",
            min = "1",
            max = "86400")
    int upload$_$stall$_$time() default 60;
}
