package org.lidless.node.settings;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.lidless.domain.CameraId;
import org.lidless.domain.CameraSource;
import org.lidless.domain.CameraSource.Credentials;
import org.lidless.domain.NodeId;
import org.lidless.domain.PoolId;
import org.lidless.domain.Sha256;
import org.lidless.domain.StreamId;
import org.lidless.domain.StreamKind;
import org.lidless.domain.Transport;
import org.lidless.footage.storage.ForceMode;
import org.lidless.footage.storage.RetentionSettings;
import org.lidless.node.settings.Located.Mapping;
import org.lidless.node.settings.Settings.CameraSetting;
import org.lidless.node.settings.Settings.IndexServer;
import org.lidless.node.settings.Settings.Membership;
import org.lidless.node.settings.Settings.PoolSetting;
import org.lidless.node.settings.Settings.Recording;

/// Reads the settings of a recorder. One that names management servers is a member of a site and has no cameras of its
/// own; one that does not is alone.
final class RecordingReader {

    static final List<String> ALONE_KEYS = List.of(
            "node",
            "role",
            "listen",
            "segment-seconds",
            "pools",
            "cameras",
            "retention",
            "index",
            "index-user",
            "index-password");
    private static final List<String> MEMBER_KEYS = List.of(
            "node",
            "role",
            "listen",
            "peer-listen",
            "certificates",
            "management",
            "segment-seconds",
            "pools",
            "sub-pool",
            "retention",
            "credentials",
            "index",
            "index-user",
            "index-password");
    private static final List<String> POOL_KEYS = Stream.concat(
                    Stream.of("name", "path", "shared", "force"), RetentionReader.POOL_KEYS.stream())
            .toList();
    private static final List<String> CAMERA_KEYS = List.of(
            "name", "url", "sub-url", "user", "password", "transport", "audio", "certificate", "pool", "sub-pool");
    private static final List<String> MANAGEMENT_KEYS = List.of("node", "address");
    private static final List<String> CREDENTIALS_KEYS = List.of("name", "user", "password");

    static final String PEER_LISTEN_EXAMPLE = "10.1.0.5:7400";
    private static final Pattern INDEX_URL = Pattern.compile("postgresql://([A-Za-z0-9.\\[\\]:_-]+/[A-Za-z0-9_-]+)");
    private static final String SECRETS = "\"user:\" and \"password:\" of this camera";
    private static final String SEGMENT_SECONDS_DEFAULT = "300";
    private static final int SEGMENT_SECONDS_MAX = 600;

    private final Complaints complaints;
    private final Values values;
    private final RetentionReader retention;

    RecordingReader(Complaints complaints, Values values) {
        this.complaints = complaints;
        this.values = values;
        this.retention = new RetentionReader(complaints, values);
    }

    private static List<String> with(List<String> keys) {
        return Stream.concat(keys.stream(), ProvingReader.KEYS.stream()).toList();
    }

    Optional<Recording> read(Mapping top) {
        boolean isMember = Stream.of("management", "peer-listen", "certificates", "credentials")
                .anyMatch(key ->
                        top.entries().stream().anyMatch(entry -> entry.key().equals(key)));
        Keys keys = new Keys("the settings", top, with(isMember ? MEMBER_KEYS : ALONE_KEYS), complaints);
        Optional<NodeId> node = SettingsReader.node(keys, values);
        Optional<InetSocketAddress> listen = SettingsReader.listen(keys, values);
        OptionalInt segment = values.number(
                "segment-seconds", keys.optional("segment-seconds", SEGMENT_SECONDS_DEFAULT), 1, SEGMENT_SECONDS_MAX);
        List<PoolSetting> pools = new ArrayList<>();
        List<Mapping> poolItems = keys.items("pools");
        poolItems.forEach(item -> pool(item, pools));
        boolean poolsKnown = pools.size() == poolItems.size() && !pools.isEmpty();
        if (pools.isEmpty() && complaints.isEmpty()) {
            complaints.invalid(
                    keys.placeOf("pools"),
                    "pools",
                    "empty",
                    "at least one pool with a name and a path: without one nothing can be recorded");
        }
        List<CameraSetting> cameras = new ArrayList<>();
        keys.items("cameras").forEach(item -> camera(item, pools, poolsKnown, cameras));
        List<PoolId> subPools = isMember && poolsKnown ? named("sub-pool", keys, pools) : List.of();
        RetentionSettings kept = retention.rules(
                keys,
                cameras.stream()
                        .map(each -> each.source().stream().camera())
                        .distinct()
                        .toList());
        Optional<Membership> site = isMember ? membership(keys) : Optional.empty();
        Optional<IndexServer> index = index(keys);
        if (node.isEmpty() || listen.isEmpty() || segment.isEmpty() || (isMember && site.isEmpty())) {
            return Optional.empty();
        }
        return Optional.of(new Recording(
                node.get(),
                listen.get(),
                Duration.ofSeconds(segment.getAsInt()),
                pools,
                subPools,
                cameras,
                kept,
                site,
                index,
                new ProvingReader(complaints, values).read(keys)));
    }

