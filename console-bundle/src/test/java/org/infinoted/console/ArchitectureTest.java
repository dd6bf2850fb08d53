// SPDX-License-Identifier: Apache-2.0
package org.infinoted.console;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.lang.ArchRule;
import org.infinoted.architecture.CodeRules;
import org.infinoted.architecture.PackageTable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the parts of the console may know. The arrows between its packages are those of the table in its README. */
@Tag("unit")
class ArchitectureTest {
    private static final JavaClasses CONSOLE = CodeRules.mainClasses("org.infinoted.console");

    @Test
    void packagesKnowEachOtherAsTheDocumentSays() {
        PackageTable.in("console-bundle/README.md", "org.infinoted.console").check(CONSOLE);
    }

    @ParameterizedTest
    @MethodSource("org.infinoted.architecture.CodeRules#all")
    void houseRule(ArchRule rule) {
        rule.check(CONSOLE);
    }

    @Test
    void servletsStayWithPagesLoginAndOutput() {
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        "org.infinoted.console.web..",
                        "org.infinoted.console.login..",
                        "org.infinoted.console.output..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("jakarta.servlet..", "org.apache.felix.webconsole..")
                .because("the bundle also runs where there are none")
                .check(CONSOLE);
    }

    @Test
    void theShellStaysWithTheCommands() {
        noClasses()
                .that()
                .resideOutsideOfPackage("org.infinoted.console.shell..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.apache.felix.service.command..")
                .check(CONSOLE);
    }

    @Test
    void healthChecksStayWithHealth() {
        noClasses()
                .that()
                .resideOutsideOfPackage("org.infinoted.console.health..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.apache.felix.hc..")
                .because("the bundle also runs where there are none")
                .check(CONSOLE);
    }
}
