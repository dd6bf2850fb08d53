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
import java.util.stream.Stream;
import org.infinoted.connection.ConnectionListener;
import org.infinoted.directory.DirectoryListener;
import org.infinoted.note.Note;
import org.infinoted.note.NoteType;
import org.infinoted.protocol.ProtocolError;
import org.infinoted.session.SessionListener;
import org.infinoted.session.UserListener;
import org.infinoted.store.DocumentStore;

/**
 * Plugins' code is called by {@code PluginCode} and nowhere else. A call of an interface that plugins implement stands in a lambda,
 * or is a method reference, in a method that hands over a body: a functional interface of the host whose method may throw anything.
 * Only {@code PluginCode} calls a body, or another body that is handed over in turn.
 *
 * <p>A method that calls a plugin directly is plugin code itself, and so is the interface of the host that it implements.
 */
final class PluginCalls extends ArchCondition<JavaClass> {
    static final ArchRule RULE = classes().should(new PluginCalls());

    private static final String CONSUMER_TYPE = "org.osgi.annotation.versioning.ConsumerType";
    private static final String HOST = "org.infinoted.host.";
    private static final String PLUGIN_CODE = HOST + "sandbox.PluginCode";

    /**
     * Where an interface may be called in another way: notes on the home loops of their sessions, with the errors that they throw,
     * and on the threads of the store when they are saved; note types also when they appear, for the types of their sessions. The
     * others are called there because what is called is the server's own: a plugin's is wrapped in it.
     */
    private static final Map<String, Set<String>> DIRECT = Map.of(
            Note.class.getName(), Set.of("session", "directory"),
            Note.Snapshot.class.getName(), Set.of("directory"),
            NoteType.class.getName(), Set.of("session", "directory", "plugin"),
            ProtocolError.class.getName(), Set.of("session", "directory", "group"),
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

        static Signature called(JavaCodeUnitAccess<?> call) {
            return new Signature(
                    call.getTargetOwner().getName(),
                    call.getName(),
                    call.getTarget().getRawParameterTypes().size());
        }

        Signature in(JavaClass other) {
            return new Signature(other.getName(), name, parameters);
        }
    }

    private final Set<Signature> relays = new HashSet<>();
    private Set<Signature> bodies = Set.of();

    private PluginCalls() {
        super("call plugins in bodies for the sandbox only");
    }

    @Override
    public void init(Collection<JavaClass> host) {
        bodies = host.stream().flatMap(PluginCalls::body).collect(toUnmodifiableSet());
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
        boolean foreign = relays.contains(Signature.called(call))
                || (owner.isInterface() && owner.isAnnotatedWith(CONSUMER_TYPE));
        return foreign && !DIRECT.getOrDefault(owner.getName(), Set.of()).contains(room(call.getOriginOwner()));
    }

    private boolean callsBody(JavaCodeUnitAccess<?> call) {
        String caller = call.getOriginOwner().getName();
        return bodies.contains(Signature.called(call))
                && !caller.equals(PLUGIN_CODE)
                && !caller.startsWith(PLUGIN_CODE + "$");
    }

    private boolean isInBody(JavaCodeUnitAccess<?> call) {
        return (call.isDeclaredInLambda() || call instanceof JavaMethodReference)
                && call.getOrigin().getCallsFromSelf().stream()
                        .flatMap(other -> other.getTarget().getRawParameterTypes().stream())
                        .anyMatch(type -> bodies.stream().anyMatch(body -> body.owner.equals(type.getName())));
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

    /** The method that makes an interface one of a body, if it is. */
    private static Stream<Signature> body(JavaClass type) {
        List<JavaMethod> open = type.getMethods().stream()
                .filter(method -> method.getModifiers().contains(JavaModifier.ABSTRACT))
                .toList();
        boolean isBody = type.isInterface()
                && open.size() == 1
                && open.get(0).getThrowsClause().containsType(Exception.class);
        return isBody ? Stream.of(Signature.of(open.get(0))) : Stream.empty();
    }

    /** The package's name after that of the host. */
    private static String room(JavaClass type) {
        String name = type.getPackageName() + ".";
        return name.startsWith(HOST) ? name.substring(HOST.length()).split("\\.")[0] : "";
    }
}
