// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.stream;

import org.infinoted.xml.Element;

/** Handles refused connections, of which the layers above never hear. */
enum RefusedLinkHandler implements LinkHandler {
    INSTANCE;

    @Override
    public void opened() {}

    @Override
    public void received(Element element) {}

    @Override
    public void closed() {}
}
