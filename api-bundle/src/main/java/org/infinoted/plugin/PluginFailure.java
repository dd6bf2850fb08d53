// SPDX-License-Identifier: Apache-2.0
package org.infinoted.plugin;

import java.time.Instant;

/**
 * Something that went wrong in a plugin's code. A value.
 *
 * @param time when it was noticed
 * @param callback in which callback, and what it was about: {@code connectionAdded of 127.0.0.1:48906}
 * @param message what was thrown, or what took too long, in one line
 */
public record PluginFailure(Instant time, String callback, String message) {}
