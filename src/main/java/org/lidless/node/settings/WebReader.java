package org.lidless.node.settings;

import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.lidless.node.settings.Located.Mapping;
import org.lidless.node.settings.Settings.WebSetting;

/// Reads how browsers reach a management server.
final class WebReader {

    private static final List<String> KEYS =
            List.of("listen", "url", "names", "camera-addresses", "rtsp", "rtsp-plain");
    private static final String LISTEN_DEFAULT = "0.0.0.0:8443";
    private static final String RTSP_EXAMPLE = "0.0.0.0:8554";
    private static final String URL_EXAMPLE = "https://video.example.org:8443";

    private final Complaints complaints;
    private final Values values;

    WebReader(Complaints complaints, Values values) {
        this.complaints = complaints;
        this.values = values;
    }

    /// Empty when something was complained of.
    Optional<WebSetting> read(Keys top) {
        Mapping said = top.group("web").orElse(new Mapping(top.placeOf("web"), List.of()));
        Keys keys = new Keys("\"web\"", said, KEYS, complaints);
        Optional<InetSocketAddress> listen =
                values.own("listen", keys.optional("listen", LISTEN_DEFAULT), false, LISTEN_DEFAULT);
        Optional<Text> url = keys.text("url");
        if (url.isPresent() && !isAddress(url.get().value())) {
            complaints.invalid(url.get().place(), "url", "\"" + url.get().value() + "\"", "for example " + URL_EXAMPLE);
            return Optional.empty();
        }
        Optional<InetSocketAddress> rtsp =
                keys.text("rtsp").flatMap(text -> values.own("rtsp", text, false, RTSP_EXAMPLE));
        Optional<Boolean> isPlain = values.yesOrNo("rtsp-plain", keys.optional("rtsp-plain", "false"));
        return listen.map(where -> new WebSetting(
                where,
                url.map(Text::value),
                keys.texts("names").stream().map(Text::value).toList(),
                keys.texts("camera-addresses").stream().map(Text::value).toList(),
                rtsp,
                isPlain.orElse(false)));
    }

    private static boolean isAddress(String text) {
        try {
            URI uri = URI.create(text);
            return "https".equals(uri.getScheme())
                    && uri.getHost() != null
                    && uri.getPath().isEmpty();
        } catch (IllegalArgumentException garbage) {
            return false;
        }
    }
}
