// SPDX-License-Identifier: Apache-2.0
package org.infinoted.note;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.osgi.service.component.annotations.ComponentPropertyType;

/** Names a note type: put on its component class, it sets the service property {@link NoteType#NAME}. */
@ComponentPropertyType
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface NoteTypeName {
    /** Makes the property's name, together with the name of this annotation. */
    String PREFIX_ = "infinoted.";

    /** The type as it stands in the protocol and, as a suffix, in the names of files: {@code InfText}. Starts with {@code Inf}. */
    String value();
}
