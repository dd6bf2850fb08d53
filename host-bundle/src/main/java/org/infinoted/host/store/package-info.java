// SPDX-License-Identifier: Apache-2.0
/**
 * Documents and rights in files, in the original server's format and layout, so that either server can take over the other's
 * directory. {@link org.infinoted.host.store.FileStore} blocks; {@link org.infinoted.host.store.StoreExecutor} gives it
 * threads of its own.
 *
 * <p>Links are never followed, names never become paths unchecked, and a file is written beside the old one, forced to disk
 * and renamed ({@link org.infinoted.host.store.OpenFolder#write}). Knows the API alone: it could be replaced by another {@code DocumentStore}.
 */
@NullMarked
package org.infinoted.host.store;

import org.jspecify.annotations.NullMarked;
