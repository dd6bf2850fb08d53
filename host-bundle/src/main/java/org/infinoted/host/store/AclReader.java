// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.store;

import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.infinoted.store.AclSheet;

/**
 * Reads ACL files and accepts what the original accepts: UTF-8 whatever the XML declaration says, unknown elements and
 * attributes, prefixes. If an account has several sheets, the first one counts. A document type declaration is skipped;
 * nothing that it declares is used.
 */
final class AclReader {
    private final Set<String> permissions;

    /** @param permissions the names of all permissions; others in a file are ignored */
    AclReader(List<String> permissions) {
        this.permissions = Set.copyOf(permissions);
    }

    /** The sheets of a file without the empty ones. The exception says what is wrong with the file. */
    List<AclSheet> read(byte[] file) throws XMLStreamException {
        try {
            return parse(file);
        } catch (RuntimeException e) {
            // such as MissingResourceException: the JDK's parser lacks the texts of some messages
            throw new XMLStreamException("it is not well-formed XML", e);
        }
    }

    private List<AclSheet> parse(byte[] file) throws XMLStreamException {
        XMLStreamReader xml = factory().createXMLStreamReader(new StringReader(decode(file)));
        List<AclSheet> sheets = new ArrayList<>();
        Set<String> accounts = new HashSet<>();
        int depth = 0;
        while (xml.hasNext()) {
            int event = xml.next();
            if (event == XMLStreamConstants.END_ELEMENT) {
                depth--;
            } else if (event == XMLStreamConstants.START_ELEMENT) {
                depth++;
                String element = xml.getLocalName().substring(xml.getLocalName().indexOf(':') + 1);
                if (depth == 1 && !element.equals("inf-acl")) {
                    throw wrong(xml, "the outermost element is " + FileNames.quote(element) + " and not \"inf-acl\"");
                }
                if (depth == 2 && element.equals("sheet")) {
                    AclSheet sheet = sheet(xml);
                    if (!sheet.permissions().isEmpty() && accounts.add(sheet.account())) {
                        sheets.add(sheet);
                    }
                }
            }
        }
        return sheets;
    }

    private AclSheet sheet(XMLStreamReader xml) throws XMLStreamException {
        String account = null;
        Map<String, Boolean> given = new HashMap<>();
        for (int i = 0; i < xml.getAttributeCount(); i++) {
            String name = xml.getAttributeLocalName(i);
            String value = xml.getAttributeValue(i);
            if (name.equals("account")) {
                account = value;
            } else if (permissions.contains(name)) {
                if (!value.equals("yes") && !value.equals("no")) {
                    throw wrong(xml, name + " is " + FileNames.quote(value) + " and neither \"yes\" nor \"no\"");
                }
                given.put(name, value.equals("yes"));
            }
        }
        if (account == null) {
            throw wrong(xml, "a sheet has no account");
        }
        return new AclSheet(account, given);
    }

    private static String decode(byte[] file) throws XMLStreamException {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(file))
                    .toString();
            return text.startsWith("\ufeff") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw new XMLStreamException("it is not valid UTF-8", e);
        }
    }

    /** The JDK's own parser, even if the framework offers others: these settings are made for it. */
    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, false);
        return factory;
    }

    private static XMLStreamException wrong(XMLStreamReader xml, String what) {
        return new XMLStreamException("line " + xml.getLocation().getLineNumber() + ": " + what);
    }
}
