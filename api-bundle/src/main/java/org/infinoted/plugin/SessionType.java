// SPDX-License-Identifier: Apache-2.0
package org.infinoted.plugin;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.osgi.service.component.annotations.ComponentPropertyType;

/**
 * Says which sessions a plugin is told of: put on its component class, it sets the service property {@link Plugin#SESSION_TYPE}.
 * A session matches if the name is among its {@link org.infinoted.session.Session#types() types}: {@code InfText} or {@code
 * InfTextSession} are text documents, {@code InfSession} is everything. Without this annotation a plugin is told of all sessions.
 */
@ComponentPropertyType
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface SessionType {
    /** Makes the property's name, together with the name of this annotation. */
    String PREFIX_ = "infinoted.";

    String value();
}
