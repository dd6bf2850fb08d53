// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext.adopted;

/** Why a request was not executed; {@code reason} is an English sentence for people. */
public record Failure(AdoptedError error, String reason) {}
