// SPDX-License-Identifier: Apache-2.0
/**
 * What a plugin implements and what the server offers it: its life, its context, its states.
 *
 * <p>Null is neither taken nor given unless a method says so.
 */
@Export
@Version("1.0.0")
package org.infinoted.plugin;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
