// SPDX-License-Identifier: Apache-2.0
package org.infinoted.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** One run: honest people type and explore, and attackers do what they do. */
final class AttackRun {

    /** Time to make the documents and to join. */
    private static final int PREPARATION_SECONDS = 6;

    private static final int LEAD_SECONDS = 2;

    /** How long the server may take to be itself again after the attack before. */
    private static final int RECOVERY_SECONDS = 15;

    private static final int MIB = 1 << 20;

    private final AttackOptions options;
    private final String name;
    private final Attack attack;
    private final List<String> refusals = new ArrayList<>();

    /** attack: null for a quiet run. */
    AttackRun(AttackOptions options, String name, Attack attack) {
        this.options = options;
        this.name = name;
        this.attack = attack;
    }

    /** What the server said while it was still short of memory, after the attack before. */
    List<String> refusals() {
        return refusals;
    }

    AttackResult measure(int seconds) throws IOException, InterruptedException {
        String folder = name + "-" + ProcessHandle.current().pid() + "-" + System.nanoTime();
        try (Client owner = new Client(options.target())) {
            owner.explore(0);
            int ground = owner.createFolder(0, folder + "-attackers");
            owner.explore(ground);
            int victim = uploadVictim(owner, ground);
            long begin = System.nanoTime() + seconds(PREPARATION_SECONDS);
            long start = begin + seconds(LEAD_SECONDS);
            long end = start + seconds(seconds);
            try (HonestPeople people = new HonestPeople(options.target(), folder, options.seed(), begin, end)) {
                var attackers = new Attackers(
                        options.target(), options.from(), ground, victim, new AtomicLong(), new AtomicLong());
                return measure(people, attackers, start, end);
            }
        }
    }

    /** For a moment after an attack the server is short of memory: what the attackers have left behind is being saved. */
    private int uploadVictim(Client owner, int ground) throws IOException, InterruptedException {
        List<String> text = HonestPeople.text(options.victim() * MIB, options.seed());
        long patience = System.nanoTime() + seconds(RECOVERY_SECONDS);
        for (int attempt = 0; ; attempt++) {
            try {
                return owner.upload(ground, "victim " + attempt, text);
            } catch (IOException e) {
                if (System.nanoTime() > patience) {
                    throw e;
                }
                refusals.add(e.getMessage());
                Pace.until(System.nanoTime() + seconds(1));
            }
        }
    }

    private AttackResult measure(HonestPeople people, Attackers attackers, long start, long end)
            throws IOException, InterruptedException {
        Latencies document = new Latencies(start);
        Latencies directory = new Latencies(start);
        people.pair(people.document("honest"), "typist", document);
        people.explorer(directory);
        Pace.until(start);
        if (attack != null) {
            people.work(() -> attack.run(attackers, end));
        }
        long pid = options.target().pid();
        Cpu before = Cpu.now(pid);
        long resident = 0;
        long files = 0;
        Pace looks = new Pace(2, start, end);
        while (looks.await() >= 0) {
            ServerState state = ServerState.of(pid);
            resident = Math.max(resident, state.residentKib());
            files = Math.max(files, state.files());
        }
        Pace.until(end);
        Cpu cores = Cpu.now(pid).per((System.nanoTime() - start) / 1e9, before);
        List<String> problems = new ArrayList<>(people.finish());
        return new AttackResult(
                name,
                document,
                directory,
                cores,
                resident,
                files,
                attackers.connected().get(),
                attackers.sent().get(),
                problems);
    }

    private static long seconds(int count) {
        return count * 1_000_000_000L;
    }
}
