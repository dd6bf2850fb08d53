// SPDX-License-Identifier: Apache-2.0
/**
 * Checks configurations against what the bundle declares in Metatype, on their way from Config Admin to the component: a
 * configuration that breaks its declaration never arrives, and the last good one stays in force; if there is none, the plugin does
 * not run.
 * {@link org.infinoted.host.options.ConfigurationValidator} does so for plugins and for the server itself.
 *
 * <p>Knows Config Admin, Metatype descriptions and how reasons are shown to people ({@code status}). No plugin's code runs
 * here.
 */
@NullMarked
package org.infinoted.host.options;

import org.jspecify.annotations.NullMarked;
