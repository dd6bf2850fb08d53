// SPDX-License-Identifier: Apache-2.0
package org.infinoted.host.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.infinoted.connection.Connection;
import org.infinoted.host.sandbox.PluginLimits;
import org.infinoted.host.status.OptionVerdicts;
import org.infinoted.host.status.PluginDescriptor;
import org.infinoted.host.stream.FakeLink;
import org.infinoted.host.stream.Link;
import org.infinoted.note.NoteType;
import org.infinoted.plugin.Plugin;
import org.infinoted.plugin.PluginContext;
import org.infinoted.plugin.PluginReason;
import org.infinoted.plugin.PluginState;
import org.infinoted.plugin.PluginStatus;
import org.infinoted.session.Session;
import org.infinoted.session.SessionEvent;
import org.infinoted.testdoubles.FakeNoteType;
import org.infinoted.testdoubles.FakeSession;
import org.infinoted.testdoubles.RandomRuns;
import org.infinoted.testdoubles.Services;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.osgi.framework.ServiceReference;

/**
 * Random interleavings of all that happens to plugins, checked against the contract by the plugins themselves as it happens, and
 * by a model when all is quiet. Each run follows from its seed: {@code -Dplugin.schedule.seed=...} runs that one alone.
 *
 * <p>It is long because steps, model and plugins know each other, and nobody else is to know any of them.
 */
@Tag("random")
class PluginScheduleTest {
    private static final int RUNS = RandomRuns.count(2_000, 50_000);
    private static final int STEPS = 120;

    @Test
    void everyInterleavingKeepsTheContract() {
        Long only = Long.getLong("plugin.schedule.seed");
        long first = only == null ? System.nanoTime() : only;
        long last = only == null ? first + RUNS : first + 1;
        for (long seed = first; seed < last; seed++) {
            try {
                new Run(new Random(seed)).go();
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("With -Dplugin.schedule.seed=" + seed + ": " + e.getMessage(), e);
            }
        }
    }

    /** One interleaving. */
    private static final class Run {
        private final Random random;
        private final PluginManagerFixture fixture;
        private final List<FakeLink> links = new ArrayList<>();
        private final List<FakeSession> sessions = new ArrayList<>();
        private final List<Service> services = new ArrayList<>();
        private final List<Service> all = new ArrayList<>();
        private final List<String> violations = new ArrayList<>();
        private final Set<String> refused = new HashSet<>(); // names whose options are refused
        private final Map<List<String>, NoteType> noteTypes =
                new HashMap<>(); // those that there are, by what they provide
        private final boolean abrupt; // the host has no time to stop
        private int opened;
        private boolean calm;
        private int depth;

        Run(Random random) {
            this.random = random;
            this.abrupt = random.nextBoolean();
            int failures = random.nextInt(4);
            int backlog = random.nextInt(3) == 0 ? 4 : 10_000;
            this.fixture = new PluginManagerFixture(usual -> new PluginLimits(
                    backlog,
                    1 + random.nextInt(3),
                    usual.callBudget(),
                    usual.callLimit(),
                    random.nextInt(3) == 0 ? Duration.ofSeconds(2) : Duration.ofDays(1),
                    abrupt ? Duration.ZERO : usual.closeTime(),
                    failures,
                    usual.failureWindow()));
            noteType(PluginManagerFixture.TEXT);
            noteType(PluginManagerFixture.CHAT);
        }

        void go() {
            for (int i = 0; i < STEPS; i++) {
                step();
                check();
            }
            calm = true;
            fixture.run();
            check();
            quiet();
            new ArrayList<>(services).forEach(this::remove);
            fixture.run();
            check();
            assertEquals(List.of(), fixture.manager.plugins(), "left over");
            all.forEach(service -> service.plugin.over());
            check();
        }

