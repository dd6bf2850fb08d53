// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.whiteboard;

import java.util.Map;
import org.infinoted.note.NoteType;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The {@link NoteType} services that have a proper name. */
@Component(service = NoteTypeWhiteboard.class)
public final class NoteTypeWhiteboard extends ServiceWhiteboard<NoteType> {
    private static final Logger LOG = LoggerFactory.getLogger(NoteTypeWhiteboard.class);
    private static final String PREFIX = "Inf";

    @Reference(
            service = NoteType.class,
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY,
            unbind = "unbindNoteType")
    void bindNoteType(ServiceReference<NoteType> reference, NoteType service, Map<String, Object> properties) {
        if (properties.get(NoteType.NAME) instanceof String name && name.startsWith(PREFIX)) {
            put(reference, service, properties);
        } else {
            LOG.warn(
                    "Refused a note type of {}: its property {} must be a name that starts with {}, not {}",
                    reference.getBundle(),
                    NoteType.NAME,
                    PREFIX,
                    properties.get(NoteType.NAME));
        }
    }

    void unbindNoteType(ServiceReference<NoteType> reference) {
        remove(reference);
    }
}
