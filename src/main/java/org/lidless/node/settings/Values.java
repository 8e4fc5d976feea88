package org.lidless.node.settings;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lidless.domain.CameraAddress;
import org.lidless.domain.CameraSource.Credentials;
import org.lidless.domain.Sha256;
import org.lidless.domain.Transport;
import org.lidless.footage.storage.ForceMode;

/// Reads texts as values; what is none is complained of, and empty.
final class Values {

    private static final int PORT_MAX = 65_535;
    private static final Pattern SIZE = Pattern.compile("(\\d{1,15}) ?([kmgt]?i?b?)", Pattern.CASE_INSENSITIVE);
    private static final String SIZE_ALLOWED = "a size such as 500GB, 2TB or 64GiB, more than nothing";
    private static final Map<String, Long> UNITS = Map.of(
            "",
            1L,
            "b",
            1L,
            "kb",
            1_000L,
            "mb",
            1_000_000L,
            "gb",
            1_000_000_000L,
            "tb",
            1_000_000_000_000L,
            "kib",
            1L << 10,
            "mib",
            1L << 20,
            "gib",
            1L << 30,
            "tib",
            1L << 40);

    private final Path file;
    private final Complaints complaints;

    /// @param file relative paths start at its directory
    Values(Path file, Complaints complaints) {
        this.file = file;
        this.complaints = complaints;
    }