        /** Something happens, perhaps from within a callback. */
        void step() {
            switch (random.nextInt(26)) {
                case 0, 1 -> links.add(fixture.connect());
                case 2 ->
                    pick(links).ifPresent(link -> {
                        links.remove(link);
                        fixture.close(link);
                    });
                case 3 ->
                    pick(List.copyOf(noteTypes.keySet()))
                            .ifPresent(types -> sessions.add(fixture.open("/" + opened++, types)));
                case 4 ->
                    pick(sessions).ifPresent(session -> {
                        sessions.remove(session);
                        fixture.sessions.remove(session);
                    });
                case 5 -> pick(sessions).ifPresent(session -> fixture.publish(session, new SessionEvent.Saved()));
                case 6 -> pick(links).ifPresent(link -> link.report("trouble"));
                case 7 -> {
                    if (services.size() < 5) {
                        add();
                    }
                }
                case 8 -> {
                    if (random.nextInt(3) == 0) {
                        pick(services).ifPresent(this::remove);
                    }
                }
                case 9, 10 -> pick(services).ifPresent(this::modify);
                case 11 -> pick(services).ifPresent(service -> fixture.manager.retry(service.name));
                case 12 -> judge();
                case 13 -> {
                    fixture.time.advance(Duration.ofMillis(random.nextInt(1500)));
                    noticeAbandoned();
                }
                case 14 -> {
                    if (random.nextInt(3) == 0) {
                        noteType(random.nextBoolean() ? PluginManagerFixture.TEXT : PluginManagerFixture.CHAT);
                    }
                }
                case 15 -> {
                    if (depth == 0 && random.nextInt(4) == 0) {
                        restart();
                    }
                }
                default -> {
                    if (fixture.executor.waiting() > 0 && depth == 0) {
                        depth++;
                        fixture.executor.run(random.nextInt(fixture.executor.waiting()));
                        depth--;
                    }
                }
            }
        }

        private void noticeAbandoned() {
            for (String line : fixture.log.takeLines()) {
                if (line.startsWith("WARN Abandoned plugin")) {
                    all.stream()
                            .filter(service -> line.contains('"' + service.bundle() + '"'))
                            .forEach(service -> service.plugin.abandoned = true);
                }
            }
        }

        /** A note type comes; or goes, and its sessions with it. */
        private void noteType(List<String> types) {
            NoteType there = noteTypes.remove(types);
            if (there == null) {
                NoteType comes = new FakeNoteType(types);
                noteTypes.put(types, comes);
                fixture.types.add(types.get(0), comes);
            } else {
                List<FakeSession> gone = sessions.stream()
                        .filter(open -> open.types().equals(types))
                        .toList();
                sessions.removeAll(gone);
                gone.forEach(fixture.sessions::remove);
                fixture.types.remove(there);
            }
        }

        /** The host stops and starts again, while all services stay. */
        private void restart() {
            if (!abrupt) {
                List<Service> order = new ArrayList<>(services);
                Collections.reverse(order);
                order.forEach(service -> fixture.manager.release(service.reference));
                boolean before = calm;
                calm = true;
                fixture.run();
                calm = before;
                all.forEach(service -> service.plugin.over());
            }
            fixture.manager.close();
            noticeAbandoned();
            fixture.restart();
            services.forEach(service -> fixture.manager.add(service.reference, service.plugin, service.properties));
        }

        private void add() {
            var service = new Service(fixture.reference(), new CheckingPlugin(this));
            service.change(random);
            services.add(service);
            all.add(service);
            fixture.manager.add(service.reference, service.plugin, service.properties);
        }

        private void remove(Service service) {
            services.remove(service);
            fixture.manager.release(service.reference);
        }

        /** The options of one name are refused, odd, or fine. */
        private void judge() {
            String name = List.of("x", "y", "z").get(random.nextInt(3));
            boolean usable = random.nextInt(3) > 0;
            if (usable) {
                refused.remove(name);
            } else {
                refused.add(name);
            }
            List<PluginReason> reasons = usable && random.nextBoolean()
                    ? List.of()
                    : List.of(new PluginReason(PluginReason.Kind.OPTION, "key", "judged at random"));
            fixture.judge("org.infinoted.plugin." + name, new OptionVerdicts.Verdict(usable, reasons));
        }

        private void modify(Service service) {
            service.change(random);
            fixture.manager.modified(service.reference, service.properties);
        }

