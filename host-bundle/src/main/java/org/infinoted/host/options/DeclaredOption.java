// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.options;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.felix.metatype.AD;
import org.infinoted.host.sandbox.SafeText;
import org.jspecify.annotations.Nullable;
import org.osgi.service.metatype.AttributeDefinition;

/**
 * One option, as a plugin declares it in Metatype.
 *
 * @param type as {@link AttributeDefinition} numbers them
 * @param several whether it takes several values
 * @param min the least number, or the least length of a text; null for none
 * @param max the greatest, likewise
 * @param choices the values that are allowed; empty for all
 * @param mandatory whether it must be given
 */
public record DeclaredOption(
        String key,
        int type,
        boolean several,
        @Nullable String min,
        @Nullable String max,
        List<String> choices,
        boolean mandatory) {
    private static final int LONGEST = 200;
    /** A little more than that of a double. */
    private static final int LARGEST_EXPONENT = 400;

    static DeclaredOption of(AD declaration) {
        String[] defaults = declaration.getDefaultValue();
        String[] choices = declaration.getOptionValues();
        return new DeclaredOption(
                declaration.getID(),
                declaration.getType(),
                declaration.getCardinality() != 0,
                bound(declaration.getMin()),
                bound(declaration.getMax()),
                choices == null ? List.of() : List.of(choices),
                // without a default of its own an array is empty, which is a value
                declaration.isRequired() && defaults == null && declaration.getCardinality() == 0);
    }

    /** A bound that is no number is no bound. One with an exponent that no type has would be a text of any length. */
    private static @Nullable String bound(@Nullable String text) {
        try {
            BigDecimal bound = text == null ? null : new BigDecimal(text.strip());
            return bound == null || bound.scale() < -LARGEST_EXPONENT || bound.scale() > LARGEST_EXPONENT
                    ? null
                    : bound.toPlainString();
        } catch (NumberFormatException e) {
            return null;
        }
    }

    /**
     * The value as the component gets it: without what SCR cannot convert, such as spaces after a number. Empty if the
     * value is blank, which counts as not given. A list of no values is a value.
     */
    Optional<Object> tidied(Object value) {
        boolean exact = choices.isEmpty() && (type == AttributeDefinition.STRING || isSecret());
        if (value instanceof String text) {
            return text.isBlank() ? Optional.empty() : Optional.of(exact ? text : text.strip());
        }
        return Optional.of(
                exact || !(value instanceof String[]) ? value : texts(value).toArray(String[]::new));
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
                return problem.map(what -> (isSecret() ? "has a value that is refused" : "is \"" + shown(text) + '"')
                        + "; it must be " + what);
            }
        }
        return Optional.empty();
    }

    private static String shown(String text) {
        return SafeText.of(text.length() > LONGEST ? text.substring(0, LONGEST) + "..." : text);
    }

    /** The single values that were given; blank ones do not count. */
    static List<String> texts(Object value) {
        List<Object> all = new ArrayList<>();
        if (value instanceof Iterable<?> values) {
            values.forEach(all::add);
        } else if (value instanceof Object[] values) {
            all.addAll(Arrays.asList(values));
        } else if (value.getClass().isArray()) {
            IntStream.range(0, java.lang.reflect.Array.getLength(value))
                    .forEach(i -> all.add(java.lang.reflect.Array.get(value, i)));
        } else {
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
        if (!choices.isEmpty() && !choices.contains(text)) {
            return Optional.of(SafeText.reason("one of " + String.join(", ", choices)));
        }
        // a choice may be declared that is no value of the type
        return switch (type) {
            case AttributeDefinition.BOOLEAN ->
                text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false")
                        ? Optional.empty()
                        : Optional.of("true or false");
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
            // the component runtime takes no other digits than 0 to 9, and a BigDecimal does
            boolean taken = !Double.isNaN(Double.parseDouble(text)) && isInside(new BigDecimal(text));
            return taken ? Optional.empty() : Optional.of(what + range());
        } catch (NumberFormatException e) {
            return Optional.of(what + range());
        }
    }

    private Optional<String> length(String text) {
        int length = text.codePointCount(0, text.length());
        return isInside(BigDecimal.valueOf(length)) ? Optional.empty() : Optional.of("a text with a length" + range());
    }

    private boolean isInside(BigDecimal value) {
        return (min == null || value.compareTo(new BigDecimal(min)) >= 0)
                && (max == null || value.compareTo(new BigDecimal(max)) <= 0);
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
