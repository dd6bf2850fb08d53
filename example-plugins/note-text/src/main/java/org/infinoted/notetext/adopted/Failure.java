// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext.adopted;

import org.infinoted.protocol.ProtocolError;

/** Why a request was not executed; {@code reason} is an English sentence for people. */
public record Failure(ProtocolError error, String reason) {}
