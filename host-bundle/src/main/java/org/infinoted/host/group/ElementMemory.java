// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.group;

import org.infinoted.host.stream.XmlLimits;
import org.infinoted.xml.Element;

/** How much memory elements take while they are kept. */
public final class ElementMemory {
    private ElementMemory() {}

    /** At most so many bytes: characters may take two. Names are shared by all elements that have them. */
    public static long of(Element element) {
        long bytes = XmlLimits.ELEMENT_COST;
        for (int i = 0; i < element.attributeCount(); i++) {
            bytes += XmlLimits.ATTRIBUTE_COST + 2L * element.attributeValue(i).length();
        }
        for (int i = 0; i < element.contentSize(); i++) {
            bytes += element.content(i) instanceof Element child
                    ? of(child)
                    : XmlLimits.ATTRIBUTE_COST + 2L * ((String) element.content(i)).length();
        }
        return bytes;
    }
}
