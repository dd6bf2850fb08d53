// SPDX-License-Identifier: Apache-2.0
package org.infinoted;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.infinoted.architecture.CodeRules;
import org.infinoted.architecture.Repository;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the bundles may know of each other, and what holds for the sources of all modules. */
@Tag("unit")
class ArchitectureTest {
    private static final JavaClasses ALL = CodeRules.mainClasses("org.infinoted");
    private static final String API = bundle(ALL.get("org.infinoted.plugin.Plugin"));

    private static final Pattern MAIN = Pattern.compile("src/main/java/org/");
    private static final Pattern SLEEP = Pattern.compile("\\bThread\\s*\\.\\s*sleep\\s*\\(|\\.sleep\\((?!\\))");

    private static final DescribedPredicate<JavaClass> ARE_OF_THE_API = DescribedPredicate.describe(
            "are of the API", each -> bundle(each.getBaseComponentType()).equals(API));

    /** Interfaces that are neither sealed nor made by the compiler for a package's annotations. */
    private static final DescribedPredicate<JavaClass> ARE_OPEN = DescribedPredicate.describe(
            "are open",
            each -> !each.getSimpleName().equals("package-info")
                    && !each.reflect().isSealed());

    private static final ArchCondition<JavaClass> KNOW_THE_API_ALONE =
            new ArchCondition<>("know no other bundle of ours but the API") {
                @Override
                public void check(JavaClass each, ConditionEvents events) {
                    for (Dependency dependency : each.getDirectDependenciesFromSelf()) {
                        JavaClass target = dependency.getTargetClass().getBaseComponentType();
                        if (target.getPackageName().startsWith("org.infinoted.")
                                && !bundle(target).equals(API)
                                && !bundle(target).equals(bundle(each))) {
                            events.add(SimpleConditionEvent.violated(each, dependency.getDescription()));
                        }
                    }
                }
            };

    @ParameterizedTest
    @MethodSource("org.infinoted.architecture.CodeRules#all")
    void houseRule(ArchRule rule) {
        rule.check(ALL);
    }

    @Test
    void bundlesKnowTheApiAloneOfEachOther() {
        classes().should(KNOW_THE_API_ALONE).check(ALL);
    }

    @Test
    void theApiNeedsNothingButTheJdk() {
        classes()
                .that(ARE_OF_THE_API)
                .should()
                .onlyDependOnClassesThat(ARE_OF_THE_API.or(JavaClass.Predicates.resideInAnyPackage(
                        "java..",
                        "org.jspecify.annotations..",
                        "org.osgi.annotation..",
                        "aQute.bnd.annotation..",
                        "org.osgi.service.component.annotations..")))
                .check(ALL);
    }

    @Test
    void eachInterfaceOfTheApiSaysWhoImplementsIt() {
        classes()
                .that(ARE_OF_THE_API)
                .and()
                .areInterfaces()
                .and()
                .areNotAnnotations()
                .and()
                .areTopLevelClasses()
                .and(ARE_OPEN)
                .should()
                .beAnnotatedWith("org.osgi.annotation.versioning.ConsumerType")
                .orShould()
                .beAnnotatedWith("org.osgi.annotation.versioning.ProviderType")
                .because("the version ranges of imports depend on it")
                .check(ALL);
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("org.infinoted.(**)").should().beFreeOfCycles().check(ALL);
    }

    @Test
    void noPackageIsSplitOverTwoBundles() {
        Map<String, Set<String>> bundles =
                ALL.stream().collect(groupingBy(JavaClass::getPackageName, mapping(ArchitectureTest::bundle, toSet())));
        bundles.values().removeIf(those -> those.size() == 1);
        assertEquals(Map.of(), bundles, "packages in several bundles");
    }

    @Test
    void eachPackageSaysWhatItIsFor() {
        assertNone(
                "packages without a package-info.java",
                Repository.files(".java").stream()
                        .filter(file -> MAIN.matcher(Repository.name(file)).find())
                        .map(Path::getParent)
                        .distinct()
                        .filter(folder -> !Files.exists(folder.resolve("package-info.java"))));
    }

    @Test
    void nothingSleepsNotEvenATest() {
        assertNone(
                "sources that sleep instead of waiting for something",
                Repository.files(".java").stream()
                        .filter(file -> SLEEP.matcher(Repository.read(file)).find()));
    }

    /** The location of a bundle's classes, one for each bundle; empty for a class that is in no file. */
    private static String bundle(JavaClass each) {
        return each.getSource()
                .map(source -> source.getUri().toString())
                .map(place ->
                        place.substring(0, place.lastIndexOf(each.getName().replace('.', '/'))))
                .orElse("");
    }

    private static void assertNone(String what, Stream<Path> found) {
        assertEquals("", found.map(Repository::name).collect(joining("\n")), what);
    }
}
