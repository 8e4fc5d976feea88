package org.lidless.node;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.lidless.domain.CameraId;
import org.lidless.domain.CameraSource;
import org.lidless.domain.NodeId;
import org.lidless.domain.PoolId;
import org.lidless.domain.Problem;
import org.lidless.domain.StreamId;
import org.lidless.domain.Transport;
import org.lidless.node.Located.Mapping;
import org.lidless.node.Located.Place;
import org.lidless.node.Settings.CameraSetting;
import org.lidless.node.Settings.PoolSetting;
import tools.jackson.core.JacksonException;

/// Turns the settings file into [Settings], or into everything that is wrong with it, each with its place, so that
/// it can be mended in one go.
final class SettingsReader {

    private static final List<String> TOP_KEYS = List.of("node", "listen", "segment-seconds", "pools", "cameras");
    private static final List<String> POOL_KEYS = List.of("name", "path");
    private static final List<String> CAMERA_KEYS = List.of("name", "url", "user", "password", "transport", "pool");

    private static final String LISTEN_DEFAULT = "127.0.0.1:7300";
    private static final String SEGMENT_SECONDS_DEFAULT = "300";
    private static final int SEGMENT_SECONDS_MAX = 600;

    private final Path file;
    private final Complaints complaints;

    private SettingsReader(Path file) {
        this.file = file;
        this.complaints = new Complaints(file);
    }

    /// Either settings or problems, never both.
    record Outcome(Optional<Settings> settings, List<Problem> problems) {}

    /// Reads the text of a settings file.
    ///
    /// @param file its path: named in complaints, and pools' relative paths start at its directory
    static Outcome read(Path file, String yaml) {
        SettingsReader reader = new SettingsReader(file);
        Optional<Settings> settings = Optional.empty();
        try {
            settings = reader.settings(Located.parse(yaml));
        } catch (JacksonException notYaml) {
            reader.complaints.notYaml(notYaml);
        }
        List<Problem> problems = reader.complaints.all();
        return new Outcome(problems.isEmpty() ? settings : Optional.empty(), problems);
    }

    private Optional<Settings> settings(Located document) {
        if (!(document instanceof Mapping top)) {
            complaints.invalid(document.place(), "The file", "a list or a value", "keys: " + list(TOP_KEYS));
            return Optional.empty();
        }
        Keys keys = new Keys("the settings", top, TOP_KEYS, complaints);
        Optional<NodeId> node = keys.required("node", "this recorder's name, for example r1")
                .flatMap(text -> name("node", text, NodeId::new));
        Optional<InetSocketAddress> listen = listen(keys.optional("listen", LISTEN_DEFAULT));
        Optional<Duration> segment = segment(keys.optional("segment-seconds", SEGMENT_SECONDS_DEFAULT));
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
        if (node.isEmpty() || listen.isEmpty() || segment.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Settings(node.get(), listen.get(), segment.get(), pools, cameras));
    }

    private void pool(Mapping item, List<PoolSetting> pools) {
        Keys keys = new Keys("a pool", item, POOL_KEYS, complaints);
        Optional<Text> nameText = keys.required("name", "the pool's name, for example main");
        Optional<PoolId> name = nameText.flatMap(text -> name("name", text, PoolId::new));
        Optional<Text> path = keys.required("path", "the pool's directory");
        if (name.isEmpty() || path.isEmpty() || nameText.isEmpty()) {
            return;
        }
        Path directory =
                file.toAbsolutePath().resolveSibling(path.get().value()).normalize();
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
        pools.add(new PoolSetting(name.get(), directory));
    }

    private void camera(Mapping item, List<PoolSetting> pools, boolean poolsKnown, List<CameraSetting> cameras) {
        Keys keys = new Keys("a camera", item, CAMERA_KEYS, complaints);
        Optional<Text> nameText = keys.required("name", "the camera's name, for example cam-1");
        Optional<CameraId> name = nameText.flatMap(text -> name("name", text, CameraId::new));
        Optional<URI> address = keys.required("url", "rtsp://host[:port]/path").flatMap(this::address);
        Optional<CameraSource.Credentials> credentials = credentials(keys);
        Optional<Transport> transport = transport(keys.optional("transport", "tcp"));
        Optional<PoolId> pool = poolsKnown ? poolOf(keys, pools) : Optional.empty();
        if (name.isEmpty() || address.isEmpty() || transport.isEmpty() || pool.isEmpty() || nameText.isEmpty()) {
            return;
        }
        StreamId stream = StreamId.main(name.get());
        if (cameras.stream().anyMatch(other -> other.source().stream().equals(stream))) {
            complaints.twice(nameText.get().place(), "camera", name.get().value());
            return;
        }
        cameras.add(
                new CameraSetting(new CameraSource(stream, address.get(), credentials, transport.get()), pool.get()));
    }

