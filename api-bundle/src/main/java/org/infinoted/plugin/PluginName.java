// SPDX-License-Identifier: Apache-2.0
package org.infinoted.plugin;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.osgi.service.component.annotations.ComponentPropertyType;

/**
 * Names a plugin: put on its component class, it sets the service property {@link Plugin#NAME}. Lower case letters, digits and
 * hyphens, such as {@code note-text}. The configuration of the plugin has the PID {@code org.infinoted.plugin.<name>}, which the
 * component names as its {@code configurationPid}.
 */
@ComponentPropertyType
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface PluginName {
    /** Makes the property's name, together with the name of this annotation. */
    String PREFIX_ = "infinoted.";

    String value();
}
