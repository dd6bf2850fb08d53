// SPDX-License-Identifier: Apache-2.0
package org.infinoted.console.login;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The keys of the console's configuration. */
@ObjectClassDefinition(
        name = "Infinoted console",
        description = "The login of this console. To change the password, write the new one into etc/console-password,"
                + " delete etc/org.infinoted.console.cfg and restart the server.")
public @interface ConsoleOptions {
    /** The name to log in with. */
    @AttributeDefinition(name = "User", description = "The name to log in with")
    String user() default "admin";

    /** The hash of the password; its leading dot keeps it out of the service's properties. */
    @AttributeDefinition(
            name = "Hash of the password",
            description = "What the first start makes of the password; anything else locks everybody out",
            type = AttributeType.PASSWORD)
    String _password_hash();

    /** More names under which browsers may ask for the console. */
    @AttributeDefinition(
            name = "Hosts",
            description = "Names under which browsers may ask for the console besides localhost and the loopback"
                    + " addresses with the console's port: NAME or NAME:PORT, as it stands in the browser's address,"
                    + " such as that of a proxy or localhost:9000 for a tunnel. Requests for other names are refused"
                    + " with status 421. Anything that is no such name locks everybody out",
            required = false)
    String[] hosts() default {};
}
