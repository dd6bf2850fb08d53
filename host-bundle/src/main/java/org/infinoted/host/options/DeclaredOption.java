// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.options;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.felix.metatype.AD;
import org.osgi.service.metatype.AttributeDefinition;

/** One option as a plugin's annotation type declares it, by way of Metatype. */
record DeclaredOption(
        String key, int type, boolean several, String min, String max, List<String> choices, boolean mandatory) {

    static DeclaredOption of(AD declaration) {
        String[] defaults = declaration.getDefaultValue();
        String[] choices = declaration.getOptionValues();
        return new DeclaredOption(
                declaration.getID(),
                declaration.getType(),
                declaration.getCardinality() != 0,
                declaration.getMin(),
                declaration.getMax(),
                choices == null ? List.of() : List.of(choices),
                // without a default of its own an array is empty, which is a value
                declaration.isRequired() && defaults == null && declaration.getCardinality() == 0);
    }

    /** What is wrong with a value of the option, as the end of a sentence; empty if nothing is. */
    Optional<String> problem(Object value) {
        List<String> texts = texts(value);
        if (!several && texts.size() > 1) {
            return Optional.of("has " + texts.size() + " values; it takes one");
        }
        for (String text : texts) {
            Optional<String> problem = problem(text);
            if (problem.isPresent()) {
                return problem.map(what ->
                        (isSecret() ? "has a value that is refused" : "is \"" + text + '"') + "; it must be " + what);
            }
        }
        return Optional.empty();
    }

    /** The single values that somebody gave, blank ones counting as not given. */
    static List<String> texts(Object value) {
        List<Object> all = new ArrayList<>();
        if (value instanceof Iterable<?> values) {
            values.forEach(all::add);
        } else if (value instanceof Object[] values) {
            all.addAll(Arrays.asList(values));
        } else if (value != null && value.getClass().isArray()) {
            IntStream.range(0, java.lang.reflect.Array.getLength(value))
                    .forEach(i -> all.add(java.lang.reflect.Array.get(value, i)));
        } else if (value != null) {
            all.add(value);
        }
        return all.stream()
                .map(each -> String.valueOf(each).strip())
                .filter(text -> !text.isEmpty())
                .toList();
    }

    private boolean isSecret() {
        return type == AttributeDefinition.PASSWORD;
    }

    private Optional<String> problem(String text) {
        if (!choices.isEmpty()) {
            return choices.contains(text) ? Optional.empty() : Optional.of("one of " + String.join(", ", choices));
        }
        return switch (type) {
            case AttributeDefinition.BOOLEAN ->
                text.equals("true") || text.equals("false") ? Optional.empty() : Optional.of("true or false");
            case AttributeDefinition.BYTE -> integer(text, Byte.MIN_VALUE, Byte.MAX_VALUE);
            case AttributeDefinition.SHORT -> integer(text, Short.MIN_VALUE, Short.MAX_VALUE);
            case AttributeDefinition.INTEGER -> integer(text, Integer.MIN_VALUE, Integer.MAX_VALUE);
            case AttributeDefinition.LONG -> integer(text, Long.MIN_VALUE, Long.MAX_VALUE);
            case AttributeDefinition.FLOAT, AttributeDefinition.DOUBLE -> number(text, "a number");
            case AttributeDefinition.CHARACTER ->
                text.length() == 1 ? Optional.empty() : Optional.of("a single character");
            default -> length(text);
        };
    }

    private Optional<String> integer(String text, long least, long most) {
        try {
            long value = Long.parseLong(text);
            if (value < least || value > most) {
                return Optional.of("a whole number from " + least + " to " + most);
            }
        } catch (NumberFormatException e) {
            return Optional.of("a whole number" + range());
        }
        return number(text, "a whole number");
    }

    private Optional<String> number(String text, String what) {
        try {
            BigDecimal value = new BigDecimal(text);
            boolean inside = (min == null || value.compareTo(new BigDecimal(min)) >= 0)
                    && (max == null || value.compareTo(new BigDecimal(max)) <= 0);
            return inside ? Optional.empty() : Optional.of(what + range());
        } catch (NumberFormatException e) {
            return Optional.of(what + range());
        }
    }

    private Optional<String> length(String text) {
        int length = text.codePointCount(0, text.length());
        boolean inside =
                (min == null || length >= Integer.parseInt(min)) && (max == null || length <= Integer.parseInt(max));
        return inside ? Optional.empty() : Optional.of("a text with a length" + range());
    }

    private String range() {
        if (min != null && max != null) {
            return " from " + min + " to " + max;
        }
        if (min != null) {
            return ", " + min + " or more";
        }
        return max == null ? "" : ", " + max + " or less";
    }
}
