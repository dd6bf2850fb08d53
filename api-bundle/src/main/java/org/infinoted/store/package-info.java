// SPDX-License-Identifier: Apache-2.0
/**
 * Where documents and rights are kept while they are not open: {@link org.infinoted.store.DocumentStore} and its values. Knows
 * nothing else of the API.
 *
 * <p>Null is neither taken nor given unless a method says so.
 */
@Export
@Version("1.0.0")
package org.infinoted.store;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
