// SPDX-License-Identifier: Apache-2.0
package org.infinoted.plugin;

import aQute.bnd.annotation.xml.XMLAttribute;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Put beside {@code @Component} on the class of a plugin that has a {@code @Modified} method: the plugin gets its defaults in place
 * when its configuration is deleted, by a call of that method. Without this it is replaced by a new object then, as Declarative
 * Services wants it, and is told of all connections and sessions anew. An extension of Apache Felix; other implementations of
 * Declarative Services take no notice of it.
 */
@XMLAttribute(namespace = "http://felix.apache.org/xmlns/scr/extensions/v1.0.0", prefix = "felix")
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface ModifiedOnDelete {
    /** Whether it is so; the name is that of the attribute in the component's description. */
    boolean deleteCallsModify() default true;
}
