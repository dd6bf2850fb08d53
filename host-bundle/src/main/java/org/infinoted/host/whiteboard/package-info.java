// SPDX-License-Identifier: Apache-2.0
/**
 * The services that plugins register, one {@link org.infinoted.host.whiteboard.ServiceWhiteboard} for each kind, which is a component of
 * Declarative Services. They tell the running server what is there, what comes and what goes, and know nothing of the server but
 * that. {@link org.infinoted.host.whiteboard.ComponentRuntimeTracker} does the same for the component runtime.
 */
@NullMarked
package org.infinoted.host.whiteboard;

import org.jspecify.annotations.NullMarked;
