// SPDX-License-Identifier: Apache-2.0
/**
 * The pages "Plugins", "Connections" and "Documents" of the web console.
 *
 * <p>A page consists of fixed markup ({@code *.html}), a script and a style sheet ({@code /res}), and data as JSON, which the
 * script fetches periodically and inserts as text, never as markup. Changes are POST requests with the token that stands in
 * the page; requests that another site makes a browser send are refused by the console's login before they arrive here.
 */
@NullMarked
package org.infinoted.console.web;

import org.jspecify.annotations.NullMarked;
