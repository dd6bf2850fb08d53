// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.options;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.infinoted.host.sandbox.SafeText;
import org.infinoted.plugin.PluginReason;
import org.infinoted.plugin.PluginReason.Kind;

/**
 * The options that a plugin declares.
 *
 * @param options by their keys
 */
public record DeclaredOptions(Map<String, DeclaredOption> options) {
    /** A key that differs more than this from all others is not taken for a typing error. */
    private static final int SLIP = 3;

    /** Everything that is wrong or odd with these values, in the order of the keys. */
    public List<PluginReason> check(Map<String, Object> values) {
        List<PluginReason> reasons = new ArrayList<>();
        options.values().stream()
                .sorted(Comparator.comparing(DeclaredOption::key))
                .forEach(option -> {
                    Object value = values.get(option.key());
                    Optional<String> problem = value == null
                                    || DeclaredOption.texts(value).isEmpty()
                            ? (option.mandatory() ? Optional.of("is missing; it has no default") : Optional.empty())
                            : option.problem(value);
                    problem.ifPresent(what -> reasons.add(
                            new PluginReason(Kind.OPTION, option.key(), "The option " + option.key() + " " + what)));
                });
        values.keySet().stream()
                .sorted()
                .filter(key -> !options.containsKey(key))
                .forEach(key -> reasons.add(unknown(key)));
        return reasons;
    }

    /** The valid values as the component gets them. Blank ones are left out. */
    public Map<String, Object> tidied(Map<String, Object> values) {
        Map<String, Object> tidied = new HashMap<>();
        values.forEach((key, value) -> {
            DeclaredOption option = options.get(key);
            (option == null ? Optional.of(value) : option.tidied(value)).ifPresent(tidy -> tidied.put(key, tidy));
        });
        return tidied;
    }

    private PluginReason unknown(String key) {
        Optional<String> near = options.keySet().stream()
                .filter(known -> distance(known, key) <= SLIP)
                .min(Comparator.<String>comparingInt(known -> distance(known, key))
                        .thenComparing(Comparator.naturalOrder()));
        return new PluginReason(
                Kind.UNKNOWN_OPTION,
                key,
                "There is no option " + SafeText.of(key)
                        + near.map(known -> "; did you mean " + known + "?").orElse(""));
    }

    /** How many characters must be added, removed or changed to turn one text into the other. */
    static int distance(String one, String other) {
        int[] row = new int[other.length() + 1];
        for (int j = 0; j <= other.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                int changed = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(changed, 1 + Math.min(row[j - 1], diagonal));
            }
        }
        return row[other.length()];
    }
}
