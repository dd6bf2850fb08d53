// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaConstructor;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.Condition;
import org.infinoted.architecture.CodeRules;
import org.infinoted.architecture.PackageTable;
import org.infinoted.connection.Connection;
import org.infinoted.directory.Node;
import org.infinoted.session.Session;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Which package may know what. The arrows between them are those of the table in docs/architecture.md. */
@Tag("unit")
class ArchitectureTest {
    private static final JavaClasses HOST = CodeRules.mainClasses("org.infinoted.host");

    /** The packages whose code runs on the event loops. */
    private static final String[] ON_LOOPS = {
        "org.infinoted.host.loop..",
        "org.infinoted.host.stream..",
        "org.infinoted.host.group..",
        "org.infinoted.host.access..",
        "org.infinoted.host.session..",
        "org.infinoted.host.directory.."
    };

    private static final Set<String> WAITING = Set.of(
            "get",
            "join",
            "await",
            "awaitUninterruptibly",
            "sync",
            "syncUninterruptibly",
            "take",
            "put",
            "acquire",
            "wait");

    private static final List<Class<?>> WAITED_FOR = List.of(
            Future.class,
            Thread.class,
            Object.class,
            CountDownLatch.class,
            BlockingQueue.class,
            Semaphore.class,
            Condition.class);

    private static final DescribedPredicate<JavaAccess<?>> WAITS = DescribedPredicate.describe(
            "that waits for something",
            call -> WAITING.contains(call.getName())
                    && WAITED_FOR.stream().anyMatch(type -> isOf(call.getTargetOwner(), type)));

    private static final DescribedPredicate<JavaAccess<?>> MAKES_THREADS = DescribedPredicate.describe(
            "that makes threads",
            call -> call.getTargetOwner().isEquivalentTo(Executors.class)
                    || (call.getName().equals(JavaConstructor.CONSTRUCTOR_NAME)
                            && (call.getTargetOwner().isEquivalentTo(Thread.class)
                                    || call.getTargetOwner().isAssignableTo(ExecutorService.class))));

    @Test
    void packagesKnowEachOtherAsTheDocumentSays() {
        PackageTable.in("docs/architecture.md", "org.infinoted.host").check(HOST);
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("org.infinoted.host.(**)").should().beFreeOfCycles().check(HOST);
    }

    @ParameterizedTest
    @MethodSource("org.infinoted.architecture.CodeRules#all")
    void houseRule(ArchRule rule) {
        rule.check(HOST);
    }

    @Test
    void pluginsAreCalledThroughTheSandboxOnly() {
        PluginCalls.RULE.check(HOST);
    }

    @Test
    void nettyStaysWithTheStreams() {
        noClasses()
                .that()
                .resideOutsideOfPackages("org.infinoted.host.stream..", "org.infinoted.host.group..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.netty..")
                .check(HOST);
    }

    /** Clients choose names, so what is kept for a connection, a session or a node must not be found by what they are called. */
    @Test
    void whatPluginsKeepSomethingForIsComparedByIdentity() {
        noMethods()
                .that()
                .haveName("equals")
                .or()
                .haveName("hashCode")
                .should()
                .beDeclaredInClassesThat(assignableTo(Connection.class)
                        .or(assignableTo(Session.class))
                        .or(assignableTo(Node.class)))
                .check(HOST);
    }

    @Test
    void theServerItselfKnowsNoOsgi() {
        noClasses()
                .that()
                .resideInAnyPackage(ON_LOOPS)
                .or()
                .resideInAPackage("org.infinoted.host.store..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.osgi..")
                .check(HOST);
    }

    @Test
    void loopsTouchNoFiles() {
        noClasses()
                .that()
                .resideInAnyPackage(ON_LOOPS)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.nio.file..", "java.util.zip..")
                .orShould()
                .dependOnClassesThat()
                .haveNameMatching("java\\.io\\.(File|RandomAccess).*")
                .because("an event loop never waits for a disk")
                .check(HOST);
    }

    /** {@code WireInbox} holds up the thread of a transport, {@code StreamServer} and {@code Loops} the one that starts or stops the server. */
    @Test
    void loopsNeverBlock() {
        noClasses()
                .that()
                .resideInAnyPackage(ON_LOOPS)
                .and()
                .haveNameNotMatching(".*\\.(WireInbox|StreamServer|Loops)")
                .should()
                .accessTargetWhere(WAITS)
                .because("an event loop serves many clients")
                .check(HOST);
    }

    /** The threads of the streams are Netty's event loops. */
    @Test
    void threadsAreMadeInFewPlaces() {
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        "org.infinoted.host",
                        "org.infinoted.host.deploy..",
                        "org.infinoted.host.sandbox..",
                        "org.infinoted.host.store..",
                        "org.infinoted.host.stream..")
                .should()
                .accessTargetWhere(MAKES_THREADS)
                .because("executors are handed in")
                .check(HOST);
    }

    private static boolean isOf(JavaClass owner, Class<?> type) {
        return type == Object.class ? owner.isEquivalentTo(type) : owner.isAssignableTo(type);
    }
}