    private Optional<IndexServer> index(Keys keys) {
        Optional<Text> url = keys.text("index");
        if (url.isEmpty()) {
            return Optional.empty();
        }
        Matcher address = INDEX_URL.matcher(url.get().value());
        if (!address.matches()) {
            complaints.invalid(
                    url.get().place(),
                    "index",
                    url.get().value().contains("@")
                            ? "an address with a user in it"
                            : "\"" + url.get().value() + "\"",
                    "postgresql://host[:port]/database, without user and password");
            return Optional.empty();
        }
        String user = keys.optional("index-user", "lidless").value();
        String password = keys.optional("index-password", "").value();
        return Optional.of(new IndexServer(address.group(1), new Credentials(user, password)));
    }

    private Optional<Membership> membership(Keys keys) {
        Optional<InetSocketAddress> peerListen = keys.required(
                        "peer-listen", "where other nodes reach this one, for example " + PEER_LISTEN_EXAMPLE)
                .flatMap(text -> values.own("peer-listen", text, false, PEER_LISTEN_EXAMPLE));
        Optional<Path> certificates = keys.required("certificates", "the directory with this node's certificate")
                .map(values::path);
        SortedMap<NodeId, String> management = new TreeMap<>();
        keys.items("management").forEach(item -> management(item, management));
        if (management.isEmpty() && complaints.isEmpty()) {
            complaints.invalid(
                    keys.placeOf("management"),
                    "management",
                    "empty",
                    "the management servers, each with node and address");
        }
        Map<String, Credentials> credentials = new TreeMap<>();
        keys.items("credentials").forEach(item -> credentials(item, credentials));
        if (peerListen.isEmpty() || certificates.isEmpty() || management.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Membership(peerListen.get(), certificates.get(), management, credentials));
    }

    private void management(Mapping item, SortedMap<NodeId, String> into) {
        Keys keys = new Keys("a management server", item, MANAGEMENT_KEYS, complaints);
        Optional<Text> nodeText = keys.required("node", "the management server's name, for example m1");
        Optional<NodeId> node = nodeText.flatMap(text -> values.name("node", text, NodeId::new));
        Optional<String> address = keys.required("address", "where it is reached, host:port")
                .flatMap(text -> values.other("address", text));
        if (node.isPresent() && address.isPresent() && into.putIfAbsent(node.get(), address.get()) != null) {
            complaints.twice(
                    nodeText.orElseThrow().place(),
                    "management server",
                    node.get().value());
        }
    }

    private void credentials(Mapping item, Map<String, Credentials> into) {
        Keys keys = new Keys("credentials", item, CREDENTIALS_KEYS, complaints);
        Optional<Text> name = keys.required("name", "the name that cameras refer to");
        Optional<Text> user = keys.required("user", "the user's name at the camera");
        Optional<Credentials> found = values.credentials(keys);
        if (name.isEmpty() || user.isEmpty() || found.isEmpty()) {
            return;
        }
        if (into.putIfAbsent(name.get().value(), found.get()) != null) {
            complaints.twice(
                    name.get().place(), "set of credentials", name.get().value());
        }
    }

