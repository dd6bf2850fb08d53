// SPDX-License-Identifier: Apache-2.0
/**
 * The pages "Plugins", "Connections" and "Documents" of the web console.
 *
 * <p>A page consists of fixed markup ({@code *.html}), a script and a style sheet ({@code /res}), and data as JSON, which the
 * script fetches again and again and puts into the page as text, never as markup. Changes are POST requests with the token that
 * stands in the page; the console's login refuses those that another site makes a browser send before they come here.
 */
package org.infinoted.console.web;
