// SPDX-License-Identifier: Apache-2.0
package org.infinoted.auth;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Decides who may log in. Whiteboard: register a service of this type, it is asked from then on. A plugin whose authenticator
 * must not be missing belongs in the server's option {@code required-plugins}: while it does not run, no client is accepted.
 *
 * <p><b>When and in what order.</b> Asked for each login, before the client is told anything. All authenticators are asked, one
 * after the other: highest service ranking first, then the one registered first. The first that refuses decides, and the others
 * are not asked any more. If none refuses, the client is in.
 *
 * <p><b>Thread.</b> On threads of the server that are made for plugins, never on those that serve clients; for several logins at
 * the same time, so an implementation must be thread-safe. The plugin's mailbox plays no part.
 *
 * <p><b>Time.</b> All authenticators together have the time of the server's option {@code authentication-timeout}, 5 s by
 * default. When it runs out, the thread is interrupted and the client is refused with {@code temporary-auth-failure}. A bounded
 * number of calls is under way at the same time; further logins wait for their turn, within their time. When none of those calls
 * has returned in time, further logins are refused at once until one has.
 *
 * <p><b>Failure.</b> What it throws is logged with the bundle's name, and the client is refused with {@code
 * temporary-auth-failure}. So is it if null is returned.
 */
@ConsumerType
@FunctionalInterface
public interface Authenticator {
    /** Judges a login. The connection may close meanwhile; then the verdict is of no interest. */
    LoginVerdict judge(Login login) throws Exception;
}
