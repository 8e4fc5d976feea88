package org.lidless.node.settings;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.lidless.node.settings.Proving.SyslogServer;
import org.lidless.wire.syslog.SyslogLine;

/// Reads who else is told so that things can be proven later: the same for every kind of node.
final class ProvingReader {

    static final List<String> KEYS = List.of("syslog", "syslog-authority", "timestamp-authority");

    private static final String SYSLOG_EXAMPLE =
            "where a syslog server is, for example tls://logs.example.org:6514, tcp://10.1.0.9:601 or udp://10.1.0.9:514";
    private static final String STAMP_EXAMPLE =
            "an address of a time stamp authority, for example http://tsa.example.org/";
    private static final int PORT_MAX = 65_535;

    private final Complaints complaints;
    private final Values values;

    ProvingReader(Complaints complaints, Values values) {
        this.complaints = complaints;
        this.values = values;
    }

    Proving read(Keys keys) {
        Optional<Text> syslog = keys.text("syslog");
        Optional<Text> authority = keys.text("syslog-authority");
        Optional<Text> stamps = keys.text("timestamp-authority");
        return new Proving(
                syslog.flatMap(text -> syslog(text, authority.map(values::path))), stamps.flatMap(this::stamps));
    }

    private Optional<SyslogServer> syslog(Text text, Optional<java.nio.file.Path> authority) {
        Optional<URI> uri = uri(text);
        Optional<SyslogLine.Transport> transport = uri.map(URI::getScheme).flatMap(ProvingReader::transport);
        boolean isWhole = transport.isPresent()
                && uri.map(URI::getHost).isPresent()
                && uri.get().getPort() > 0
                && uri.get().getPort() <= PORT_MAX;
        if (!isWhole) {
            complaints.invalid(text.place(), "syslog", text.value(), SYSLOG_EXAMPLE);
            return Optional.empty();
        }
        return Optional.of(
                new SyslogServer(transport.get(), uri.get().getHost(), uri.get().getPort(), authority));
    }

    private static Optional<SyslogLine.Transport> transport(String scheme) {
        for (SyslogLine.Transport each : SyslogLine.Transport.values()) {
            if (each.name().toLowerCase(Locale.ROOT).equals(scheme)) {
                return Optional.of(each);
            }
        }
        return Optional.empty();
    }

    private Optional<URI> stamps(Text text) {
        Optional<URI> uri = uri(text)
                .filter(each -> ("http".equals(each.getScheme()) || "https".equals(each.getScheme()))
                        && each.getHost() != null);
        if (uri.isEmpty()) {
            complaints.invalid(text.place(), "timestamp-authority", text.value(), STAMP_EXAMPLE);
        }
        return uri;
    }

    private static Optional<URI> uri(Text text) {
        try {
            return Optional.of(new URI(text.value()));
        } catch (URISyntaxException noAddress) {
            return Optional.empty();
        }
    }
}
