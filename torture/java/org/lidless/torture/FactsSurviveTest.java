package org.lidless.torture;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.lidless.torture.FactsHistory.Outcome;

/// Three management servers in networks of their own, several writers at each of them, of a fact that all share and of
/// facts that overwrite each other; and all the while servers are killed, frozen and cut off in one or both directions.
/// Whatever was answered must be true in the end.
/// `-Dlidless.seed=N` repeats a run's faults.
@Tag("long")
final class FactsSurviveTest {

    private static final List<String> SERVERS = List.of("m1", "m2", "m3");
    private static final int THREADS = 2;
    private static final int ROUNDS = 20;
    private static final int FAULTS = 5;

    /// Those that need no network of their own.
    private static final int FAULTS_TOGETHER = 2;

    private static final int AGREED_MIN = 50;
    private static final Duration START_MAX = Duration.ofMinutes(1);
    private static final Duration END_MAX = Duration.ofSeconds(40);

    /// A fault lasts up to so long, and so long all is well between two; longer than an election.
    private static final int FAULT_MS_MAX = 4_000;

    private static final int FAULT_MS_MIN = 500;
    private static final int WELL_MS_MAX = 2_500;

    @RegisterExtension
    private final Place place = new Place();

    private final SortedMap<String, Node> nodes = new TreeMap<>();
    private final SortedMap<String, String> peers = new TreeMap<>();
    private final SortedMap<String, String> consensus = new TreeMap<>();
    private final List<Program> writers = new ArrayList<>();
    private final SortedMap<String, Integer> faults = new TreeMap<>();

    @Test
    void noFactThatWasAnsweredIsLost() throws IOException, InterruptedException {
        Networks networks = place.closing(Networks.make(SERVERS));
        for (String server : SERVERS) {
            peers.put(server, networks.address(server) + ":" + Ports.free());
            consensus.put(server, networks.address(server) + ":" + Ports.free());
        }
        long seed = Long.getLong("lidless.seed", System.nanoTime());
        System.out.println("FactsSurviveTest: -Dlidless.seed=" + seed);
        for (String server : SERVERS) {
            start(networks, server);
        }
        for (String server : SERVERS) {
            writers.add(write(networks, server, "writer", THREADS));
        }
        awaitShown(1);
        breakThings(networks, new SplittableRandom(seed));
        long newest = writers.stream().mapToLong(FactsSurviveTest::newest).max().orElseThrow();
        awaitShown(newest + 1);
        for (Program writer : writers) {
            writer.endInput();
        }
        for (Program writer : writers) {
            writer.awaitEnd(END_MAX);
        }
        List<Program> readers = read(networks);
        List<String> agreed = agreed(readers);
        Map<String, NamesHistory.Name> named = named(readers);
        FactsHistory history = FactsHistory.of(printed());
        System.out.println("FactsSurviveTest: " + history.count(Outcome.AGREED) + " agreed, "
                + history.count(Outcome.REFUSED) + " refused, " + history.count(Outcome.UNKNOWN) + " unknown; "
                + agreed.size() + " in the end; " + history.reads().size() + " reads, " + history.stale()
                + " of them stale");
        NamesHistory names = NamesHistory.of(printed());
        System.out.println("FactsSurviveTest: of names " + names.count(Outcome.AGREED) + " agreed, "
                + names.count(Outcome.REFUSED) + " refused, " + names.count(Outcome.UNKNOWN) + " unknown; "
                + names.looks().size() + " looks, " + names.wentBack().size() + " times less than before; faults: "
                + faults);
        assertThat(history.faults(agreed)).isEmpty();
        assertThat(names.faults(named)).isEmpty();
        assertThat(history.count(Outcome.AGREED)).isGreaterThan(AGREED_MIN);
        assertThat(names.count(Outcome.AGREED)).isGreaterThan(AGREED_MIN);
        assertThat(faults.keySet())
                .as("faults that were tried")
                .hasSize(networks.areApart() ? FAULTS : FAULTS_TOGETHER);
    }

    private void start(Networks networks, String server) throws IOException, InterruptedException {
        var yaml = new StringBuilder("node: " + server + "\nrole: management\nlisten: 127.0.0.1:0\npeer-listen: "
                + peers.get(server) + "\nconsensus-listen: " + consensus.get(server) + "\ncertificates: "
                + Certificates.of(server) + "\nmanagement:\n");
        for (String each : SERVERS) {
            yaml.append("  - node: ").append(each).append("\n    address: ").append(peers.get(each));
            yaml.append("\n    consensus: ").append(consensus.get(each)).append('\n');
        }
        Path settings = Files.writeString(place.file(server + ".yaml"), yaml.toString());
        Node node = new Node(place, server, settings, place.newDirectory("data-" + server));
        nodes.put(server, node);
        node.start(networks.at(server));
    }

