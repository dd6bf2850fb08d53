// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static java.util.stream.Collectors.toUnmodifiableSet;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaCodeUnitAccess;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaMethodReference;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.infinoted.connection.ConnectionListener;
import org.infinoted.directory.DirectoryListener;
import org.infinoted.note.Note;
import org.infinoted.note.NoteType;
import org.infinoted.plugin.PluginStatusListener;
import org.infinoted.protocol.ProtocolError;
import org.infinoted.session.SessionListener;
import org.infinoted.session.UserListener;
import org.infinoted.store.DocumentStore;

/**
 * Plugins' code is called in the sandbox and nowhere else. A call of an interface that plugins implement stands in a lambda, or is
 * a method reference, that the method hands over as a body: a {@link Callable}, or an interface of the host whose one method may
 * throw anything. Bodies are called by the sandbox alone.
 *
 * <p>A method of the host's own that calls a plugin directly makes the interface that it implements one of plugin code too.
 */
final class PluginCalls extends ArchCondition<JavaClass> {
    static final ArchRule RULE = classes().should(new PluginCalls());

    private static final String CONSUMER_TYPE = "org.osgi.annotation.versioning.ConsumerType";
    private static final String HOST = "org.infinoted.host.";

    /**
     * Where an interface may be called without the sandbox: notes on the home loops of their sessions, with the errors that they
     * throw, and on the threads of the store when they are saved; note types once when they appear, for the types of their sessions; listeners for plugins' states
     * on a thread of their own. The others are called there since it is the server's own: a plugin's is wrapped in it.
     */
    private static final Map<String, Set<String>> DIRECT = Map.of(
            Note.class.getName(), Set.of("session", "directory"),
            Note.Snapshot.class.getName(), Set.of("directory"),
            NoteType.class.getName(), Set.of("session", "directory", "plugin"),
            ProtocolError.class.getName(), Set.of("session", "directory", "group"),
            PluginStatusListener.class.getName(), Set.of("status"),
            ConnectionListener.class.getName(), Set.of("stream"),
            SessionListener.class.getName(), Set.of("session"),
            UserListener.class.getName(), Set.of("session"),
            DirectoryListener.class.getName(), Set.of("directory"),
            DocumentStore.class.getName(), Set.of("directory", "access", "store"));

    private record Signature(String owner, String name, int parameters) {
        static Signature of(JavaCodeUnit method) {
            return new Signature(
                    method.getOwner().getName(),
                    method.getName(),
                    method.getRawParameterTypes().size());
        }

        Signature in(JavaClass other) {
            return new Signature(other.getName(), name, parameters);
        }
    }

    private final Set<Signature> relays = new HashSet<>();
    private Set<String> bodies = Set.of();

    private PluginCalls() {
        super("call plugins in bodies for the sandbox only");
    }

    @Override
    public void init(Collection<JavaClass> host) {
        bodies = Stream.concat(
                        Stream.of(Callable.class.getName()),
                        host.stream().filter(PluginCalls::isBody).map(JavaClass::getName))
                .collect(toUnmodifiableSet());
        int before = -1;
        while (relays.size() > before) {
            before = relays.size();
            host.stream()
                    .flatMap(this::directCalls)
                    .flatMap(PluginCalls::implemented)
                    .forEach(relays::add);
        }
    }

    @Override
    public void check(JavaClass each, ConditionEvents events) {
        directCalls(each)
                .filter(call -> implemented(call).findAny().isEmpty())
                .forEach(call -> events.add(SimpleConditionEvent.violated(each, call.getDescription())));
    }

    private Stream<JavaCodeUnitAccess<?>> directCalls(JavaClass from) {
        return from.getCodeUnitAccessesFromSelf().stream()
                .filter(call -> callsBody(call) || callsPlugin(call))
                .filter(call -> !isInBody(call))
                .map(call -> call);
    }

    private boolean callsPlugin(JavaCodeUnitAccess<?> call) {
        JavaClass owner = call.getTargetOwner();
        boolean isRelay = relays.contains(new Signature(
                owner.getName(),
                call.getName(),
                call.getTarget().getRawParameterTypes().size()));
        boolean foreign = isRelay || (owner.isInterface() && owner.isAnnotatedWith(CONSUMER_TYPE));
        return foreign && !DIRECT.getOrDefault(owner.getName(), Set.of()).contains(room(call.getOriginOwner()));
    }

    /** The callables of the store and of deployment are the server's own. */
    private boolean callsBody(JavaCodeUnitAccess<?> call) {
        return bodies.contains(call.getTargetOwner().getName())
                && !Set.of("sandbox", "store", "deploy").contains(room(call.getOriginOwner()))
                && !call.getOriginOwner().getName().startsWith(HOST + "spi.GuardedService");
    }

    private boolean isInBody(JavaCodeUnitAccess<?> call) {
        return (call.isDeclaredInLambda() || call instanceof JavaMethodReference)
                && call.getOrigin().getCallsFromSelf().stream()
                        .flatMap(other -> other.getTarget().getRawParameterTypes().stream())
                        .anyMatch(type -> bodies.contains(type.getName()));
    }

    /** The methods of the host's interfaces that the caller implements. */
    private static Stream<Signature> implemented(JavaCodeUnitAccess<?> call) {
        if (call.isDeclaredInLambda()) {
            return Stream.empty();
        }
        Signature caller = Signature.of(call.getOrigin());
        return call.getOriginOwner().getAllRawInterfaces().stream()
                .filter(type -> type.getName().startsWith(HOST))
                .filter(type -> type.getMethods().stream()
                        .anyMatch(method -> Signature.of(method).equals(caller.in(type))))
                .map(caller::in);
    }

    private static boolean isBody(JavaClass type) {
        List<JavaMethod> open = type.getMethods().stream()
                .filter(method -> method.getModifiers().contains(JavaModifier.ABSTRACT))
                .toList();
        return type.isInterface()
                && type.getName().startsWith(HOST)
                && open.size() == 1
                && open.get(0).getThrowsClause().containsType(Exception.class);
    }

    /** The package's name after that of the host. */
    private static String room(JavaClass type) {
        String name = type.getPackageName() + ".";
        return name.startsWith(HOST) ? name.substring(HOST.length()).split("\\.")[0] : "";
    }
}
