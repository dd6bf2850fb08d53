// SPDX-License-Identifier: Apache-2.0
package org.infinoted.testkit;

import java.lang.annotation.Annotation;
import java.lang.reflect.Array;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Makes options as Declarative Services makes them. */
public final class Options {
    private Options() {}

    /**
     * Options of an annotation type. A key that is missing has the default of its method, or without one 0, false, null or an empty
     * array. A value of the wrong type shows when its method is called, with an {@link IllegalArgumentException}.
     *
     * @param values by key, as a configuration has them: {@code log-connections} for {@code log$_$connections()}. Strings are
     *     taken for every type
     * @throws IllegalArgumentException if the type has no such key
     */
    public static <A extends Annotation> A of(Class<A> type, Map<String, ?> values) {
        Map<String, Method> methods = new TreeMap<>();
        for (Method method : type.getDeclaredMethods()) {
            methods.put(key(type, method), method);
        }
        for (String key : values.keySet()) {
            if (!methods.containsKey(key)) {
                throw new IllegalArgumentException(
                        "There is no option \"" + key + "\" in " + type.getName() + "; there are " + methods.keySet());
            }
        }
        Map<String, ?> copy = Map.copyOf(values);
        InvocationHandler handler = (self, method, arguments) -> switch (method.getName()) {
            case "annotationType" -> type;
            case "toString" -> "options " + copy;
            case "hashCode" -> System.identityHashCode(self);
            case "equals" -> self == arguments[0];
            default -> value(key(type, method), method, copy);
        };
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    /** The key of a method, by the rules of the Declarative Services specification. */
    static String key(Class<?> type, Method method) {
        String name = method.getName();
        var key = new StringBuilder(prefix(type));
        for (int i = 0; i < name.length(); i++) {
            if (name.startsWith("$_$", i)) {
                key.append('-');
                i += 2;
            } else if (name.startsWith("$$", i) || name.startsWith("__", i)) {
                key.append(name.charAt(i));
                i++;
            } else if (name.charAt(i) == '_') {
                key.append('.');
            } else if (name.charAt(i) != '$') {
                key.append(name.charAt(i));
            }
        }
        return key.toString();
    }

    private static String prefix(Class<?> type) {
        try {
            return (String) type.getDeclaredField("PREFIX_").get(null);
        } catch (NoSuchFieldException | IllegalAccessException e) {
            return "";
        }
    }

    private static @Nullable Object value(String key, Method method, Map<String, ?> values) {
        Class<?> type = method.getReturnType();
        Object value = values.get(key);
        if (value == null) {
            value = method.getDefaultValue();
        }
        if (type.isArray()) {
            List<?> elements = value == null ? List.of() : elements(value);
            Object array = Array.newInstance(type.getComponentType(), elements.size());
            for (int i = 0; i < elements.size(); i++) {
                Array.set(array, i, converted(key, elements.get(i), type.getComponentType()));
            }
            return array;
        }
        List<?> elements = value == null ? List.of() : elements(value);
        return converted(key, elements.isEmpty() ? null : elements.get(0), type);
    }

    private static List<?> elements(Object value) {
        if (value instanceof Collection<?> several) {
            return List.copyOf(several);
        }
        if (!value.getClass().isArray()) {
            return List.of(value);
        }
        Object[] elements = new Object[Array.getLength(value)];
        Arrays.setAll(elements, i -> Array.get(value, i));
        return List.of(elements);
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // the type is asked for before
    private static @Nullable Object converted(String key, @Nullable Object value, Class<?> type) {
        if (value == null && !type.isPrimitive()) {
            return null;
        }
        String text = value == null ? "0" : value.toString();
        try {
            if (type == boolean.class) {
                return Boolean.parseBoolean(text);
            } else if (type == int.class) {
                return Integer.parseInt(text);
            } else if (type == long.class) {
                return Long.parseLong(text);
            } else if (type == double.class) {
                return Double.parseDouble(text);
            } else if (type == float.class) {
                return Float.parseFloat(text);
            } else if (type == short.class) {
                return Short.parseShort(text);
            } else if (type == byte.class) {
                return Byte.parseByte(text);
            } else if (type == char.class) {
                return value == null ? '\0' : text.charAt(0);
            } else if (type == String.class) {
                return text;
            } else if (type.isEnum()) {
                return Enum.valueOf((Class) type, text);
            }
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "The option \"" + key + "\" is \"" + text + "\", which is no " + type.getSimpleName(), e);
        }
        throw new IllegalArgumentException("The option \"" + key + "\" is of a type that options cannot have: " + type);
    }
}
