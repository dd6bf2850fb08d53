// SPDX-License-Identifier: Apache-2.0
package org.infinoted.architecture;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The table of packages in a document, with the columns {@code package} and {@code knows}, used as the rule: a package
 * knows exactly those that its row names, and all of them are below it. So the document always shows the real
 * dependencies.
 */
public final class PackageTable {
    private final String place;
    private final String base;
    private final Map<String, Set<String>> knows = new LinkedHashMap<>();

    private PackageTable(MarkdownTable table, String base) {
        this.place = table.place();
        this.base = base;
        int packages = table.column("package");
        int known = table.column("knows");
        for (List<String> row : table.rows()) {
            for (String name : names(row.get(packages))) {
                knows.put(name, new LinkedHashSet<>(names(row.get(known))));
            }
        }
    }

    /**
     * The table of a document.
     *
     * @param base the package whose sub-packages it lists, with or without its last word; the package itself is listed
     *     under that word
     */
    public static PackageTable in(String document, String base) {
        Path file = Repository.file(document);
        return MarkdownTable.in(file).stream()
                .filter(table ->
                        table.header().contains("package") && table.header().contains("knows"))
                .findFirst()
                .map(table -> new PackageTable(table, base))
                .orElseThrow(() -> new AssertionError(document + " has no table with the columns package and knows"));
    }

    /** Fails if the table and the classes contradict each other. */
    public void check(JavaClasses classes) {
        List<String> contradictions = contradictions(classes);
        if (!contradictions.isEmpty()) {
            throw new AssertionError(
                    place + " does not say what the code does:\n  " + String.join("\n  ", contradictions));
        }
    }

    private List<String> contradictions(JavaClasses classes) {
        Map<String, Map<String, Dependency>> arrows = arrows(classes);
        List<String> found = new ArrayList<>();
        arrows.keySet().stream()
                .filter(name -> !knows.containsKey(name))
                .forEach(name -> found.add("the package " + name + " has no row"));
        knows.keySet().stream()
                .filter(name -> !arrows.containsKey(name))
                .forEach(name -> found.add("there is no package " + name));
        List<String> order = List.copyOf(knows.keySet());
        knows.forEach((name, allowed) -> {
            Map<String, Dependency> real = arrows.getOrDefault(name, Map.of());
            allowed.stream()
                    .filter(known -> !real.containsKey(known))
                    .forEach(known -> found.add(name + " does not know " + known));
            allowed.stream()
                    .filter(known -> order.indexOf(known) <= order.indexOf(name))
                    .forEach(known -> found.add("the arrow from " + name + " to " + known + " does not point down"));
            real.forEach((known, example) -> {
                if (!allowed.contains(known)) {
                    found.add(name + " knows " + known + ": " + example.getDescription());
                }
            });
        });
        return found;
    }

    /** For each package the others that it knows, with an example of a use. */
    private Map<String, Map<String, Dependency>> arrows(JavaClasses classes) {
        Map<String, Map<String, Dependency>> arrows = new TreeMap<>();
        for (JavaClass each : classes) {
            if (isInside(each) && !each.getSimpleName().equals("package-info")) {
                Map<String, Dependency> known = arrows.computeIfAbsent(name(each), name -> new TreeMap<>());
                for (Dependency dependency : each.getDirectDependenciesFromSelf()) {
                    JavaClass target = dependency.getTargetClass().getBaseComponentType();
                    if (isInside(target) && !name(target).equals(name(each))) {
                        known.putIfAbsent(name(target), dependency);
                    }
                }
            }
        }
        return arrows;
    }

    /** The names in a cell, {@code host.stream} or {@code stream} alike. */
    private List<String> names(String cell) {
        String prefix = lastWord() + ".";
        return MarkdownTable.names(cell).stream()
                .map(name -> name.startsWith(prefix) ? name.substring(prefix.length()) : name)
                .toList();
    }

    private String lastWord() {
        return base.substring(base.lastIndexOf('.') + 1);
    }

    private boolean isInside(JavaClass each) {
        return (each.getPackageName() + ".").startsWith(base + ".");
    }

    private String name(JavaClass each) {
        String name = each.getPackageName();
        return name.equals(base) ? lastWord() : name.substring(base.length() + 1);
    }
}