    <T> Optional<T> name(String key, Text text, Function<String, T> made) {
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

    Path path(Text text) {
        return file.toAbsolutePath().resolveSibling(text.value()).normalize();
    }

    /// A camera's address, without user and password.
    ///
    /// @param secrets where user and password belong instead
    Optional<URI> camera(String key, Text text, String secrets) {
        URI address;
        try {
            address = new URI(text.value());
        } catch (URISyntaxException notAnAddress) {
            complaints.invalid(text.place(), key, hidden(text.value()), "rtsp://host[:port]/path");
            return Optional.empty();
        }
        if (address.getRawUserInfo() != null || text.value().contains("@")) {
            complaints.invalid(
                    text.place(),
                    key,
                    "an address with a user or password inside",
                    "rtsp://host[:port]/path alone; put them under " + secrets + ", so that no log ever shows them");
            return Optional.empty();
        }
        if (!CameraAddress.isCamera(address) || address.getPort() > PORT_MAX) {
            complaints.invalid(text.place(), key, "\"" + text.value() + "\"", "rtsp://host[:port]/path");
            return Optional.empty();
        }
        return Optional.of(address);
    }

    Optional<Credentials> credentials(Keys keys) {
        Optional<Text> user = keys.text("user");
        Optional<Text> password = keys.text("password");
        if (user.isEmpty() && password.isPresent()) {
            complaints.invalid(
                    password.get().place(), "password", "given without a user", "user and password together");
        }
        return user.map(
                name -> new Credentials(name.value(), password.map(Text::value).orElse("")));
    }

    Optional<Transport> transport(Text text) {
        for (Transport each : Transport.values()) {
            if (each.name().toLowerCase(Locale.ROOT).equals(text.value().toLowerCase(Locale.ROOT))) {
                return Optional.of(each);
            }
        }
        complaints.invalid(text.place(), "transport", "\"" + text.value() + "\"", "tcp, udp, multicast or auto");
        return Optional.empty();
    }

    Optional<ForceMode> force(Text text) {
        Optional<ForceMode> mode = ForceMode.of(text.value());
        if (mode.isEmpty()) {
            complaints.invalid(
                    text.place(), "force", "\"" + text.value() + "\"", String.join(" or ", ForceMode.words()));
        }
        return mode;
    }

    /// The fingerprint of a certificate, with or without colons; empty text for none.
    Optional<Sha256> certificate(Keys keys) {
        Optional<Text> text = keys.text("certificate");
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Sha256.parse(text.get().value().replace(":", "").toLowerCase(Locale.ROOT)));
        } catch (IllegalArgumentException notAFingerprint) {
            complaints.invalid(
                    text.get().place(),
                    "certificate",
                    "\"" + text.get().value() + "\"",
                    "the SHA-256 of the camera's certificate, 64 hexadecimal digits, as lidless camera test prints it");
            return Optional.empty();
        }
    }

    Optional<Boolean> yesOrNo(String key, Text text) {
        if (!List.of("true", "false").contains(text.value())) {
            complaints.invalid(text.place(), key, "\"" + text.value() + "\"", "true or false");
            return Optional.empty();
        }
        return Optional.of(text.value().equals("true"));
    }

    Optional<Boolean> onOrOff(String key, Text text) {
        if (!List.of("on", "off").contains(text.value())) {
            complaints.invalid(text.place(), key, "\"" + text.value() + "\"", "on or off");
            return Optional.empty();
        }
        return Optional.of(text.value().equals("on"));
    }

    OptionalInt number(String key, Text text, int least, int most) {
        try {
            int number = Integer.parseInt(text.value());
            if (number >= least && number <= most) {
                return OptionalInt.of(number);
            }
        } catch (NumberFormatException notANumber) {
            // said below, as for a number out of bounds
        }
        complaints.invalid(
                text.place(), key, "\"" + text.value() + "\"", "a whole number from " + least + " to " + most);
        return OptionalInt.empty();
    }

    /// A number of bytes with a unit, such as `500GB`; empty when there is none.
    OptionalLong size(String key, Optional<Text> text, long least) {
        if (text.isEmpty()) {
            return OptionalLong.empty();
        }
        Matcher parts = SIZE.matcher(text.get().value().strip());
        Long unit = parts.matches() ? UNITS.get(parts.group(2).toLowerCase(Locale.ROOT)) : null;
        if (unit != null) {
            long number = Long.parseLong(parts.group(1));
            if (number >= least && number <= Long.MAX_VALUE / unit) {
                return OptionalLong.of(number * unit);
            }
        }
        complaints.invalid(text.get().place(), key, "\"" + text.get().value() + "\"", SIZE_ALLOWED);
        return OptionalLong.empty();
    }

    /// An address of this machine, as digits.
    Optional<InetSocketAddress> own(String key, Text text, boolean loopbackOnly, String example) {
        int colon = text.value().lastIndexOf(':');
        String host = colon < 0 ? "" : text.value().substring(0, colon).replace("localhost", "127.0.0.1");
        try {
            InetAddress address = InetAddress.ofLiteral(host.replace("[", "").replace("]", ""));
            int port = Integer.parseInt(text.value().substring(colon + 1));
            if ((address.isLoopbackAddress() || !loopbackOnly) && port >= 0 && port <= PORT_MAX) {
                return Optional.of(new InetSocketAddress(address, port));
            }
        } catch (IllegalArgumentException notAnAddress) {
            // said below, as for an address that is not allowed
        }
        complaints.invalid(
                text.place(),
                key,
                "\"" + text.value() + "\"",
                (loopbackOnly ? "a loopback address" : "an IP address of this machine") + " and a port, for example "
                        + example);
        return Optional.empty();
    }

    /// Another node's address, `host:port`.
    Optional<String> other(String key, Text text) {
        int colon = text.value().lastIndexOf(':');
        String port = colon < 1 ? "" : text.value().substring(colon + 1);
        if (port.matches("[0-9]{1,5}") && Integer.parseInt(port) <= PORT_MAX) {
            return Optional.of(text.value());
        }
        complaints.invalid(text.place(), key, "\"" + text.value() + "\"", "host:port, for example 10.1.0.5:7400");
        return Optional.empty();
    }

    /// A text that may hold a password is not repeated.
    private static String hidden(String text) {
        return text.contains("@") ? "not an address" : "\"" + text + "\"";
    }
}
