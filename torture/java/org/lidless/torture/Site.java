package org.lidless.torture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// A whole site as real processes: simulated cameras, a management server, primaries and a standby. The test's thread
/// breaks it; [SiteSight] looks at it.
final class Site {

    private static final Duration VERIFY_MAX = Duration.ofMinutes(1);
    /// Footage behind the last frame that counts, so that this one is surely in the export.
    private static final Duration TAIL = Duration.ofSeconds(1);

    private static final String POOLS = "pools";

    private final Place place;
    private final SitePlan plan;
    private final Cameras cameras;
    private final SortedMap<String, Path> pools;
    private final SortedMap<String, Node> nodes = new TreeMap<>();
    private final SiteSight sight = new SiteSight(this);
    private final Tally tally = new Tally(this, sight);

    private Site(Place place, SitePlan plan, SortedMap<String, Path> pools, Cameras cameras) {
        this.place = place;
        this.plan = plan;
        this.pools = pools;
        this.cameras = cameras;
    }

    /// Starts every process; [SiteSight#awaitProtected] waits until all is as it should be.
    static Site start(Place place, SitePlan plan) throws IOException, InterruptedException {
        return start(place, plan, new TreeMap<>());
    }

    /// @param own directories of recorders' pools that shall not lie in the test's place
    static Site start(Place place, SitePlan plan, SortedMap<String, Path> own)
            throws IOException, InterruptedException {
        return start(place, plan, own, Cameras.start(place, plan.simulated(), simulatorOptions(plan)));
    }

    /// @param cameras in place of simulated ones
    static Site start(Place place, SitePlan plan, Cameras cameras) throws IOException, InterruptedException {
        return start(place, plan, new TreeMap<>(), cameras);
    }

    private static Site start(Place place, SitePlan plan, SortedMap<String, Path> own, Cameras cameras)
            throws IOException, InterruptedException {
        var pools = new TreeMap<>(own);
        for (String recorder : plan.recorderNames()) {
            Path usual = place.newDirectory(POOLS).resolve(plan.shared() ? "shared" : recorder);
            if (!pools.containsKey(recorder)) {
                pools.put(recorder, Files.createDirectories(usual));
            }
        }
        var site = new Site(place, plan, pools, cameras);
        site.prepare();
        for (Node node : site.nodes.values()) {
            node.start();
        }
        return site;
    }

    private static String[] simulatorOptions(SitePlan plan) {
        var options = new ArrayList<String>();
        plan.odd().forEach((camera, personality) -> {
            options.add("--personality");
            options.add(camera + "=" + personality);
        });
        options.add("--kilobits");
        options.add(Integer.toString(plan.kilobits()));
        return options.toArray(String[]::new);
    }

    private void prepare() throws IOException, InterruptedException {
        var names = new ArrayList<>(plan.recorderNames());
        names.addAll(plan.serverNames());
        var certificates = new TreeMap<String, Path>();
        for (String name : names) {
            certificates.put(name, Certificates.of(name));
        }
        var settings = new SiteSettings(
                plan,
                cameras,
                SiteSettings.freePorts(names),
                SiteSettings.freePorts(plan.serverNames()),
                certificates,
                Certificates.authority(),
                pools);
        for (String name : names) {
            boolean isServer = plan.serverNames().contains(name);
            String text = isServer ? settings.management(name) : settings.recorder(name);
            Path file = Files.writeString(place.file(name + ".yaml"), text);
            nodes.put(name, new Node(place, name, file, place.newDirectory("data-" + name)));
        }
    }

    SiteSight sight() {
        return sight;
    }

    Tally tally() {
        return tally;
    }

    /// Waits until everything is recorded and guarded, and answers the moment from which on every frame counts.
    Instant awaitRecording() {
        sight.awaitProtected();
        sight.awaitDurable(Instant.EPOCH);
        Instant recording = Instant.now();
        place.tell(recording + " everything is recorded and guarded");
        return recording;
    }

    /// Every frame captured between a moment and now is in its camera's export at its primary, once, and no gap is
    /// stored.
    void assertNothingLostSince(Instant recording) throws IOException, InterruptedException {
        Instant stop = Instant.now();
        sight.awaitDurable(stop.plus(TAIL));
        assertThat(tally.faults(recording, stop))
                .as("faults between " + recording + " and " + stop)
                .isEmpty();
    }

    Place place() {
        return place;
    }

    SitePlan plan() {
        return plan;
    }

    Cameras cameras() {
        return cameras;
    }

    Node node(String name) {
        Node found = nodes.get(name);
        if (found == null) {
            throw new IllegalArgumentException("the site has no node " + name);
        }
        return found;
    }

    /// The management server; of several, the first.
    Node management() {
        return node(SitePlan.MANAGEMENT);
    }

    List<Node> servers() {
        return plan.serverNames().stream().map(this::node).toList();
    }

    Node standby() {
        return node(SitePlan.STANDBY);
    }

    Path pool(String recorder) {
        return pools.getOrDefault(recorder, place.file(POOLS));
    }

    /// Nodes whose process has ended by itself, with the end of what they said.
    List<String> died() {
        return nodes.values().stream()
                .filter(Node::hasDied)
                .map(node -> node.name() + " has ended by itself:\n" + node.output())
                .toList();
    }

    /// Ends all that still runs, the standbys first, for a shadow left alone would take over; then checks every
    /// byte of every pool with `lidless verify`.
    void stopAndVerify() throws IOException, InterruptedException {
        for (String standby : plan.standbyNames()) {
            stop(standby);
        }
        for (String primary : plan.primaryNames()) {
            stop(primary);
        }
        for (String server : plan.serverNames()) {
            stop(server);
        }
        for (String recorder : plan.shared() ? List.of("r1") : plan.recorderNames()) {
            Program.Outcome verified = Program.run(
                    VERIFY_MAX,
                    Lidless.command(
                            "verify",
                            pool(recorder).toString(),
                            "--data",
                            node(recorder).data().toString()));
            assertThat(verified.code())
                    .as("lidless verify of the pool of " + recorder + ":\n" + verified.output())
                    .isZero();
        }
    }

    private void stop(String name) throws InterruptedException {
        Node node = node(name);
        if (node.shouldRun()) {
            node.stop();
        }
    }
}
