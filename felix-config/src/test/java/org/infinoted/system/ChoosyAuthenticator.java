// SPDX-License-Identifier: Apache-2.0
package org.infinoted.system;

import java.util.concurrent.locks.LockSupport;
import org.infinoted.auth.Authenticator;
import org.infinoted.auth.Login;
import org.infinoted.auth.LoginVerdict;

/** Refuses one name, throws for another, and for a third never returns, not even when its thread is interrupted. */
public final class ChoosyAuthenticator implements Authenticator {
    static final String REFUSED = "mallory";
    static final String STUCK = "sisyphus";
    static final String FAULTY = "murphy";
    static final String REASON = "You know why, <mallory>.";

    @Override
    public LoginVerdict judge(Login login) {
        switch (login.name()) {
            case REFUSED -> {
                return LoginVerdict.refuse(REASON);
            }
            case STUCK -> {
                while (true) {
                    LockSupport.park(this);
                }
            }
            case FAULTY -> throw new IllegalStateException("no opinion on " + login.name());
            default -> {
                return LoginVerdict.undecided();
            }
        }
    }
}
