package org.lidless.node.settings;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import org.lidless.wire.syslog.SyslogLine;

/// Who else is told so that things can be proven later.
///
/// @param syslog gets every record of the audit log
/// @param stamps stamps exports (RFC 3161)
public record Proving(Optional<SyslogServer> syslog, Optional<URI> stamps) {

    /// Nobody.
    public static final Proving NONE = new Proving(Optional.empty(), Optional.empty());

    /// @param authority PEM file of who signs its certificate; without it the machine's own authorities are
    /// trusted
    public record SyslogServer(SyslogLine.Transport transport, String host, int port, Optional<Path> authority) {

        @Override
        public String toString() {
            return transport.name().toLowerCase(java.util.Locale.ROOT) + "://" + host + ":" + port;
        }
    }
}