    private Program write(Networks networks, String server, String name, int threads) throws IOException {
        var command = new ArrayList<>(List.of(networks.at(server)));
        command.addAll(List.of(
                "/usr/bin/python3",
                Path.of("torture", "facts", "writer.py").toAbsolutePath().toString(),
                place.newDirectory("data-" + server).toString(),
                "at-" + server,
                Integer.toString(threads)));
        return place.start(name + "-" + server, command);
    }

    private void breakThings(Networks networks, SplittableRandom random) throws IOException, InterruptedException {
        for (int round = 0; round < ROUNDS; round++) {
            String one = SERVERS.get(random.nextInt(SERVERS.size()));
            String other = SERVERS.get((SERVERS.indexOf(one) + 1 + random.nextInt(2)) % SERVERS.size());
            Node node = requireNonNull(nodes.get(one));
            int millis = FAULT_MS_MIN + random.nextInt(FAULT_MS_MAX - FAULT_MS_MIN);
            // Each kind equally often.
            switch (round % (networks.areApart() ? FAULTS : FAULTS_TOGETHER)) {
                case 0 -> {
                    count("kill");
                    node.kill();
                    pass(millis);
                    node.start(networks.at(one));
                }
                case 1 -> {
                    count("pause");
                    node.pause();
                    pass(millis);
                    node.resume();
                }
                case 2 -> {
                    count("cut off");
                    tell(one + " is cut off");
                    for (String each : SERVERS) {
                        if (!each.equals(one)) {
                            networks.cut(one, each);
                            networks.cut(each, one);
                        }
                    }
                    pass(millis);
                    networks.heal();
                }
                case 3 -> {
                    count("not heard");
                    tell(one + " is not heard");
                    for (String each : SERVERS) {
                        if (!each.equals(one)) {
                            networks.cut(one, each);
                        }
                    }
                    pass(millis);
                    networks.heal();
                }
                case 4 -> {
                    count("one way cut and another killed");
                    tell(one + " does not hear " + other + ", and another is killed");
                    networks.cut(other, one);
                    node.kill();
                    pass(millis);
                    node.start(networks.at(one));
                    pass(millis);
                    networks.heal();
                }
                default -> throw new AssertionError();
            }
            tell("all is well");
            pass(random.nextInt(WELL_MS_MAX));
        }
    }

    private void count(String fault) {
        faults.merge(fault, 1, Integer::sum);
    }

    private void tell(String what) {
        place.tell(Instant.now() + " " + what);
    }

    private static void pass(int millis) {
        await("time to pass")
                .pollDelay(Duration.ofMillis(millis))
                .atMost(Duration.ofMillis(millis).plusSeconds(5))
                .until(() -> true);
    }

    /// Waits until writers at every server were shown a revision this new.
    private void awaitShown(long least) {
        await("revision " + least + " at every server").atMost(START_MAX).untilAsserted(() -> {
            assertThat(nodes.values()).as("servers that ended by themselves").noneMatch(Node::hasDied);
            assertThat(writers).allMatch(each -> newest(each) >= least);
        });
    }

    private static long newest(Program writer) {
        return FactsHistory.of(writer.output().lines()).reads().stream()
                .mapToLong(FactsHistory.Read::revision)
                .max()
                .orElse(-1);
    }

    /// Asks every server when nobody writes any more.
    private List<Program> read(Networks networks) throws IOException, InterruptedException {
        var readers = new ArrayList<Program>();
        for (String server : SERVERS) {
            Program reader = write(networks, server, "reader", 0);
            reader.endInput();
            reader.awaitEnd(END_MAX);
            readers.add(reader);
        }
        return readers;
    }

    private static List<String> agreed(List<Program> readers) {
        List<List<String>> last = readers.stream()
                .map(each ->
                        FactsHistory.of(each.output().lines()).reads().getLast().lines())
                .toList();
        assertThat(last).allMatch(last.getFirst()::equals);
        return last.getFirst();
    }

    private static Map<String, NamesHistory.Name> named(List<Program> readers) {
        List<Map<String, NamesHistory.Name>> last = readers.stream()
                .map(each ->
                        NamesHistory.of(each.output().lines()).looks().getLast().people())
                .toList();
        assertThat(last).allMatch(last.getFirst()::equals);
        return last.getFirst();
    }

    private Stream<String> printed() {
        return writers.stream().flatMap(each -> each.output().lines());
    }
}
