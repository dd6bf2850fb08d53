// SPDX-License-Identifier: Apache-2.0
/**
 * Where documents and rights are kept while they are not open: {@link org.infinoted.store.DocumentStore} and its values. Knows
 * nothing else of the API.
 */
@Export
@NullMarked
@Version("1.1.0")
package org.infinoted.store;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
