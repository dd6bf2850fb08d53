// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.group;

import io.netty.buffer.ByteBufUtil;
import org.infinoted.xml.Element;

/** How large elements are as XML. */
public final class XmlSize {
    /** Brackets, quotation marks, slashes. */
    private static final long MARKUP = 5;

    private XmlSize() {}

    /** About so many bytes of UTF-8; what has to be escaped takes more. */
    public static long of(Element element) {
        long size = MARKUP + ByteBufUtil.utf8Bytes(element.name());
        for (int i = 0; i < element.attributeCount(); i++) {
            size += MARKUP
                    + ByteBufUtil.utf8Bytes(element.attributeName(i))
                    + ByteBufUtil.utf8Bytes(element.attributeValue(i));
        }
        for (int i = 0; i < element.contentSize(); i++) {
            size += element.content(i) instanceof Element child
                    ? of(child)
                    : ByteBufUtil.utf8Bytes((String) element.content(i));
        }
        return size;
    }
}
