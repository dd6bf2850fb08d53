// SPDX-License-Identifier: Apache-2.0
package org.infinoted.text;

import org.infinoted.session.Session;
import org.osgi.annotation.versioning.ProviderType;

/** An open text document. Its types are {@code InfText, InfTextSession, InfAdoptedSession, InfSession}. */
@ProviderType
public interface TextSession extends Session {
    /** The note type of text documents. */
    String TYPE = "InfText";

    /** The content at this moment. Costs nothing: it is the value that the session works with. May be called from any thread. */
    Text text();
}
