package org.lidless.control.consensus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lidless.control.consensus.ConsensusSettings.Member;
import org.lidless.control.consensus.ConsensusSettings.Pace;
import org.lidless.control.consensus.ConsensusSettings.Tls;
import org.lidless.domain.NodeId;
import org.lidless.wire.authority.NodeCredentials;
import org.lidless.wire.authority.NodeFiles;
import org.lidless.wire.authority.SiteAuthority;
import org.lidless.world.World;

/// Real Ratis servers with real disks and sockets, in this one process.
@Tag("process")
class RatisConsensusTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    Path directory;

    private final SortedMap<String, Consensus> running = new TreeMap<>();
    private final SortedMap<String, ListReplica> replicas = new TreeMap<>();
    private final SortedMap<String, String> addresses = new TreeMap<>();
    private List<Member> members = List.of();
    private Optional<Tls> tls = Optional.empty();

    @AfterEach
    void stopAll() {
        List.copyOf(running.keySet()).forEach(this::stop);
    }

    @Test
    void aGroupOfOneKeepsItsEntriesOverARestart() {
        group("m1");
        long began = System.nanoTime();
        start("m1");
        assertThat(agree("m1", "one")).isInstanceOf(Outcome.Agreed.class);
        System.out.printf("start to first write: %d ms%n", TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began));
        agree("m1", "two");
        stop("m1");
        start("m1");
        agree("m1", "three");
        assertThat(entries("m1")).containsExactly("one", "two", "three");
        assertThat(replica("m1").restored()).isZero();
    }

    @Test
    void aSnapshotAndTheLogAfterItMakeTheWhole() throws IOException {
        group("m1");
        start("m1");
        agree("m1", "one");
        agree("m1", "two");
        consensus("m1").takeSnapshot();
        agree("m1", "three");
        consensus("m1").takeSnapshot();
        consensus("m1").takeSnapshot();
        agree("m1", "four");
        stop("m1");
        start("m1");
        agree("m1", "five");
        assertThat(replica("m1").restored()).isEqualTo(1);
        assertThat(entries("m1")).containsExactly("one", "two", "three", "four", "five");
    }

    @Test
    void aMemberThatCannotApplyAnEntryStopsLeading() {
        group("m1");
        start("m1");
        agree("m1", "one");
        assertThat(consensus("m1").propose(bytes("poison")).join()).isInstanceOf(Outcome.Unknown.class);
        assertThat(consensus("m1").leadership().leading()).isFalse();
        assertThat(consensus("m1").propose(bytes("two")).join()).isInstanceOf(Outcome.Refused.class);
        assertThat(entries("m1")).containsExactly("one");
    }

    @Test
    void whenTheLeaderStopsAnotherLeadsAndNothingAgreedIsLost() throws IOException {
        group("m1", "m2", "m3");
        members.forEach(each -> start(each.name()));
        List<String> agreed = new ArrayList<>();
        for (int round = 0; round < 3; round++) {
            String leader = leader();
            for (int each = 0; each < 20; each++) {
                String entry = leader + "/" + round + "/" + each;
                if (agree(leader, entry) instanceof Outcome.Agreed) {
                    agreed.add(entry);
                }
            }
            String follower = running.keySet().stream()
                    .filter(name -> !name.equals(leader))
                    .findFirst()
                    .orElseThrow();
            assertThat(consensus(follower).propose(bytes("from a follower")).join())
                    .isInstanceOf(Outcome.Refused.class);
            Leadership before = consensus(leader).leadership();
            stop(leader);
            String next = leader();
            assertThat(next).isNotEqualTo(leader);
            assertThat(consensus(next).leadership().term()).isGreaterThan(before.term());
            start(leader);
        }
        assertThat(agreed).hasSize(60);
        for (String member : running.keySet()) {
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(entries(member)).containsExactlyElementsOf(agreed));
        }
    }

    @Test
    void aLeaderHandsOverWhenAsked() throws IOException {
        group("m1", "m2", "m3");
        members.forEach(each -> start(each.name()));
        String leader = leader();
        agree(leader, "one");
        String other = running.keySet().stream()
                .filter(name -> !name.equals(leader))
                .findFirst()
                .orElseThrow();
        consensus(leader).handOver(other);
        await().atMost(PATIENCE).until(() -> consensus(other).leadership().leading());
        assertThat(consensus(leader).leadership().leading()).isFalse();
    }

    /// Long enough for a candidate to call who does not answer only each six seconds.
    private static final Duration AWAY = Duration.ofSeconds(10);

    /// Less than the time until the next call.
    private static final Duration LED_AGAIN = Duration.ofSeconds(3);

    /// The candidate has what the other one lacks, so that only it can be elected.
    @Test
    void aMemberThatIsBackIsAskedForItsVoteAtOnce() {
        group("m1", "m2", "m3");
        members.forEach(each -> start(each.name()));
        String leader = leader();
        List<String> others = members.stream()
                .map(Member::name)
                .filter(name -> !name.equals(leader))
                .toList();
        stop(others.getFirst());
        assertThat(agree(leader, "one")).isInstanceOf(Outcome.Agreed.class);
        stop(leader);
        await().pollDelay(AWAY).atMost(PATIENCE).until(() -> true);
        start(others.getFirst());
        consensus(others.getLast()).meet(others.getFirst());
        await().atMost(LED_AGAIN)
                .until(() -> consensus(others.getLast()).leadership().leading());
    }

    /// Less than the ten seconds that a leader which stepped down waits by itself, also on a busy machine.
    private static final Duration STANDS_AGAIN = Duration.ofSeconds(6);

    /// It was left alone for a moment, as on a machine that is very busy, and nobody else can be elected.
    @Test
    void aLeaderThatSteppedDownLeadsAgainAtOnce() {
        group("m1", "m2", "m3");
        members.forEach(each -> start(each.name()));
        String leader = leader();
        List<String> others = members.stream()
                .map(Member::name)
                .filter(name -> !name.equals(leader))
                .toList();
        stop(others.getFirst());
        assertThat(agree(leader, "one")).isInstanceOf(Outcome.Agreed.class);
        stop(others.getLast());
        await().atMost(PATIENCE).until(() -> !consensus(leader).leadership().leading());
        start(others.getFirst());
        consensus(leader).meet(others.getFirst());
        await().atMost(STANDS_AGAIN).until(() -> consensus(leader).leadership().leading());
    }

    @Test
    void aFollowerThatWasAwayGetsTheSnapshotThatReplacedTheLog() throws IOException {
        group("m1", "m2", "m3");
        members.forEach(each -> start(each.name()));
        String leader = leader();
        String away = running.keySet().stream()
                .filter(name -> !name.equals(leader))
                .findFirst()
                .orElseThrow();
        agree(leader, "first");
        stop(away);
        for (int each = 0; each < 50; each++) {
            agree(leader, "while away " + each);
        }
        consensus(leader).takeSnapshot();
        agree(leader, "last");
        start(away);
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(entries(away)).isEqualTo(entries(leader)));
    }

    @Test
    void membersComeAndGoAndALostOneIsReplaced() throws IOException {
        group("m1", "m2", "m3", "m3.new");
        List<Member> all = members;
        members = all.subList(0, 1);
        start("m1");
        agree("m1", "one");
        consensus("m1").takeSnapshot();
        agree("m1", "two");
        members = List.of();
        start("m2");
        consensus("m1").change(all.subList(0, 1), all.subList(0, 2));
        start("m3");
        consensus("m1").change(all.subList(0, 2), all.subList(0, 3));
        for (String member : List.of("m2", "m3")) {
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(entries(member)).containsExactly("one", "two"));
            assertThat(consensus(member).members()).isEqualTo(all.subList(0, 3));
        }
        stop("m3");
        List<Member> replaced = List.of(all.get(0), all.get(1), all.get(3));
        start("m3.new");
        String leader = leader();
        consensus(leader).change(all.subList(0, 3), replaced);
        agree(leader, "three");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(entries("m3.new")).containsExactly("one", "two", "three"));
        stop("m3.new");
        start("m3.new");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(consensus("m3.new").members()).isEqualTo(replaced));
    }

    /// Longer than Ratis gives a newcomer by itself, which is less than a JVM that has just started takes on a busy
    /// machine.
    private static final Duration STARTING = Duration.ofSeconds(3);

    @Test
    void aNewcomerMayTakeSecondsToAnswer() {
        group("m1", "m2");
        List<Member> both = members;
        members = both.subList(0, 1);
        start("m1");
        agree("m1", "one");
        CompletableFuture<Void> changed = CompletableFuture.runAsync(() -> {
            try {
                consensus("m1").change(both.subList(0, 1), both);
            } catch (IOException refused) {
                throw new java.io.UncheckedIOException(refused);
            }
        });
        await().during(STARTING).atMost(PATIENCE).until(() -> !changed.isDone());
        members = List.of();
        start("m2");
        assertThat(changed).succeedsWithin(PATIENCE);
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(entries("m2")).containsExactly("one"));
    }

    @Test
    void membersTrustOnlyCertificatesOfTheirAuthority() throws Exception {
        Tls ours = certificates("ours");
        group("m1", "m2", "m3");
        tls = Optional.of(ours);
        start("m1");
        start("m2");
        tls = Optional.of(certificates("foreign"));
        start("m3");
        String leader = leader();
        assertThat(leader).isIn("m1", "m2");
        assertThat(agree(leader, "one")).isInstanceOf(Outcome.Agreed.class);
        for (String member : List.of("m1", "m2")) {
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(entries(member)).containsExactly("one"));
        }
        await().during(Duration.ofSeconds(2))
                .atMost(PATIENCE)
                .until(() -> entries("m3").isEmpty());
    }

    private Tls certificates(String name) {
        NodeFiles files = SiteAuthority.create(World.real(), directory.resolve(name + "-authority"))
                .issue(new NodeId(name), List.of(), directory.resolve(name + "-files"));
        NodeCredentials credentials = NodeCredentials.load(World.real(), files);
        return new Tls(credentials.shown(), credentials.trusting(any -> true));
    }

    private void group(String... names) {
        members = List.of(names).stream()
                .map(name -> new Member(name, "127.0.0.1:" + freePort()))
                .toList();
        members.forEach(each -> addresses.put(each.name(), each.address()));
    }

    private void start(String name) {
        Pace pace = new Pace(300, 600, 3_000, 10_000);
        ListReplica replica = new ListReplica();
        try {
            ConsensusSettings settings = new ConsensusSettings(
                    name, members, directory.resolve(name), pace, tls, addresses.getOrDefault(name, ""));
            running.put(name, RatisConsensus.start(World.real(), settings, replica));
            replicas.put(name, replica);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private void stop(String name) {
        Consensus consensus = running.remove(name);
        if (consensus != null) {
            consensus.close();
        }
    }

    private String leader() {
        return await().atMost(PATIENCE)
                .until(
                        () -> running.entrySet().stream()
                                .filter(each -> each.getValue().leadership().leading())
                                .map(java.util.Map.Entry::getKey)
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }

    private Outcome agree(String member, String entry) {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(10))
                .until(() -> consensus(member).leadership().leading());
        return consensus(member).propose(bytes(entry)).join();
    }

    private Consensus consensus(String member) {
        Consensus consensus = running.get(member);
        if (consensus == null) {
            throw new AssertionError(member + " does not run");
        }
        return consensus;
    }

    private List<String> entries(String member) {
        return replica(member).entries();
    }

    private ListReplica replica(String member) {
        ListReplica replica = replicas.get(member);
        if (replica == null) {
            throw new AssertionError(member + " was never started");
        }
        return replica;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
