// SPDX-License-Identifier: Apache-2.0
/**
 * The services that plugins register, one Declarative Services component for each kind. They forward to the running server what is
 * there, what comes and what goes, and know nothing of the server but that.
 */
@NullMarked
package org.infinoted.host.whiteboard;

import org.jspecify.annotations.NullMarked;
