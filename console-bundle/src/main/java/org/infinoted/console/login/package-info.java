// SPDX-License-Identifier: Apache-2.0
/**
 * The login of the web console: HTTP Basic against one user and a salted hash, a password that is generated at the first
 * start, and the refusal of changes that another web site makes a browser send. Without a configuration nobody can log in.
 *
 * <p>Guards all pages of the console, Felix's own included, as its {@code SecurityProvider}. Knows servlets, Config Admin
 * and the PID of its configuration, and nothing else of the server.
 */
@NullMarked
package org.infinoted.console.login;

import org.jspecify.annotations.NullMarked;
