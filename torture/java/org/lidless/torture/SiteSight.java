package org.lidless.torture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;

/// What can be seen of a site from outside, and waiting for it. A question answers with what is still lacking, empty
/// when nothing is.
final class SiteSight {

    private static final Duration PROTECTED_MAX = Duration.ofMinutes(2);
    private static final Duration DURABLE_MAX = Duration.ofMinutes(1);
    private static final Duration OWNED_MAX = Duration.ofMinutes(1);
    private static final Duration LED_MAX = Duration.ofSeconds(30);
    private static final Duration SERVED_MAX = Duration.ofMinutes(1);
    private static final Duration MERGED_MAX = Duration.ofMinutes(3);
    private static final Duration LOOK_EVERY = Duration.ofMillis(50);

    private final Site site;

    SiteSight(Site site) {
        this.site = site;
    }

    /// Waits until every camera is with its primary, records, and has a shadow that could take over now, and no shadow
    /// is to move any more: while it moves, its camera has none. Cameras of one session go without a shadow.
    void awaitProtected() {
        until(PROTECTED_MAX, "every camera with its primary, recorded and shadowed for good", () -> {
            String lacking = unprotected();
            return lacking.isEmpty() ? new Spread(site.plan(), runningStandbys(), managed()).lacking() : lacking;
        });
    }

    /// Waits until every camera's owner has footage on disk that was captured after a moment.
    void awaitDurable(Instant moment) {
        until(DURABLE_MAX, "footage of all cameras up to " + moment, () -> undurable(moment));
    }

    /// Waits until management says that these cameras belong to a recorder.
    void awaitOwner(List<String> cameras, String recorder) {
        until(OWNED_MAX, cameras + " owned by " + recorder, () -> notOwnedBy(cameras, recorder));
    }

    /// Waits until a recorder itself says that it has one of these duties for all these cameras.
    ///
    /// @param mode `record` or `shadow`
    void awaitDuty(List<String> cameras, String recorder, String mode) {
        until(
                OWNED_MAX,
                recorder + " doing \"" + mode + "\" for " + cameras,
                () -> lacking(cameras, camera -> {
                    String said = site.node(recorder)
                            .camera(camera)
                            .map(found -> found.path("mode").asString("?"))
                            .orElse("nothing");
                    return said.equals(mode) ? "" : recorder + " does " + said;
                }));
    }

    /// Waits until a primary has its cameras again, and has and shows everything of them since a moment.
    void awaitMerged(String primary, Instant since) {
        until(MERGED_MAX, "the merge of " + primary, () -> unmerged(primary, since));
    }

    /// The same, except that gaps may stay.
    void awaitHome(String primary) {
        until(MERGED_MAX, "the cameras and bytes of " + primary + " at home", () -> notHome(primary));
    }

    /// Waits until nothing is lacking. Fails at once when a process has ended by itself.
    void until(Duration longest, String what, Supplier<String> lacking) {
        site.place().tell(Instant.now() + " waiting for " + what);
        await(what)
                .atMost(longest)
                .pollInterval(LOOK_EVERY)
                .failFast(() -> assertThat(site.died()).isEmpty())
                .untilAsserted(() -> assertThat(lacking.get()).as("lacking").isEmpty());
    }

    /// Lets real time pass: the site goes on in the state in which it is.
    void pass(Duration time) {
        site.place().tell(Instant.now() + " passing " + time.toMillis() + " ms");
        await("time to pass").pollDelay(time).atMost(time.plusSeconds(5)).until(() -> true);
    }

    /// Who owns which camera under which epoch, as management says.
    SortedMap<String, String> ownerships() {
        var all = new TreeMap<String, String>();
        managed()
                .forEach((camera, said) -> all.put(
                        camera,
                        said.path("owner").asString("nobody") + " under epoch "
                                + said.path("epoch").asLong(-1)));
        return all;
    }

    /// What management says of each camera, the first server that answers; empty while none does.
    SortedMap<String, JsonNode> managed() {
        var all = new TreeMap<String, JsonNode>();
        site.servers().stream()
                .map(Node::status)
                .flatMap(Optional::stream)
                .findFirst()
                .ifPresent(said -> said.path("cameras")
                        .forEach(camera -> all.put(camera.path("camera").asString(), camera)));
        return all;
    }

    /// The management server that leads, as a running one says; empty while none says so.
    Optional<Node> leader() {
        return site.servers().stream()
                .map(Node::status)
                .flatMap(Optional::stream)
                .flatMap(said -> said.path("servers").valueStream())
                .filter(each -> each.path("state").asString("").equals("leader"))
                .map(each -> site.node(each.path("node").asString()))
                .filter(Node::shouldRun)
                .findFirst();
    }

    /// Waits until some management server leads.
    Node awaitLeader() {
        until(LED_MAX, "a management server that leads", () -> leader().isPresent() ? "" : "none says so");
        return leader().orElseThrow(() -> new AssertionError("the leader was lost again"));
    }

