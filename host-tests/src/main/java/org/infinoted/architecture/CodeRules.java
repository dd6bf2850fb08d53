// SPDX-License-Identifier: Apache-2.0
package org.infinoted.architecture;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaModifier.FINAL;
import static com.tngtech.archunit.core.domain.JavaModifier.STATIC;
import static com.tngtech.archunit.core.domain.JavaModifier.VOLATILE;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.conditions.ArchConditions.accessField;
import static com.tngtech.archunit.lang.conditions.ArchConditions.callMethod;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Instant;
import java.util.Random;
import java.util.stream.Stream;

/** The rules for all code, whatever its module. */
public final class CodeRules {
    private CodeRules() {}

    /** The classes of these packages and of all below them, without tests and what only tests use. */
    public static JavaClasses mainClasses(String... packages) {
        return new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .withImportOption(location -> !location.contains("/org/infinoted/testdoubles/")
                        && !location.contains("/org/infinoted/fuzz/")
                        && !location.contains("/org/infinoted/architecture/"))
                .importPackages(packages);
    }

    /** Each rule, for a parameterized test. */
    public static Stream<ArchRule> all() {
        return Stream.of(
                standardStreams(),
                loggers(),
                sleep(),
                wallClock(),
                randomness(),
                publicFields(),
                mutableStatics(),
                injectedFields(),
                activators());
    }

    private static ArchRule standardStreams() {
        return noClasses()
                .that()
                .doNotHaveFullyQualifiedName("org.infinoted.launcher.Main")
                .should(accessField(System.class, "out").or(accessField(System.class, "err")))
                .orShould()
                .callMethodWhere(target(name("printStackTrace")).and(target(owner(assignableTo(Throwable.class)))))
                .because("what there is to say goes to the log; only the command line prints");
    }

    private static ArchRule loggers() {
        return noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAPackage("java.util.logging..")
                .because("SLF4J is the way to the log");
    }

    private static ArchRule sleep() {
        return noClasses()
                .should(callMethod(Thread.class, "sleep", long.class))
                .orShould(callMethod(Thread.class, "sleep", long.class, int.class))
                .because("code waits for what it needs, not for some time");
    }

    private static ArchRule wallClock() {
        return noClasses()
                .should(callMethod(System.class, "currentTimeMillis"))
                .orShould(callMethod(Instant.class, "now"))
                .because("the time is handed in, so that tests can set it");
    }

    private static ArchRule randomness() {
        return noClasses()
                .should(callMethod(Math.class, "random"))
                .orShould()
                .callConstructor(Random.class)
                .orShould()
                .callConstructor(Random.class, long.class)
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.util.concurrent.ThreadLocalRandom")
                .because("random numbers are handed in or come from SecureRandom");
    }

    private static ArchRule publicFields() {
        return fields().that()
                .arePublic()
                .should()
                .beStatic()
                .andShould()
                .beFinal()
                .allowEmptyShould(true)
                .because("objects keep their state to themselves");
    }

    private static ArchRule mutableStatics() {
        return fields().that()
                .haveModifier(STATIC)
                .should()
                .haveModifier(FINAL)
                .allowEmptyShould(true)
                .because("two servers in one process must not know each other");
    }

    private static ArchRule injectedFields() {
        return fields().that()
                .areAnnotatedWith("org.osgi.service.component.annotations.Reference")
                .should()
                .haveModifier(VOLATILE)
                .allowEmptyShould(true)
                .because("only what comes and goes is injected into a field; the rest is given to the constructor");
    }

    private static ArchRule activators() {
        return noClasses()
                .should()
                .implement("org.osgi.framework.BundleActivator")
                .because("Declarative Services starts what a bundle offers");
    }
}
