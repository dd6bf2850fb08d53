// SPDX-License-Identifier: Apache-2.0
package org.infinoted.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.infinoted.plugin.PluginException;
import org.infinoted.testdoubles.Xml;
import org.infinoted.xml.Element;

/**
 * A component as Declarative Services sees it, read from the description that bnd has written.
 *
 * @param properties those of its service, options included
 * @param services the names of the interfaces that it provides
 * @param pid of its options; empty if it names none
 * @param arguments the number of the constructor's parameters
 * @param modified the method that is told of changed options; empty if there is none
 */
record Component(
        Class<?> type,
        Map<String, Object> properties,
        List<String> services,
        String pid,
        int arguments,
        Optional<String> activate,
        Optional<String> modified) {
    /** Reads what bnd has written. */
    static Component of(Class<?> type) {
        String file = "OSGI-INF/" + type.getName() + ".xml";
        try (InputStream in = type.getClassLoader().getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalArgumentException("There is no " + file + " beside " + type.getName()
                        + ". bnd-maven-plugin writes it when Maven builds the class, if it has @Component");
            }
            Element root = Xml.read(in);
            if (root.child("reference").isPresent()) {
                throw new IllegalArgumentException(type.getName()
                        + " has references, which need a framework: make the object and give that instead");
            }
            return new Component(
                    type,
                    properties(root),
                    root.child("service").map(Element::children).orElse(List.of()).stream()
                            .map(provide -> provide.attribute("interface"))
                            .toList(),
                    Objects.requireNonNullElse(root.attribute("configuration-pid"), ""),
                    Integer.parseInt(Objects.requireNonNullElse(root.attribute("init"), "0")),
                    Optional.ofNullable(root.attribute("activate")),
                    Optional.ofNullable(root.attribute("modified")));
        } catch (IOException e) {
            throw new IllegalArgumentException(file + " cannot be read", e);
        }
    }

    private static Map<String, Object> properties(Element root) {
        Map<String, Object> properties = new HashMap<>();
        for (Element property : root.children()) {
            if (property.name().equals("property") && property.attribute("value") != null) {
                properties.put(property.attribute("name"), property.attribute("value"));
            }
        }
        return properties;
    }

    /** The types of its options, as its constructor takes them. */
    List<Class<?>> optionTypes() {
        return ComponentOptions.types(constructor()).toList();
    }

    private Constructor<?> constructor() {
        return Arrays.stream(type.getConstructors())
                .filter(candidate -> candidate.getParameterCount() == arguments)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        type.getName() + " needs a public constructor with " + arguments + " arguments"));
    }

    /** Makes the object with these options, as Declarative Services does after the server has checked them. */
    Object create(Map<String, ?> options) throws PluginException {
        Constructor<?> constructor = constructor();
        Object[] given = arguments(constructor, options);
        Object made = call(constructor, () -> constructor.newInstance(given));
        if (activate.isPresent()) {
            call(made, activate.get(), options);
        }
        return made;
    }

    /** Gives the object other options, if it has a method for that. Returns whether it has. */
    boolean modify(Object made, Map<String, ?> options) throws PluginException {
        if (modified.isPresent()) {
            call(made, modified.get(), options);
        }
        return modified.isPresent();
    }

    private void call(Object made, String name, Map<String, ?> options) throws PluginException {
        Method method = Arrays.stream(type.getDeclaredMethods())
                .filter(candidate -> candidate.getName().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no method " + name + " in " + type));
        Object[] given = arguments(method, options);
        call(method, () -> method.invoke(made, given));
    }

    private static Object[] arguments(Executable of, Map<String, ?> options) throws PluginException {
        Map<String, Object> checked = ComponentOptions.checked(of, options);
        return Arrays.stream(of.getParameterTypes())
                .map(parameter -> argument(of, parameter, checked))
                .toArray();
    }

    private static Object argument(Executable of, Class<?> parameter, Map<String, ?> options) {
        if (parameter.isAnnotation()) {
            return Options.of(parameter.asSubclass(Annotation.class), options);
        }
        if (parameter == Map.class) {
            return Map.copyOf(options);
        }
        throw new IllegalArgumentException(of + " wants a " + parameter.getName()
                + ", which needs a framework: make the object and give that instead");
    }

    private interface Invocation {
        Object run() throws ReflectiveOperationException;
    }

    private static <X extends AccessibleObject> Object call(X what, Invocation invocation) throws PluginException {
        what.setAccessible(true);
        try {
            return invocation.run();
        } catch (InvocationTargetException e) {
            Throwable cause = e.getCause();
            if (cause instanceof PluginException refusal) {
                throw refusal;
            } else if (cause instanceof RuntimeException failure) {
                throw failure;
            } else if (cause instanceof Error error) {
                throw error;
            }
            throw new IllegalStateException(cause);
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException(what + " cannot be called", e);
        }
    }
}