    private Optional<CameraSource.Credentials> credentials(Keys keys) {
        Optional<Text> user = keys.text("user");
        Optional<Text> password = keys.text("password");
        if (user.isEmpty() && password.isPresent()) {
            complaints.invalid(
                    password.get().place(), "password", "given without a user", "user and password together");
        }
        return user.map(name -> new CameraSource.Credentials(
                name.value(), password.map(Text::value).orElse("")));
    }

    private Optional<PoolId> poolOf(Keys keys, List<PoolSetting> pools) {
        Optional<Text> named = keys.text("pool");
        if (named.isEmpty()) {
            if (pools.size() > 1) {
                complaints.invalid(
                        keys.place(),
                        "pool",
                        "missing",
                        "one of the pools, because there are several: " + names(pools));
            }
            return pools.stream().map(PoolSetting::pool).findFirst();
        }
        for (PoolSetting pool : pools) {
            if (pool.pool().value().equals(named.get().value())) {
                return Optional.of(pool.pool());
            }
        }
        complaints.invalid(named.get().place(), "pool", "\"" + named.get().value() + "\"", "one of: " + names(pools));
        return Optional.empty();
    }

    private Optional<URI> address(Text text) {
        URI address;
        try {
            address = new URI(text.value());
        } catch (URISyntaxException notAnAddress) {
            complaints.invalid(text.place(), "url", hidden(text.value()), "rtsp://host[:port]/path");
            return Optional.empty();
        }
        if (address.getRawUserInfo() != null || text.value().contains("@")) {
            complaints.invalid(
                    text.place(),
                    "url",
                    "an address with a user or password inside",
                    "rtsp://host[:port]/path alone; put them under \"user:\" and \"password:\" of this camera, so that "
                            + "no log ever shows them");
            return Optional.empty();
        }
        if (!"rtsp".equalsIgnoreCase(address.getScheme()) || address.getHost() == null || address.getPort() > 65_535) {
            complaints.invalid(text.place(), "url", "\"" + text.value() + "\"", "rtsp://host[:port]/path");
            return Optional.empty();
        }
        return Optional.of(address);
    }

    private Optional<Transport> transport(Text text) {
        return switch (text.value().toLowerCase(Locale.ROOT)) {
            case "tcp" -> Optional.of(Transport.TCP);
            case "udp" -> Optional.of(Transport.UDP);
            default -> {
                complaints.invalid(text.place(), "transport", "\"" + text.value() + "\"", "tcp or udp");
                yield Optional.empty();
            }
        };
    }

    private Optional<Duration> segment(Text text) {
        try {
            int seconds = Integer.parseInt(text.value());
            if (seconds >= 1 && seconds <= SEGMENT_SECONDS_MAX) {
                return Optional.of(Duration.ofSeconds(seconds));
            }
        } catch (NumberFormatException notANumber) {
            // said below, as for a number out of bounds
        }
        complaints.invalid(
                text.place(),
                "segment-seconds",
                "\"" + text.value() + "\"",
                "a whole number from 1 to " + SEGMENT_SECONDS_MAX);
        return Optional.empty();
    }

    private Optional<InetSocketAddress> listen(Text text) {
        int colon = text.value().lastIndexOf(':');
        String host = colon < 0 ? "" : text.value().substring(0, colon).replace("localhost", "127.0.0.1");
        try {
            InetAddress address = InetAddress.ofLiteral(host.replace("[", "").replace("]", ""));
            int port = Integer.parseInt(text.value().substring(colon + 1));
            if (address.isLoopbackAddress() && port >= 0 && port <= 65_535) {
                return Optional.of(new InetSocketAddress(address, port));
            }
        } catch (IllegalArgumentException notAnAddress) {
            // said below, as for an address that others could reach
        }
        complaints.invalid(
                text.place(),
                "listen",
                "\"" + text.value() + "\"",
                "a loopback address and a port, for example " + LISTEN_DEFAULT);
        return Optional.empty();
    }

    private <T> Optional<T> name(String key, Text text, java.util.function.Function<String, T> made) {
        try {
            return Optional.of(made.apply(text.value()));
        } catch (IllegalArgumentException notAName) {
            complaints.invalid(
                    text.place(),
                    key,
                    "\"" + text.value() + "\"",
                    "1 to 63 of a-z, 0-9, '-', '_', '.', beginning with a letter or digit");
            return Optional.empty();
        }
    }

    /// A text that may hold a password is not repeated.
    private static String hidden(String text) {
        return text.contains("@") ? "not an address" : "\"" + text + "\"";
    }

    private static String names(List<PoolSetting> pools) {
        return list(pools.stream().map(pool -> pool.pool().value()).toList());
    }

    private static String list(List<String> words) {
        return String.join(", ", words);
    }

    /// A value and its place.
    record Text(Place place, String value) {}
}
