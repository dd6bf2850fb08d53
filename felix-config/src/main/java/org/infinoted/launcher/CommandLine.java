// SPDX-License-Identifier: Apache-2.0
package org.infinoted.launcher;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The arguments of the command line, sorted by option: {@code --name=value}, {@code --name value}, {@code -x value}.
 * Arguments that fit nothing become errors; a value is never part of an error of this class, since it may be a secret.
 */
final class CommandLine {
    private final Map<Option, List<String>> values = new EnumMap<>(Option.class);
    private final List<String> errors = new ArrayList<>();

    CommandLine(String... words) {
        for (int i = 0; i < words.length; i++) {
            i = read(words, i);
        }
        values.forEach((option, given) -> {
            if (given.size() > 1 && option.takesValue() && !option.repeatable()) {
                errors.add(option.longName() + " can only be given once");
            }
        });
    }

    /** Reads the option at {@code i} with its value; returns the index of the last word that belongs to it. */
    private int read(String[] words, int i) {
        String word = words[i];
        if (!isOption(word)) {
            errors.add("unexpected argument \"" + word + "\": every value needs the name of its option");
            return i;
        }
        int equals = word.startsWith("--") ? word.indexOf('=') : -1;
        String name = equals < 0 ? word : word.substring(0, equals);
        boolean valueFollows = equals < 0 && i + 1 < words.length && !isOption(words[i + 1]);
        Optional<Option> known = Option.named(name);
        if (known.isEmpty()) {
            errors.add("unknown option " + name);
            return valueFollows ? i + 1 : i;
        }
        Option option = known.get();
        if (option.instead().isPresent()) {
            errors.add(option.longName() + " is not available in this version: "
                    + option.instead().get());
            return valueFollows && option.takesValue() ? i + 1 : i;
        }
        if (!option.takesValue()) {
            if (equals >= 0) {
                errors.add(option.longName() + " takes no value");
            }
            add(option, "");
            return i;
        }
        if (equals >= 0) {
            add(option, word.substring(equals + 1));
            return i;
        }
        if (valueFollows) {
            add(option, words[i + 1]);
            return i + 1;
        }
        errors.add(option.longName() + " needs a value");
        return i;
    }

    private static boolean isOption(String word) {
        return word.length() > 1 && word.startsWith("-");
    }

    private void add(Option option, String value) {
        values.computeIfAbsent(option, o -> new ArrayList<>()).add(value);
    }

    boolean has(Option option) {
        return values.containsKey(option);
    }

    Optional<String> value(Option option) {
        return all(option).stream().findFirst();
    }

    /** The values of a repeatable option in their order; empty if it was not given. */
    List<String> all(Option option) {
        return List.copyOf(values.getOrDefault(option, List.of()));
    }

    List<String> errors() {
        return List.copyOf(errors);
    }
}