    private void pool(Mapping item, List<PoolSetting> pools) {
        Keys keys = new Keys("a pool", item, POOL_KEYS, complaints);
        Optional<Text> nameText = keys.required("name", "the pool's name, for example main");
        Optional<PoolId> name = nameText.flatMap(text -> values.name("name", text, PoolId::new));
        Optional<Text> path = keys.required("path", "the pool's directory");
        Optional<Boolean> shared = values.yesOrNo("shared", keys.optional("shared", "false"));
        Optional<ForceMode> force = values.force(keys.optional("force", ForceMode.DIRECT.word()));
        if (name.isEmpty() || path.isEmpty() || nameText.isEmpty() || shared.isEmpty() || force.isEmpty()) {
            return;
        }
        Path directory = values.path(path.get());
        for (PoolSetting other : pools) {
            if (other.pool().equals(name.get())) {
                complaints.twice(nameText.get().place(), "pool", name.get().value());
                return;
            }
            if (other.path().startsWith(directory) || directory.startsWith(other.path())) {
                complaints.invalid(
                        path.get().place(),
                        "path",
                        "\"" + path.get().value() + "\"",
                        "a directory that is neither inside nor around that of pool " + other.pool());
                return;
            }
        }
        pools.add(new PoolSetting(name.get(), directory, shared.get(), force.get()));
        retention.pool(name.get(), keys);
    }

    private void camera(Mapping item, List<PoolSetting> pools, boolean poolsKnown, List<CameraSetting> cameras) {
        Keys keys = new Keys("a camera", item, CAMERA_KEYS, complaints);
        Optional<Text> nameText = keys.required("name", "the camera's name, for example cam-1");
        Optional<CameraId> name = nameText.flatMap(text -> values.name("name", text, CameraId::new));
        var address =
                keys.required("url", "rtsp://host[:port]/path").flatMap(text -> values.camera("url", text, SECRETS));
        Optional<Text> subText = keys.text("sub-url");
        var sub = subText.flatMap(text -> values.camera("sub-url", text, SECRETS));
        Optional<Credentials> credentials = values.credentials(keys);
        Optional<Transport> transport = values.transport(keys.optional("transport", "tcp"));
        Optional<Boolean> audio = values.onOrOff("audio", keys.optional("audio", "on"));
        Optional<Sha256> certificate = values.certificate(keys);
        List<PoolId> to = poolsKnown ? poolsOf(keys, pools) : List.of();
        List<PoolId> subTo = poolsKnown ? named("sub-pool", keys, pools) : List.of();
        if (subText.isEmpty() && !keys.texts("sub-pool").isEmpty()) {
            complaints.invalid(keys.placeOf("sub-pool"), "sub-pool", "given without a sub-url", "the two together");
        }
        if (name.isEmpty() || address.isEmpty() || transport.isEmpty() || to.isEmpty() || nameText.isEmpty()) {
            return;
        }
        if (audio.isEmpty()) {
            return;
        }
        StreamId stream = StreamId.main(name.get());
        if (cameras.stream().anyMatch(other -> other.source().stream().equals(stream))) {
            complaints.twice(nameText.get().place(), "camera", name.get().value());
            return;
        }
        cameras.add(new CameraSetting(
                new CameraSource(stream, address.get(), credentials, transport.get(), certificate, audio.get()), to));
        if (sub.isPresent()) {
            var small = new StreamId(name.get(), StreamKind.SUB);
            cameras.add(new CameraSetting(
                    new CameraSource(small, sub.get(), credentials, transport.get(), certificate, audio.get()),
                    subTo.isEmpty() ? to : subTo));
        }
    }

    /// The pools that a camera names, in its order; nothing when something is wrong with them.
    private List<PoolId> poolsOf(Keys keys, List<PoolSetting> pools) {
        List<Text> named = keys.texts("pool");
        if (named.isEmpty()) {
            if (pools.size() > 1) {
                complaints.invalid(
                        keys.place(),
                        "pool",
                        "missing",
                        "one of the pools, because there are several: " + names(pools));
            }
            return List.of(pools.getFirst().pool());
        }
        return named("pool", keys, pools);
    }

    /// The pools that a key names, in its order; none when it is missing, or something is wrong with them.
    private List<PoolId> named(String key, Keys keys, List<PoolSetting> pools) {
        List<Text> named = keys.texts(key);
        List<PoolId> found = new ArrayList<>();
        for (Text text : named) {
            Optional<PoolId> known = pools.stream()
                    .map(PoolSetting::pool)
                    .filter(pool -> pool.value().equals(text.value()))
                    .findFirst();
            if (known.isEmpty()) {
                complaints.invalid(text.place(), key, "\"" + text.value() + "\"", "one of: " + names(pools));
            } else if (found.contains(known.get())) {
                complaints.twice(text.place(), "pool", text.value());
            } else {
                found.add(known.get());
            }
        }
        return found.size() == named.size() ? found : List.of();
    }

    private static String names(List<PoolSetting> pools) {
        return String.join(", ", pools.stream().map(pool -> pool.pool().value()).toList());
    }
}