        private <T> java.util.Optional<T> pick(List<T> list) {
            return list.isEmpty()
                    ? java.util.Optional.empty()
                    : java.util.Optional.of(list.get(random.nextInt(list.size())));
        }

        void violated(String what) {
            violations.add(what);
        }

        private void check() {
            assertEquals(List.of(), violations);
        }

        private boolean provided(String type) {
            return type.equals("InfSession") || noteTypes.keySet().stream().anyMatch(types -> types.contains(type));
        }

        private static boolean saysThatTypeIsUnknown(PluginStatus status) {
            return status.reasons().stream().anyMatch(reason -> reason.kind() == PluginReason.Kind.SESSION_TYPE);
        }

        /** When nothing is under way, of each name the preferred one runs, or has been put aside for a reason it gave. */
        private void quiet() {
            Map<String, Service> preferred = new HashMap<>();
            services.stream()
                    .sorted(Comparator.comparing(Service::ranking)
                            .reversed()
                            .thenComparing(service -> PluginDescriptor.id(service.reference)))
                    .forEach(service -> preferred.putIfAbsent(service.name, service));
            for (Service service : services) {
                boolean runs = preferred.get(service.name) == service;
                boolean invalid = refused.contains(service.name);
                PluginStatus status = fixture.manager.plugins().stream()
                        .filter(each -> each.bundle().equals(service.bundle()))
                        .findFirst()
                        .orElseThrow();
                PluginState state = status.state();
                CheckingPlugin plugin = service.plugin;
                if (invalid) {
                    assertEquals(PluginState.INVALID, state);
                    plugin.over();
                } else if (!runs) {
                    assertEquals(PluginState.SHADOWED, state);
                    plugin.over();
                } else if (state == PluginState.RUNNING) {
                    plugin.complete(service.type);
                    assertEquals(!provided(service.type), saysThatTypeIsUnknown(status), service.type);
                } else {
                    PluginState expected = plugin.failedToInitialize ? PluginState.FAILED : PluginState.QUARANTINED;
                    assertEquals(expected, state);
                    plugin.over();
                }
            }
        }
    }

    /** A plugin service as the model has it. */
    private static final class Service {
        private final ServiceReference<?> reference;
        private final CheckingPlugin plugin;
        private String name;
        private int ranking;
        private String type;
        private Map<String, Object> properties;

        Service(ServiceReference<?> reference, CheckingPlugin plugin) {
            this.reference = reference;
            this.plugin = plugin;
        }

        void change(Random random) {
            if (name == null || random.nextInt(10) == 0) {
                name = List.of("x", "y", "z").get(random.nextInt(3));
            }
            ranking = random.nextInt(3);
            type = List.of("InfText", "InfChatSession", "InfSession", "None").get(random.nextInt(4));
            properties = Services.with(
                    Services.with(Services.named(name), "service.ranking", ranking), Plugin.SESSION_TYPE, type);
        }

        int ranking() {
            return ranking;
        }

        String bundle() {
            return reference.getBundle().getSymbolicName() + "/0.1.0";
        }
    }

    /** Watches that the contract is kept with it; throws, and makes things happen, at random. */
    private static final class CheckingPlugin implements Plugin<Object, Object> {
        private final Run run;
        private final IdentityHashMap<Object, Object> infos = new IdentityHashMap<>();
        private final Set<Object> refused = Collections.newSetFromMap(new IdentityHashMap<>());
        private PluginContext<Object, Object> context;
        private String name;
        private boolean alive;
        private boolean sessionSeen;
        private boolean failedToInitialize;
        private boolean abandoned; // and not begun anew

        CheckingPlugin(Run run) {
            this.run = run;
        }

        @Override
        public void initialize(PluginContext<Object, Object> given) throws Exception {
            if (abandoned) {
                abandoned = false;
                alive = false;
                infos.clear();
            }
            require(!alive, "initialize of one that is alive");
            require(infos.isEmpty(), "initialize of one that has infos");
            require(run.all.stream().noneMatch(service -> service.plugin.runsAs(given.name())), "two of one name");
            alive = true;
            sessionSeen = false;
            context = given;
            name = given.name();
            failedToInitialize = false;
            refused.clear();
            happen();
            failedToInitialize = run.random.nextInt(15) == 0;
            throwIf(failedToInitialize);
        }

