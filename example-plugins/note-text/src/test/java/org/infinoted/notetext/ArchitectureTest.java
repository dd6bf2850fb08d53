// SPDX-License-Identifier: Apache-2.0
package org.infinoted.notetext;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.lang.ArchRule;
import org.infinoted.architecture.CodeRules;
import org.infinoted.architecture.PackageTable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the parts of note-text may know. The arrows between its packages are those of the table in its README. */
@Tag("unit")
class ArchitectureTest {
    private static final JavaClasses NOTE_TEXT = CodeRules.mainClasses("org.infinoted.notetext");
    private static final String JDK = "java..";
    private static final String NULL_RULES = "org.jspecify.annotations..";

    @Test
    void packagesKnowEachOtherAsTheDocumentSays() {
        PackageTable.in("example-plugins/note-text/README.md", "org.infinoted.notetext")
                .check(NOTE_TEXT);
    }

    @ParameterizedTest
    @MethodSource("org.infinoted.architecture.CodeRules#all")
    void houseRule(ArchRule rule) {
        rule.check(NOTE_TEXT);
    }

    @Test
    void theRopeKnowsNothing() {
        classes()
                .that()
                .resideInAPackage("org.infinoted.notetext.rope..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(JDK, NULL_RULES, "org.infinoted.notetext.rope..")
                .check(NOTE_TEXT);
    }

    @Test
    void concurrencyControlKnowsNeitherXmlNorOsgi() {
        classes()
                .that()
                .resideInAPackage("org.infinoted.notetext.adopted..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        JDK,
                        NULL_RULES,
                        "org.infinoted.protocol..",
                        "org.infinoted.notetext.rope..",
                        "org.infinoted.notetext.adopted..")
                .check(NOTE_TEXT);
    }
}