    /// Waits until every management server runs, is reached by all others, and follows the same leader.
    void awaitServers() {
        until(SERVED_MAX, "all management servers under one leader", () -> {
            var all = new ArrayList<String>();
            for (Node server : site.servers()) {
                List<String> states = server.status().stream()
                        .flatMap(said -> said.path("servers").valueStream())
                        .map(each -> each.path("state").asString("?"))
                        .toList();
                boolean isLed = states.stream().filter("leader"::equals).count() == 1;
                if (!isLed || states.contains("away")) {
                    all.add(server.name() + " sees " + states);
                }
            }
            return String.join(", ", all);
        });
    }

    boolean isAnswering(String node) {
        return site.node(node).status().isPresent();
    }

    /// Whether a camera's shadow could take over now without loss, as management says.
    boolean isReady(String camera) {
        JsonNode said = managed().get(camera);
        return said != null && said.path("ready").asBoolean(false);
    }

    boolean isOwnedBy(String camera, String recorder) {
        return notOwnedBy(List.of(camera), recorder).isEmpty();
    }

    /// How many segments a recorder says are still to come home; empty when it does not say.
    Optional<Long> toComeHome(String recorder) {
        return site.node(recorder)
                .status()
                .map(said -> said.path("bringingHome").path("segments"))
                .filter(JsonNode::isNumber)
                .map(JsonNode::asLong);
    }

    /// What a recorder shows of a camera; empty while it cannot be asked.
    Optional<List<Shown>> footage(String recorder, String camera) {
        return site.node(recorder)
                .get("/api/footage?camera=" + camera)
                .map(said -> said.path("stretches").valueStream().map(Shown::of).toList());
    }

    private List<String> runningStandbys() {
        return site.plan().standbyNames().stream()
                .filter(each -> site.node(each).shouldRun())
                .toList();
    }

    private String unprotected() {
        SortedMap<String, JsonNode> all = managed();
        return lacking(site.plan().cameraNames(), camera -> {
            JsonNode said = all.get(camera);
            if (said == null) {
                return "management does not know it";
            }
            String owner = said.path("owner").asString("nobody");
            if (!owner.equals(site.plan().homeOf(camera))) {
                return "owned by " + owner;
            }
            if (!said.path("recording").asBoolean(false)) {
                return said.path("state").asString("?");
            }
            boolean isShadowed = said.path("protection").asString("").equals("shadowed");
            boolean needsShadow = site.plan().sessionsOf(camera) > 1;
            return !needsShadow || (isShadowed && said.path("ready").asBoolean(false)) ? "" : "no shadow is ready";
        });
    }

    private String undurable(Instant moment) {
        var newest = new TreeMap<String, Instant>();
        for (String recorder : site.plan().recorderNames()) {
            site.node(recorder).status().ifPresent(said -> {
                for (String camera : site.plan().cameraNames()) {
                    boolean isShadow = Recorder.find(said.path("cameras"), "camera", camera)
                            .filter(found -> found.path("mode").asString("").equals("shadow"))
                            .isPresent();
                    if (!isShadow) {
                        newest.merge(
                                camera,
                                Recorder.durable(said, camera),
                                (one, other) -> one.isBefore(other) ? other : one);
                    }
                }
            });
        }
        return lacking(site.plan().cameraNames(), camera -> {
            Instant durable = newest.getOrDefault(camera, Instant.EPOCH);
            return durable.isAfter(moment) ? "" : "durable only up to " + durable;
        });
    }

    private String notOwnedBy(List<String> cameras, String recorder) {
        SortedMap<String, String> said = ownerships();
        return lacking(cameras, camera -> {
            String owner = said.getOrDefault(camera, "nobody");
            return owner.startsWith(recorder + " ") ? "" : "owned by " + owner;
        });
    }

    private String unmerged(String primary, Instant since) {
        String away = notHome(primary);
        return away.isEmpty() ? notShown(primary, each -> each.to().isAfter(since) && !each.isHad()) : away;
    }

    /// Footage that cannot be reached now counts as not home; gaps do not.
    private String notHome(String primary) {
        List<String> cameras = site.plan().camerasOf(primary);
        String elsewhere = notOwnedBy(cameras, primary);
        if (!elsewhere.isEmpty()) {
            return elsewhere;
        }
        if (!site.plan().shared()) {
            Optional<Long> toCome = toComeHome(primary);
            if (!toCome.equals(Optional.of(0L))) {
                return primary + " has still to bring home: " + toCome;
            }
        }
        return notShown(primary, each -> !each.isHad() && !each.isGap());
    }

    private String notShown(String primary, Predicate<Shown> wrong) {
        return lacking(site.plan().camerasOf(primary), camera -> {
            Optional<List<Shown>> shown = footage(primary, camera);
            if (shown.isEmpty()) {
                return primary + " does not show its footage";
            }
            return shown.get().stream()
                    .filter(wrong)
                    .findFirst()
                    .map(Shown::toString)
                    .orElse("");
        });
    }

    private static String lacking(List<String> cameras, Function<String, String> question) {
        var all = new ArrayList<String>();
        for (String camera : cameras) {
            String lacking = question.apply(camera);
            if (!lacking.isEmpty()) {
                all.add(camera + ": " + lacking);
            }
        }
        return String.join(", ", all);
    }
}
