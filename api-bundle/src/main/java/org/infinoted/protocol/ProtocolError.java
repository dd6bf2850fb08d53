// SPDX-License-Identifier: Apache-2.0
package org.infinoted.protocol;

import java.io.Serializable;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * What is wrong, as the protocol says it: a number in a domain. The enums of this package have the errors of the protocol, one enum
 * for each domain; their constants have the names and numbers that libinfinity gives them. A note type with errors of its own
 * implements this by an enum of its own; clients that do not know its domain show none of its texts.
 *
 * <p>Immutable, and serializable because exceptions are.
 */
@ConsumerType
public interface ProtocolError extends Serializable {
    /** The domain as it stands in messages, such as {@code INF_REQUEST_ERROR}. */
    String domain();

    /** The number of the error in its domain, not negative: clients do not understand negative numbers. */
    int code();
}