        private boolean runsAs(String other) {
            return alive && !abandoned && name.equals(other);
        }

        @Override
        public void deinitialize() throws Exception {
            require(alive && !abandoned, "deinitialize of one that is not alive");
            require(infos.isEmpty(), "deinitialize before all removals: " + infos.keySet());
            happen();
            alive = false;
            throwIf(run.random.nextInt(10) == 0);
        }

        @Override
        public Object connectionAdded(Connection connection) throws Exception {
            return added(connection);
        }

        @Override
        public void connectionRemoved(Connection connection, Object info) throws Exception {
            removed(connection, info, context.info(connection).orElse(null));
        }

        @Override
        public Object sessionAdded(Session session) throws Exception {
            sessionSeen = true;
            return added(session);
        }

        @Override
        public void sessionRemoved(Session session, Object info) throws Exception {
            require(sessionSeen, "a session removed before any was added");
            removed(session, info, context.info(session).orElse(null));
        }

        private Object added(Object subject) throws Exception {
            require(alive && !abandoned, "added outside of its life: " + subject);
            require(!infos.containsKey(subject), "added twice: " + subject);
            checkInfos();
            happen();
            if (run.random.nextInt(12) == 0) {
                refused.add(subject);
                throw new IllegalStateException("refused at random");
            }
            refused.remove(subject);
            var info = new Object();
            infos.put(subject, info);
            listen(subject);
            return info;
        }

        private void removed(Object subject, Object info, Object known) throws Exception {
            require(alive && !abandoned, "removed outside of its life: " + subject);
            require(infos.containsKey(subject), "removed what was not added: " + subject);
            require(infos.get(subject) == info, "removed with another info: " + subject);
            require(known == info, "the context has another info: " + subject);
            checkInfos();
            infos.remove(subject);
            happen();
            throwIf(run.random.nextInt(10) == 0);
        }

        private void listen(Object subject) {
            if (subject instanceof Session session) {
                context.listen(session, (where, event) -> heard(session));
            }
            if (run.random.nextInt(4) == 0) {
                context.repeat(Duration.ofMillis(1 + run.random.nextInt(1000)), () -> heard(null));
            }
            if (run.random.nextInt(4) == 0) {
                context.execute(() -> heard(null));
            }
        }

        private void heard(Object subject) {
            require(alive && !abandoned, "a listener or task called outside of the plugin's life");
            require(subject == null || infos.containsKey(subject), "heard of what is not there: " + subject);
            checkInfos();
            happen();
        }

        private void checkInfos() {
            infos.forEach((subject, info) -> {
                Object known = subject instanceof Link link
                        ? context.info(link).orElse(null)
                        : context.info((Session) subject).orElse(null);
                require(known == info, "the context has another info: " + subject);
            });
        }

        /** Whatever can happen may happen while a callback runs. */
        private void happen() {
            for (int i = run.calm ? 0 : run.random.nextInt(3); i > 0; i--) {
                run.step();
            }
        }

        private void require(boolean condition, String what) {
            if (!condition) {
                run.violated(what);
            }
        }

        private static void throwIf(boolean condition) throws Exception {
            if (condition) {
                throw new Exception("thrown at random");
            }
        }

        /** It runs and nothing is under way: it has what there is, but for what it refused. */
        void complete(String type) {
            Set<Object> expected = Collections.newSetFromMap(new IdentityHashMap<>());
            expected.addAll(run.links);
            run.sessions.stream()
                    .filter(session -> session.types().contains(type))
                    .forEach(expected::add);
            expected.removeAll(refused);
            assertTrue(alive, "one that runs has been initialised");
            assertEquals(names(expected), names(infos.keySet()));
            checkInfos();
        }

        /** It does not run and nothing is under way. */
        void over() {
            require(abandoned || !alive, "deinitialize was not called");
            require(abandoned || infos.isEmpty(), "removals were not called");
        }

        private static List<String> names(Set<Object> subjects) {
            return subjects.stream().map(Object::toString).sorted().collect(Collectors.toList());
        }
    }
}
