// SPDX-License-Identifier: Apache-2.0
/** Maps the engine's values to the protocol's elements and back. */
package org.infinoted.notetext.wire;
